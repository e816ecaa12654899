using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The way forward of a normalization of each sample by itself: a sweep for the mean, one for the squared distances from it, one that normalizes. What rounding has left of the
/// distances belongs to the mean: it is kept as a shift of the normalized values, beside the rounded mean, so that values far from zero lose nothing.
/// </summary>
internal static class SampleNormalizationEmitter
{
    /// <summary>Lays the factors and, behind them, the terms as the kernels read them.</summary>
    public static void WritePack(CodeWriter writer, Kernel kernel, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        string index = plan.Packed == plan.Parameters ? "i" : plan.Parameters == 1 ? "0" : $"i % {Literal.Of(plan.Parameters)}";
        writer.Heading($"{step.Name}: its factors and terms.");
        using (kernel.OpenDriver(writer))
        using (writer.Block($"for (int i = 0; i < {Literal.Of(plan.Packed)}; i++)"))
        {
            if (step.Layer.Affine.Gamma is not null)
            {
                writer.Line($"{Reference.At("packed", "i")} = {Reference.At("gamma", index)};");
            }

            if (step.Layer.Affine.Beta is not null)
            {
                writer.Line($"{Reference.At("packed", Reference.Advance("i", plan.Terms))} = {Reference.At("beta", index)};");
            }
        }
    }

    /// <summary>y = (x - mean) / deviation * factor + term, and the activation that was fused.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        using (SampleLoops.Open(writer, plan.Outer))
        {
            writer.Line($"ref float from = ref {At("x", step.Input.Origin, step.Input.RowStride)};");
            writer.Line($"ref float to = ref {At("y", step.Output.Origin, step.Output.RowStride)};");
            if (step.KeepsStatistics)
            {
                writer.Line($"ref float means = ref {Reference.At("statistics", SampleLoops.Offset(plan.Outer, loop => loop.Statistics))};");
            }

            if (!plan.IsAlongRun)
            {
                WriteRun(writer, step);
            }
            else if (plan.Together > 0)
            {
                WriteTogether(writer, step);
            }
            else
            {
                Sweep.Row(writer, plan.Run, step.Form, "f", (op, f) => WriteApart(writer, op, step, f));
            }
        }

        string At(string image, int origin, int rowStride) =>
            Reference.At(image, Reference.Sum(Literal.Of(origin), SampleLoops.Offset(plan.Outer, loop => plan.Stride(loop, rowStride))));
    }

    /// <summary>One statistic, of values that lie side by side.</summary>
    private static void WriteRun(CodeWriter writer, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        var sums = new RunSums(writer, step.Form, plan.Run);
        bool repeats = plan.Inner.Any(loop => loop.Count > 1);
        (string line, string target) = repeats ? ("line", "target") : ("from", "to");
        void Line()
        {
            if (repeats)
            {
                writer.Line($"ref float line = ref {Reference.At("from", SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, step.Input.RowStride)))};");
            }
        }

        sums.Write(["sum"], plan.Inner, Line, (op, i, total) => writer.Line($"{total("sum")} += {op.Load(line, i)};"));
        writer.Line($"float mean = sum * {Literal.Of(1f / plan.Values)};");
        writer.Gap();
        sums.Write(["rest", "squares"], plan.Inner, Line, (op, i, total) => WriteDistance(writer, op, op.Load(line, i), op.Broadcast("mean"), total));
        writer.Line($"rest *= {Literal.Of(1f / plan.Values)};");
        writer.Line($"float variance = MathF.Max((squares * {Literal.Of(1f / plan.Values)}) - (rest * rest), 0f);");
        writer.Line($"float reciprocal = 1f / MathF.Sqrt(variance + {Literal.Of((float)step.Layer.Epsilon)});");
        writer.Line("float shift = -rest * reciprocal;");
        if (step.KeepsStatistics)
        {
            writer.Line("means = mean;");
            writer.Line($"{Reference.At("means", plan.StatisticPitch)} = reciprocal;");
            writer.Line($"{Reference.At("means", 2 * plan.StatisticPitch)} = shift;");
        }

        writer.Gap();
        using (SampleLoops.Open(writer, plan.Inner))
        {
            Line();
            if (repeats)
            {
                writer.Line($"ref float target = ref {Reference.At("to", SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, step.Output.RowStride)))};");
            }

            string factors = SampleLoops.Offset(plan.Outer.Concat(plan.Inner), loop => loop.Parameters);
            Sweep.Row(writer, plan.Run, step.Form, "i", (op, i) =>
            {
                string normalized = op.MultiplyAdd($"{op.Load(line, i)} - {op.Broadcast("mean")}", op.Broadcast("reciprocal"), op.Broadcast("shift"));
                WriteValue(writer, op, step, normalized, Reference.Sum(factors, i), Reference.At(target, i));
            });
        }
    }

    /// <summary>As many statistics as a register has values, each of its own values alone.</summary>
    private static void WriteApart(CodeWriter writer, Operations op, SampleNormalizationStep step, string f)
    {
        SampleNormalizationPlan plan = step.Plan;
        WriteSum(writer, op, step, f);
        writer.Line($"{op.Type} mean = sum * {op.Constant(1.0 / plan.Values)};");
        WriteDistances(writer, op, step, f);
        writer.Line($"rest *= {op.Constant(1.0 / plan.Values)};");
        writer.Line($"squares *= {op.Constant(1.0 / plan.Values)};");
        writer.Line($"{op.Type} variance = {op.AtLeast(op.Zero, "squares - (rest * rest)")};");
        writer.Line($"{op.Type} reciprocal = {op.Constant(1)} / {op.Sqrt($"variance + {op.Constant(step.Layer.Epsilon)}")};");
        writer.Line($"{op.Type} shift = -rest * reciprocal;");
        if (step.KeepsStatistics)
        {
            writer.Line(op.Store("mean", "means", f));
            writer.Line(op.Store("reciprocal", "means", Reference.Advance(f, plan.StatisticPitch)));
            writer.Line(op.Store("shift", "means", Reference.Advance(f, 2 * plan.StatisticPitch)));
        }

        WriteNormalized(writer, op, step, f);
    }

    /// <summary>Sums by channel, or by place in a row, that are put together where a group has one statistic.</summary>
    private static void WriteTogether(CodeWriter writer, SampleNormalizationStep step)
    {
        SampleNormalizationPlan plan = step.Plan;
        string values = Literal.Of((double)plan.Values);
        SampleLoops.Row(writer, plan.Run, step.Form, "f", (op, f) =>
        {
            WriteSum(writer, op, step, f);
            writer.Line(op.Store("sum", "means", f));
        });
        using (SampleLoops.Groups(writer, plan))
        {
            writer.Line("double sum = 0;");
            using (SampleLoops.Members(writer, plan))
            {
                writer.Line($"sum += {Reference.At("means", "i")};");
            }

            writer.Line($"float mean = (float)(sum / {values});");
            using (SampleLoops.Members(writer, plan))
            {
                writer.Line($"{Reference.At("means", "i")} = mean;");
            }
        }

        string second = Reference.Advance("i", plan.StatisticPitch);
        string third = Reference.Advance("i", 2 * plan.StatisticPitch);
        SampleLoops.Row(writer, plan.Run, step.Form, "f", (op, f) =>
        {
            writer.Line($"{op.Type} mean = {op.Load("means", f)};");
            WriteDistances(writer, op, step, f);
            writer.Line(op.Store("rest", "means", Reference.Advance(f, plan.StatisticPitch)));
            writer.Line(op.Store("squares", "means", Reference.Advance(f, 2 * plan.StatisticPitch)));
        });
        using (SampleLoops.Groups(writer, plan))
        {
            writer.Line("double rest = 0, squares = 0;");
            using (SampleLoops.Members(writer, plan))
            {
                writer.Line($"rest += {Reference.At("means", second)};");
                writer.Line($"squares += {Reference.At("means", third)};");
            }

            writer.Line($"rest /= {values};");
            writer.Line($"double variance = Math.Max((squares / {values}) - (rest * rest), 0);");
            writer.Line($"double reciprocal = 1 / Math.Sqrt(variance + {Literal.Of(step.Layer.Epsilon)});");
            using (SampleLoops.Members(writer, plan))
            {
                writer.Line($"{Reference.At("means", second)} = (float)reciprocal;");
                writer.Line($"{Reference.At("means", third)} = (float)(-rest * reciprocal);");
            }
        }

        SampleLoops.Row(writer, plan.Run, step.Form, "f", (op, f) =>
        {
            writer.Line($"{op.Type} mean = {op.Load("means", f)}, reciprocal = {op.Load("means", Reference.Advance(f, plan.StatisticPitch))};");
            writer.Line($"{op.Type} shift = {op.Load("means", Reference.Advance(f, 2 * plan.StatisticPitch))};");
            WriteNormalized(writer, op, step, f);
        });
    }

    private static void WriteSum(CodeWriter writer, Operations op, SampleNormalizationStep step, string f) => SampleLoops.Sums(
        writer,
        op,
        ["sum"],
        step.Plan.Inner,
        line => WriteLine(writer, step, line, f),
        (offset, total) => writer.Line($"{total("sum")} += {op.Load("xr", offset(loop => step.Plan.Stride(loop, step.Input.RowStride)))};"));

    private static void WriteDistances(CodeWriter writer, Operations op, SampleNormalizationStep step, string f) => SampleLoops.Sums(
        writer,
        op,
        ["rest", "squares"],
        step.Plan.Inner,
        line => WriteLine(writer, step, line, f),
        (offset, total) => WriteDistance(writer, op, op.Load("xr", offset(loop => step.Plan.Stride(loop, step.Input.RowStride))), "mean", total));

    private static void WriteLine(CodeWriter writer, SampleNormalizationStep step, Func<Func<SampleLoop, int>, string> offset, string f) =>
        writer.Line($"ref float xr = ref {Reference.At("from", Reference.Sum(offset(loop => step.Plan.Stride(loop, step.Input.RowStride)), f))};");

    private static void WriteDistance(CodeWriter writer, Operations op, string value, string mean, Func<string, string> total)
    {
        writer.Line($"{op.Type} d = {value} - {mean};");
        writer.Line($"{total("rest")} += d;");
        writer.Line($"{total("squares")} = {op.MultiplyAdd("d", "d", total("squares"))};");
    }

    /// <summary>Normalizes the values of a register's statistics, which are locals. A factor that they have in common with no others becomes part of the reciprocal.</summary>
    private static void WriteNormalized(CodeWriter writer, Operations op, SampleNormalizationStep step, string f)
    {
        SampleNormalizationPlan plan = step.Plan;
        (bool scales, bool centers) = (step.Layer.Affine.Gamma is not null, step.Layer.Affine.Beta is not null);
        if (plan.HasParametersAlongRun && scales)
        {
            writer.Line($"{op.Type} gamma = {op.Load("weights", f)};");
        }

        if (plan.HasParametersAlongRun && (scales || centers))
        {
            string beta = op.Load("weights", Reference.Advance(f, plan.Terms));
            writer.Line($"{op.Type} factor = {(scales ? "reciprocal * gamma" : "reciprocal")};");
            writer.Line($"{op.Type} term = {(!centers ? "shift * gamma" : scales ? op.MultiplyAdd("shift", "gamma", beta) : $"shift + {beta}")};");
        }

        using (SampleLoops.Open(writer, plan.Inner))
        {
            string from = Reference.Sum(SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, step.Input.RowStride)), f);
            string to = Reference.Sum(SampleLoops.Offset(plan.Inner, loop => plan.Stride(loop, step.Output.RowStride)), f);
            string distance = $"{op.Load("from", from)} - mean";
            if (plan.HasParametersAlongRun)
            {
                bool isPlain = !scales && !centers;
                Store(writer, op, step, op.MultiplyAdd(distance, isPlain ? "reciprocal" : "factor", isPlain ? "shift" : "term"), Reference.At("to", to));
            }
            else
            {
                string factor = SampleLoops.Offset(plan.Inner, loop => loop.Parameters);
                WriteValue(writer, op, step, op.MultiplyAdd(distance, "reciprocal", "shift"), factor, Reference.At("to", to));
            }
        }
    }

    /// <summary>Stores a normalized value times its factor, with its term added and the activation applied.</summary>
    private static void WriteValue(CodeWriter writer, Operations op, SampleNormalizationStep step, string normalized, string offset, string target)
    {
        string factor = WeightsAt(op, step, offset);
        string term = WeightsAt(op, step, Reference.Advance(offset, step.Plan.Terms));
        string value = (step.Layer.Affine.Gamma, step.Layer.Affine.Beta) switch
        {
            (null, null) => normalized,
            (null, _) => $"{normalized} + {term}",
            (_, null) => $"{normalized} * {factor}",
            _ => op.MultiplyAdd(normalized, factor, term),
        };
        Store(writer, op, step, value, target);
    }

    /// <summary>A factor or term: a register of them, or one for all.</summary>
    public static string WeightsAt(Operations op, SampleNormalizationStep step, string offset) =>
        step.Plan.HasParametersAlongRun ? op.Load("weights", offset) : op.Broadcast(Reference.At("weights", offset));

    private static void Store(CodeWriter writer, Operations op, SampleNormalizationStep step, string value, string target)
    {
        writer.Line($"{op.Type} z = {value};");
        writer.Line(op.Store(ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z"), target, "0"));
    }
}
