using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>The gradients by factors and terms of a normalization of each sample by itself: sums over samples, and over whatever has a factor in common.</summary>
internal static class SampleNormalizationSumsEmitter
{
    /// <summary>Adds one sample's gradients by factor and term to those of the lane.</summary>
    public static void WriteSums(CodeWriter writer, Kernel kernel, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        SampleLoop[] outer = [.. plan.GradientLoops.Where(loop => loop.Parameters > 0)];
        SampleLoop[] inner = [.. plan.GradientLoops.Where(loop => loop.Parameters == 0)];
        int row = step.Input.Width * step.Input.Channels;
        bool scales = step.Layer.Affine.Gamma is not null;
        string At(string image, string origin, SampleLoop[] loops, int rowStride) =>
            Reference.At(image, Reference.Sum(origin, SampleLoops.Offset(loops, loop => plan.Stride(loop, rowStride))));
        string[] names = step.Layer.Affine switch
        {
            { Gamma: null } => ["dterm"],
            { Beta: null } => ["dfactor"],
            _ => ["dfactor", "dterm"],
        };

        writer.Heading($"{step.Text}, backward: the sums of dy times the normalized x, and of dy, with one sample more.");
        using (kernel.Open(writer))
        using (SampleLoops.Open(writer, outer))
        {
            string target = SampleLoops.Offset(outer, loop => loop.Parameters);
            if (scales)
            {
                writer.Line($"ref float from = ref {At("x", Literal.Of(step.Input.Origin), outer, step.Input.RowStride)};");
            }

            writer.Line($"ref float upstream = ref {At("dy", "0", outer, row)};");
            string start = SampleLoops.Offset(outer, loop => loop.Statistics);
            if (plan.HasParametersAlongRun)
            {
                Sweep.Row(writer, plan.GradientRun, step.Form, "f", (op, f) =>
                {
                    SampleLoops.Sums(
                        writer,
                        op,
                        names,
                        [.. inner],
                        line =>
                        {
                            writer.Line($"ref float dyr = ref {Reference.At("upstream", Reference.Sum(line(loop => plan.Stride(loop, row)), f))};");
                            if (!scales)
                            {
                                return;
                            }

                            writer.Line($"ref float xr = ref {Reference.At("from", Reference.Sum(line(loop => plan.Stride(loop, step.Input.RowStride)), f))};");
                            string first = Reference.Sum(start, line(loop => loop.Statistics), plan.IsAlongRun ? f : "0");
                            writer.Line($"ref float means = ref {Reference.At("statistics", first)};");
                        },
                        (offset, total) =>
                        {
                            writer.Line($"{op.Type} g = {op.Load("dyr", offset(loop => plan.Stride(loop, row)))};");
                            string x = op.Load("xr", offset(loop => plan.Stride(loop, step.Input.RowStride)));
                            WriteTerms(writer, op, step, names, x, offset(loop => loop.Statistics), total);
                        });
                    foreach (string name in names)
                    {
                        string place = Reference.Sum(target, f, Literal.Of(PlaceOf(plan, name)));
                        writer.Line(op.Store($"{op.Load("sums", place)} + {name}", "sums", place));
                    }
                });
            }
            else
            {
                new RunSums(writer, step.Form, plan.GradientRun).Write(
                    names,
                    [.. inner],
                    () =>
                    {
                        writer.Line($"ref float dyr = ref {At("upstream", "0", inner, row)};");
                        if (!scales)
                        {
                            return;
                        }

                        writer.Line($"ref float xr = ref {At("from", "0", inner, step.Input.RowStride)};");
                        string first = Reference.Sum(start, SampleLoops.Offset(inner, loop => loop.Statistics));
                        writer.Line($"ref float means = ref {Reference.At("statistics", first)};");
                    },
                    (op, i, total) =>
                    {
                        writer.Line($"{op.Type} g = {op.Load("dyr", i)};");
                        WriteTerms(writer, op, step, names, op.Load("xr", i), i, total);
                    });
                foreach (string name in names)
                {
                    writer.Line($"{Reference.At("sums", Reference.Sum(target, Literal.Of(PlaceOf(plan, name))))} += {name};");
                }
            }
        }
    }

    private static int PlaceOf(SampleNormalizationPlan plan, string name) => name == "dterm" ? plan.Pitch : 0;

    private static void WriteTerms(
        CodeWriter writer, Operations op, SampleNormalizationStep step, string[] names, string x, string statistic, Func<string, string> total)
    {
        foreach (string name in names)
        {
            writer.Line(name == "dterm"
                ? $"{total(name)} += g;"
                : $"{total(name)} = {op.MultiplyAdd("g", Normalized(op, step.Plan, x, "means", statistic), total(name))};");
        }
    }

    /// <summary>The normalized value, from kept statistics.</summary>
    private static string Normalized(Operations op, SampleNormalizationPlan plan, string x, string means, string statistic)
    {
        string Statistic(int number) => plan.IsAlongRun
            ? op.Load(means, Reference.Advance(statistic, number * plan.StatisticPitch))
            : op.Broadcast(Reference.At(means, Reference.Advance(statistic, number * plan.StatisticPitch)));
        return op.MultiplyAdd($"{x} - {Statistic(0)}", Statistic(1), Statistic(2));
    }

    /// <summary>The gradients by the layer's parameters: the lanes' sums, added up.</summary>
    public static void WriteReduce(CodeWriter writer, Kernel kernel, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        int first = step.Sums!.Place.Offset;
        bool scales = step.Layer.Affine.Gamma is not null;
        writer.Heading($"{step.Text}: the lanes' gradients, added up.");
        using (kernel.OpenDriver(writer))
        {
            if (scales)
            {
                writer.Line($"LaneTree.Sum(lanes, {Literal.Of(first)}, ref gradient, {Literal.Of(plan.Parameters)});");
            }

            if (step.Layer.Affine.Beta is not null)
            {
                string target = Reference.At("gradient", scales ? plan.Parameters : 0);
                writer.Line($"LaneTree.Sum(lanes, {Literal.Of(first + plan.Pitch)}, ref {target}, {Literal.Of(plan.Parameters)});");
            }
        }
    }
}
