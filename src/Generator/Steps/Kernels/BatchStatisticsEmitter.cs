using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Kernels of batch normalization that take the statistics of the batch. Each lane has the mean of its values and the sum of their squared distances from it, per channel;
/// where all lanes meet these are put together in double precision. Nothing is computed from squares of the values themselves, which would lose the digits of a
/// small deviation far from zero. On the way back lanes have two sums, and meet once more.
/// </summary>
internal static class BatchStatisticsEmitter
{
    /// <summary>Mean and squared distances of one sample's pixels, joined with those of the lane's samples before.</summary>
    public static void WriteStatistics(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        Tensor x = step.Input;
        int pixels = x.Height * x.Width;
        writer.Heading($"{step.Text}: the lane's means and squared distances from them, with one sample more.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            writer.Line("float share = 1f / (before + 1);");
            writer.Line($"float weight = {(pixels == 1 ? "" : Literal.Of((float)pixels) + " * ")}before * share;");
            Sweep.Row(writer, x.Channels, step.Form, "f", (op, f) =>
            {
                if (pixels == 1)
                {
                    writer.Line($"{op.Type} mean = {op.Load(from, f)};");
                }
                else
                {
                    WriteSampleStatistics(writer, op, x, from, f);
                }

                string squares = Reference.Advance(f, step.Plan.Pitch);
                writer.Line($"{op.Type} known = {op.Load("statistics", f)};");
                writer.Line($"{op.Type} distance = mean - known;");
                string all = pixels == 1 ? op.Load("statistics", squares) : $"{op.Load("statistics", squares)} + squares";
                writer.Line(op.Store($"known + (distance * {op.Broadcast("share")})", "statistics", f));
                writer.Line(op.Store($"{all} + (distance * distance * {op.Broadcast("weight")})", "statistics", squares));
            });
        }
    }

    private static void WriteSampleStatistics(CodeWriter writer, Operations op, Tensor x, string from, string f)
    {
        int pixels = x.Height * x.Width;
        var sums = new PixelSums(writer, op, x.Height, x.Width);
        void Row(string line) => writer.Line($"ref float row = ref {Reference.At(from, Reference.Sum(Reference.Product(line, x.RowStride), f))};");
        string Pixel(string column, int further) => op.Load("row", Reference.Advance(Reference.Product(column, x.Channels), further * x.Channels));

        sums.Write(["sum"], Row, (column, further, total) => writer.Line($"{total("sum")} += {Pixel(column, further)};"));
        writer.Line($"{op.Type} mean = sum * {op.Constant(1.0 / pixels)};");
        sums.Write(["rest", "squares"], Row, (column, further, total) =>
        {
            writer.Line($"{op.Type} d = {Pixel(column, further)} - mean;");
            writer.Line($"{total("rest")} += d;");
            writer.Line($"{total("squares")} = {op.MultiplyAdd("d", "d", total("squares"))};");
        });
        writer.Line("// What rounding has left of the distances belongs to the mean.");
        writer.Line($"rest *= {op.Constant(1.0 / pixels)};");
        writer.Line($"squares -= rest * rest * {op.Constant(pixels)};");
        writer.Line("mean += rest;");
    }

    /// <summary>All lanes' statistics to those of the batch, and to what normalizes with them.</summary>
    public static void WriteMeeting(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        int pixels = step.Input.Height * step.Input.Width;
        string ofPixels = pixels == 1 ? "" : $" * {Literal.Of(pixels)}";
        writer.Heading($"{step.Text}: the lanes' statistics put together.");
        using (kernel.OpenDriver(writer))
        {
            string statistic = LaneNumber(step.Statistics, "c");
            string squares = LaneNumber(step.Statistics, Reference.Advance("c", plan.Pitch));
            using (ForChannels(writer, plan))
            {
                using (ForLanes(writer))
                {
                    writer.Line($"parts[lane] = Math.Min(size, count - (lane * size)) * (double){statistic};");
                }

                writer.Gap();
                writer.Line("double mean = LaneTree.Sum(parts) / count;");
                using (ForLanes(writer))
                {
                    writer.Line($"double distance = {statistic} - mean;");
                    writer.Line($"parts[lane] = {squares} + (Math.Min(size, count - (lane * size)){(pixels == 1 ? "" : $" * {Literal.Of(pixels)}.0")} * distance * distance);");
                }

                writer.Gap();
                writer.Line($"double variance = Math.Max(0, LaneTree.Sum(parts) / ((double)count{ofPixels}));");
                writer.Line($"double reciprocal = 1 / Math.Sqrt(variance + {Literal.Of(step.Layer.Epsilon)});");
                writer.Line($"{Reference.At("moments", "c")} = (float)mean;");
                writer.Line($"{Reference.At("moments", Reference.Advance("c", plan.Pitch))} = (float)variance;");
                string factor = step.Layer.Gamma is null ? "reciprocal" : $"{Reference.At("affine", "c")} * reciprocal";
                string term = step.Layer.Beta is null ? "0f" : Reference.At("affine", Reference.Advance("c", plan.Pitch));
                WriteAlongPeriod(writer, plan, "standard", "(float)mean", "(float)reciprocal", $"(float)({factor})", term);
            }
        }
    }

    /// <summary>y = (x - mean) * factor + term, and the activation that was fused.</summary>
    public static void WriteNormalize(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: with the statistics of the batch.");
        using (kernel.Open(writer))
        {
            SweptImage[] images = [new("from", Origin.Write(writer, "x", x), x.RowStride), new("to", Origin.Write(writer, "y", y), y.RowStride)];
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), plan.Period, images, (op, i) =>
            {
                string distance = $"{op.Load("from", i)} - {Standard(op, plan, i, 0)}";
                string normalized = op.MultiplyAdd(distance, Standard(op, plan, i, 2), Standard(op, plan, i, 3));
                if (step.Activation != Activation.Linear)
                {
                    writer.Line($"{op.Type} z = {normalized};");
                    normalized = ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z");
                }

                writer.Line(op.Store(normalized, "to", i));
            });
        }
    }

    /// <summary>Adds one sample's gradients by factor and term to those of the lane, which the gradient by x needs of all samples.</summary>
    public static void WriteSums(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        Tensor x = step.Input;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}, backward: the sums of dy times the normalized x, and of dy, with one sample more.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            Sweep.Row(writer, x.Channels, step.Form, "f", (op, f) =>
            {
                string affine = step.Activation == Activation.Linear ? "" : $", factor = {Standard(op, plan, f, 2)}, term = {Standard(op, plan, f, 3)}";
                writer.Line($"{op.Type} mean = {Standard(op, plan, f, 0)}, reciprocal = {Standard(op, plan, f, 1)}{affine};");
                new PixelSums(writer, op, x.Height, x.Width).Write(
                    ["dfactor", "dterm"],
                    line =>
                    {
                        writer.Line($"ref float xr = ref {Reference.At(from, Reference.Sum(Reference.Product(line, x.RowStride), f))};");
                        writer.Line($"ref float dyr = ref {Reference.At("dy", Reference.Sum(Reference.Product(line, row), f))};");
                    },
                    (column, further, total) =>
                    {
                        string pixel = Reference.Advance(Reference.Product(column, x.Channels), further * x.Channels);
                        writer.Line($"{op.Type} distance = {op.Load("xr", pixel)} - mean;");
                        writer.Line($"{op.Type} g = {Upstream(writer, op, step, op.Load("dyr", pixel), "factor", "term")};");
                        writer.Line($"{op.Type} normalized = distance * reciprocal;");
                        writer.Line($"{total("dfactor")} = {op.MultiplyAdd("g", "normalized", total("dfactor"))};");
                        writer.Line($"{total("dterm")} += g;");
                    });
                string second = Reference.Advance(f, plan.Pitch);
                writer.Line(op.Store($"{op.Load("sums", f)} + dfactor", "sums", f));
                writer.Line(op.Store($"{op.Load("sums", second)} + dterm", "sums", second));
            });
        }
    }

    /// <summary>What the gradient by x takes from all samples: the mean of dy, and that of dy times the normalized x, over the deviation.</summary>
    public static void WriteMeetingBack(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        int pixels = step.Input.Height * step.Input.Width;
        writer.Heading($"{step.Text}, backward: the lanes' sums put together.");
        using (kernel.OpenDriver(writer))
        {
            writer.Line($"double values = (double)count{(pixels == 1 ? "" : $" * {Literal.Of(pixels)}")};");
            using (ForChannels(writer, plan))
            {
                WriteMean("correlation", "c");
                WriteMean("level", Reference.Advance("c", plan.Pitch));
                string reciprocal = Reference.At("standard", Reference.Advance("c", plan.Terms));
                WriteAlongPeriod(writer, plan, "slopes", "(float)level", $"(float)(correlation * {reciprocal})");
            }
        }

        void WriteMean(string name, string number)
        {
            using (ForLanes(writer))
            {
                writer.Line($"parts[lane] = {LaneNumber(step.Sums, number)};");
            }

            writer.Gap();
            writer.Line($"double {name} = LaneTree.Sum(parts) / values;");
        }
    }

    /// <summary>dx = factor * (dy - the mean of dy - the normalized x * the mean of dy times it).</summary>
    public static void WriteInputGradient(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        Tensor x = step.Input;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}, backward: gradient by x, of which every value has changed the statistics of all.");
        using (kernel.Open(writer))
        {
            SweptImage[] images = [new("from", Origin.Write(writer, "x", x), x.RowStride), new("upstream", "dy", row), new("to", "dx", row)];
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), plan.Period, images, (op, i) =>
            {
                string slope = op.Load("slopes", Reference.Advance(i, plan.Terms));
                writer.Line($"{op.Type} distance = {op.Load("from", i)} - {Standard(op, plan, i, 0)}, factor = {Standard(op, plan, i, 2)};");
                string upstream = Upstream(writer, op, step, op.Load("upstream", i), "factor", Standard(op, plan, i, 3));
                writer.Line($"{op.Type} g = {upstream} - {op.Load("slopes", i)} - (distance * {slope});");
                writer.Line(op.Store("g * factor", "to", i));
            });
        }
    }

    /// <summary>
    /// The gradient by what was normalized: dy, times the slope of the fused activation. What that was applied to is computed again, as on the way forward, from the
    /// "distance" that is at hand anyhow: the memory that these passes read is what they take their time for.
    /// </summary>
    private static string Upstream(CodeWriter writer, Operations op, BatchNormalizationStep step, string dy, string factor, string term)
    {
        if (step.Activation == Activation.Linear)
        {
            return dy;
        }

        writer.Line($"{op.Type} z = {op.MultiplyAdd("distance", factor, term)};");
        writer.Line($"{op.Type} v = {ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z")};");
        return $"({dy} * ({ActivationFormulas.Derivative(writer, op, step.Activation, step.NegativeSlope, "", "v")}))";
    }

    /// <summary>The gradients by the layer's parameters: the lanes' sums, added up.</summary>
    public static void WriteReduce(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        writer.Heading($"{step.Text}: the lanes' gradients, added up.");
        using (kernel.OpenDriver(writer))
        {
            int first = step.Sums.Place.Offset;
            if (step.Layer.Gamma is not null)
            {
                writer.Line($"LaneTree.Sum(lanes, {Literal.Of(first)}, ref gradient, {Literal.Of(plan.Channels)});");
            }

            if (step.Layer.Beta is not null)
            {
                string target = Reference.At("gradient", step.Layer.Gamma is null ? 0 : plan.Channels);
                writer.Line($"LaneTree.Sum(lanes, {Literal.Of(first + plan.Pitch)}, ref {target}, {Literal.Of(plan.Channels)});");
            }
        }
    }

    /// <summary>Lets the moving statistics follow those of the batch.</summary>
    public static void WriteState(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        string kept = Literal.Of((float)step.Layer.Momentum);
        string taken = Literal.Of((float)(1 - step.Layer.Momentum));
        writer.Heading($"{step.Text}: the moving statistics, with those of one batch more.");
        using (kernel.OpenDriver(writer))
        using (ForChannels(writer, plan, parts: false))
        {
            string mean = Reference.At("movingMean", "c");
            string variance = Reference.At("movingVariance", "c");
            writer.Line($"{mean} = ({mean} * {kept}) + ({Reference.At("moments", "c")} * {taken});");
            writer.Line($"{variance} = ({variance} * {kept}) + ({Reference.At("moments", Reference.Advance("c", plan.Pitch))} * {taken});");
        }
    }

    /// <summary>Lays factors and terms beside each other, as the meeting reads them.</summary>
    public static void WritePack(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        writer.Heading($"{step.Name}: its factors and terms.");
        using (kernel.OpenDriver(writer))
        using (ForChannels(writer, plan, parts: false))
        {
            if (step.Layer.Gamma is not null)
            {
                writer.Line($"{Reference.At("packed", "c")} = {Reference.At("gamma", "c")};");
            }

            if (step.Layer.Beta is not null)
            {
                writer.Line($"{Reference.At("packed", Reference.Advance("c", plan.Pitch))} = {Reference.At("beta", "c")};");
            }
        }
    }

    private static CodeWriter.Scope ForChannels(CodeWriter writer, BatchNormalizationPlan plan, bool parts = true)
    {
        if (parts)
        {
            writer.Line("Span<double> parts = stackalloc double[lanes.Length];");
        }

        return writer.Block($"for (int c = 0; c < {Literal.Of(plan.Channels)}; c++)");
    }

    private static CodeWriter.Scope ForLanes(CodeWriter writer) => writer.Block("for (int lane = 0; lane < lanes.Length; lane++)");

    private static string LaneNumber(Need need, string number) =>
        Reference.At("lanes[lane].Start", Reference.Sum(Literal.Of(need.Place.Offset), number));

    private static string Standard(Operations op, BatchNormalizationPlan plan, string offset, int number) =>
        op.Load("standard", Reference.Advance(offset, number * plan.Terms));

    /// <summary>Writes numbers of channel c, each along a stretch of its own, as often as the channel comes in a period.</summary>
    private static void WriteAlongPeriod(CodeWriter writer, BatchNormalizationPlan plan, string target, params string[] values)
    {
        bool repeats = plan.Period > plan.Channels;
        using (repeats ? writer.Block($"for (int i = c; i < {Literal.Of(plan.Period)}; i += {Literal.Of(plan.Channels)})") as IDisposable : null)
        {
            for (int i = 0; i < values.Length; i++)
            {
                writer.Line($"{Reference.At(target, Reference.Advance(repeats ? "i" : "c", i * plan.Terms))} = {values[i]};");
            }
        }
    }
}
