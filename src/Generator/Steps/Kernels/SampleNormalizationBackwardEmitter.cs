using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>The way back of a normalization of each sample by itself to its input, with the statistics that the way forward has kept.</summary>
internal static class SampleNormalizationBackwardEmitter
{
    /// <summary>dx = (g - the mean of g - the normalized x * the mean of g times it) / deviation, where g = dy * factor.</summary>
    public static void WriteInputGradient(CodeWriter writer, Kernel kernel, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        int row = step.Input.Width * step.Input.Channels;
        writer.Heading($"{step.Text}, backward: gradient by x, of which every value has changed its statistics.");
        using (kernel.Open(writer))
        using (SampleLoops.Open(writer, plan.Outer))
        {
            string bare = SampleLoops.Offset(plan.Outer, loop => plan.Stride(loop, row));
            string padded = SampleLoops.Offset(plan.Outer, loop => plan.Stride(loop, step.Input.RowStride));
            writer.Line($"ref float from = ref {Reference.At("x", Reference.Sum(Literal.Of(step.Input.Origin), padded))};");
            writer.Line($"ref float upstream = ref {Reference.At("dy", bare)};");
            writer.Line($"ref float to = ref {Reference.At("dx", bare)};");
            writer.Line($"ref float means = ref {Reference.At("statistics", SampleLoops.Offset(plan.Outer, loop => loop.Statistics))};");
            if (!plan.IsAlongRun)
            {
                WriteRun(writer, step, row);
            }
            else if (plan.Together > 0)
            {
                WriteTogether(writer, step, row);
            }
            else
            {
                Sweep.Row(writer, plan.Run, step.Form, "f", (op, f) =>
                {
                    WriteStatistics(writer, op, step, f);
                    WriteSlopes(writer, op, step, f, row);
                    writer.Line($"level *= {op.Constant(1.0 / plan.Values)};");
                    writer.Line($"correlation *= {op.Constant(1.0 / plan.Values)};");
                    WriteGradients(writer, op, step, f, row);
                });
            }
        }
    }

    private static void WriteRun(CodeWriter writer, SampleNormalizationStep step, int row)
    {
        SampleNormalizationPlan plan = step.Plan;
        (string reciprocal, string shift) = (Reference.At("means", plan.StatisticPitch), Reference.At("means", 2 * plan.StatisticPitch));
        writer.Line($"float mean = means, reciprocal = {reciprocal}, shift = {shift};");
        string factors = SampleLoops.Offset(plan.Outer.Concat(plan.Inner), loop => loop.Parameters);
        bool repeats = plan.Inner.Any(loop => loop.Count > 1);
        (string line, string up, string target) = repeats ? ("line", "up", "target") : ("from", "upstream", "to");
        void Line()
        {
            if (repeats)
            {
                writer.Line($"ref float line = ref {Reference.At("from", SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, step.Input.RowStride)))};");
                writer.Line($"ref float up = ref {Reference.At("upstream", SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, row)))};");
            }
        }

        string Upstream(Operations op, string i) => Scaled(op, step, op.Load(up, i), Reference.Sum(factors, i));
        string Normalized(Operations op, string i) =>
            op.MultiplyAdd($"{op.Load(line, i)} - {op.Broadcast("mean")}", op.Broadcast("reciprocal"), op.Broadcast("shift"));

        new RunSums(writer, step.Form, plan.Run).Write(["level", "correlation"], plan.Inner, Line, (op, i, total) =>
        {
            writer.Line($"{op.Type} g = {Upstream(op, i)};");
            writer.Line($"{total("level")} += g;");
            writer.Line($"{total("correlation")} = {op.MultiplyAdd("g", Normalized(op, i), total("correlation"))};");
        });
        writer.Line($"level *= {Literal.Of(1f / plan.Values)};");
        writer.Line($"correlation *= {Literal.Of(1f / plan.Values)};");
        writer.Gap();
        using (SampleLoops.Open(writer, plan.Inner))
        {
            Line();
            if (repeats)
            {
                writer.Line($"ref float target = ref {Reference.At("to", SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, row)))};");
            }

            Sweep.Row(writer, plan.Run, step.Form, "i", (op, i) =>
            {
                writer.Line($"{op.Type} normalized = {Normalized(op, i)};");
                writer.Line($"{op.Type} rest = {Upstream(op, i)} - {op.Broadcast("level")} - (normalized * {op.Broadcast("correlation")});");
                writer.Line(op.Store($"rest * {op.Broadcast("reciprocal")}", target, i));
            });
        }
    }

    /// <summary>Sums by channel, or by place in a row, that are put together where a group has one statistic.</summary>
    private static void WriteTogether(CodeWriter writer, SampleNormalizationStep step, int row)
    {
        SampleNormalizationPlan plan = step.Plan;
        string values = Literal.Of((double)plan.Values);
        string second = Reference.Advance("i", plan.StatisticPitch);
        SampleLoops.Row(writer, plan.Run, step.Form, "f", (op, f) =>
        {
            WriteStatistics(writer, op, step, f);
            WriteSlopes(writer, op, step, f, row);
            writer.Line(op.Store("level", "slopes", f));
            writer.Line(op.Store("correlation", "slopes", Reference.Advance(f, plan.StatisticPitch)));
        });
        using (SampleLoops.Groups(writer, plan))
        {
            writer.Line("double level = 0, correlation = 0;");
            using (SampleLoops.Members(writer, plan))
            {
                writer.Line($"level += {Reference.At("slopes", "i")};");
                writer.Line($"correlation += {Reference.At("slopes", second)};");
            }

            using (SampleLoops.Members(writer, plan))
            {
                writer.Line($"{Reference.At("slopes", "i")} = (float)(level / {values});");
                writer.Line($"{Reference.At("slopes", second)} = (float)(correlation / {values});");
            }
        }

        SampleLoops.Row(writer, plan.Run, step.Form, "f", (op, f) =>
        {
            WriteStatistics(writer, op, step, f);
            writer.Line($"{op.Type} level = {op.Load("slopes", f)}, correlation = {op.Load("slopes", Reference.Advance(f, plan.StatisticPitch))};");
            WriteGradients(writer, op, step, f, row);
        });
    }

    private static void WriteStatistics(CodeWriter writer, Operations op, SampleNormalizationStep step, string f)
    {
        int pitch = step.Plan.StatisticPitch;
        writer.Line($"{op.Type} mean = {op.Load("means", f)}, reciprocal = {op.Load("means", Reference.Advance(f, pitch))};");
        writer.Line($"{op.Type} shift = {op.Load("means", Reference.Advance(f, 2 * pitch))};");
    }

    /// <summary>Sums of g, and of g times the normalized x, for a register's statistics.</summary>
    private static void WriteSlopes(CodeWriter writer, Operations op, SampleNormalizationStep step, string f, int row)
    {
        SampleNormalizationPlan plan = step.Plan;
        SampleLoops.Sums(
            writer,
            op,
            ["level", "correlation"],
            plan.Inner,
            line =>
            {
                writer.Line($"ref float xr = ref {Reference.At("from", Reference.Sum(line(loop => plan.Stride(loop, step.Input.RowStride)), f))};");
                writer.Line($"ref float dyr = ref {Reference.At("upstream", Reference.Sum(line(loop => plan.Stride(loop, row)), f))};");
                if (!plan.HasParametersAlongRun && step.Layer.Affine.Gamma is not null)
                {
                    writer.Line($"ref float factors = ref {Reference.At("weights", line(loop => loop.Parameters))};");
                }
            },
            (offset, total) =>
            {
                string dy = op.Load("dyr", offset(loop => plan.Stride(loop, row)));
                string scaled = step.Layer.Affine.Gamma is null ? dy
                    : plan.HasParametersAlongRun ? $"{dy} * {op.Load("weights", f)}"
                    : $"{dy} * {op.Broadcast(Reference.At("factors", offset(loop => loop.Parameters)))}";
                writer.Line($"{op.Type} g = {scaled};");
                string x = op.Load("xr", offset(loop => plan.Stride(loop, step.Input.RowStride)));
                writer.Line($"{total("level")} += g;");
                writer.Line($"{total("correlation")} = {op.MultiplyAdd("g", op.MultiplyAdd($"{x} - mean", "reciprocal", "shift"), total("correlation"))};");
            });
    }

    private static void WriteGradients(CodeWriter writer, Operations op, SampleNormalizationStep step, string f, int row)
    {
        SampleNormalizationPlan plan = step.Plan;
        using (SampleLoops.Open(writer, plan.Inner))
        {
            string bare = Reference.Sum(SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, row)), f);
            string from = Reference.Sum(SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, step.Input.RowStride)), f);
            string factor = plan.HasParametersAlongRun ? f : SampleLoops.Offset(plan.Inner, loop => loop.Parameters);
            writer.Line($"{op.Type} normalized = {op.MultiplyAdd($"{op.Load("from", from)} - mean", "reciprocal", "shift")};");
            string g = Scaled(op, step, op.Load("upstream", bare), factor);
            if (plan.Values > 1)
            {
                writer.Line($"{op.Type} g = {g};");
                g = "g";
            }

            // Of one value the sum above stands in this scope and has a g already.
            writer.Line(op.Store($"({g} - level - (normalized * correlation)) * reciprocal", "to", bare));
        }
    }

    /// <summary>dy times its factor.</summary>
    private static string Scaled(Operations op, SampleNormalizationStep step, string dy, string factor) =>
        step.Layer.Affine.Gamma is null ? dy : $"{dy} * {SampleNormalizationEmitter.WeightsAt(op, step, factor)}";
}
