using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Kernels of batch normalization that take the statistics of the batch. Each lane has the mean of its values and the sum of their squared distances from it, per channel;
/// where all lanes meet these are put together in double precision. Nothing is computed from squares of the values themselves, which would lose the digits of a
/// small deviation far from zero. On the way back lanes have two sums, and meet once more.
/// </summary>
internal static partial class BatchStatisticsEmitter
{
    /// <summary>Registers of channels whose sums run beside each other.</summary>
    private const int MostRegisters = 4;

    /// <summary>Turns of pixels at which additions need not wait for those before them, of so many registers.</summary>
    private static int EnoughSums(string[] registers) => (MostRegisters + registers.Length - 1) / registers.Length;

    /// <summary>The same where a pixel takes more than a few instructions.</summary>
    private static int EnoughProducts(string[] registers) => registers.Length == 1 ? MostRegisters : 1;

    /// <summary>What tells the locals of one register from those of others.</summary>
    private static string Of(string[] registers, int i) => registers.Length == 1 ? "" : ((char)('A' + i)).ToString();

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
            Sweep.Blocks(writer, x.Channels, step.Form, MostRegisters, "f", (op, f) =>
            {
                if (pixels > 1)
                {
                    WriteSampleStatistics(writer, op, x, from, f);
                }

                for (int i = 0; i < f.Length; i++)
                {
                    string of = Of(f, i);
                    string squares = Reference.Advance(f[i], step.Plan.Pitch);
                    string mean = pixels > 1 ? "" : $"mean{of} = {op.Load(from, f[i])}, ";
                    writer.Line($"{op.Type} {mean}known{of} = {op.Load("statistics", f[i])}, distance{of} = mean{of} - known{of};");
                    string all = pixels == 1 ? op.Load("statistics", squares) : $"{op.Load("statistics", squares)} + squares{of}";
                    writer.Line(op.Store($"known{of} + (distance{of} * {op.Broadcast("share")})", "statistics", f[i]));
                    writer.Line(op.Store($"{all} + (distance{of} * distance{of} * {op.Broadcast("weight")})", "statistics", squares));
                }
            });
        }
    }

    private static void WriteSampleStatistics(CodeWriter writer, Operations op, Tensor x, string from, string[] f)
    {
        int pixels = x.Height * x.Width;
        var sums = new PixelSums(writer, op, x.Height, x.Width, EnoughSums(f));
        void Row(string line) => writer.Line($"ref float row = ref {Reference.At(from, Reference.Sum(Reference.Product(line, x.RowStride), f[0]))};");
        string Pixel(string column, int further, int i) =>
            op.Load("row", Reference.Advance(Reference.Product(column, x.PixelStride), (further * x.PixelStride) + (i * op.Lanes)));
        string[] Names(params string[] names) => [.. names.SelectMany(name => f.Select((_, i) => name + Of(f, i)))];

        sums.Write(Names("sum"), Row, (column, further, total) =>
        {
            for (int i = 0; i < f.Length; i++)
            {
                writer.Line($"{total("sum" + Of(f, i))} += {Pixel(column, further, i)};");
            }
        });
        for (int i = 0; i < f.Length; i++)
        {
            writer.Line($"{op.Type} mean{Of(f, i)} = sum{Of(f, i)} * {op.Constant(1.0 / pixels)};");
        }

        sums.Write(Names("rest", "squares"), Row, (column, further, total) =>
        {
            for (int i = 0; i < f.Length; i++)
            {
                string of = Of(f, i);
                writer.Line($"{op.Type} d{of} = {Pixel(column, further, i)} - mean{of};");
                writer.Line($"{total("rest" + of)} += d{of};");
                writer.Line($"{total("squares" + of)} = {op.MultiplyAdd($"d{of}", $"d{of}", total("squares" + of))};");
            }
        });
        writer.Line("// What rounding has left of the distances belongs to the mean.");
        for (int i = 0; i < f.Length; i++)
        {
            string of = Of(f, i);
            writer.Line($"rest{of} *= {op.Constant(1.0 / pixels)};");
            writer.Line($"squares{of} -= rest{of} * rest{of} * {op.Constant(pixels)};");
            writer.Line($"mean{of} += rest{of};");
        }
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

    /// <summary>y = (x - mean) * factor + term, what is added to that, and the activation that was fused.</summary>
    public static void WriteNormalize(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        Tensor x = step.Input;
        writer.Heading($"{step.Text}: with the statistics of the batch.");
        using (kernel.Open(writer))
        {
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), plan.Period, BatchNormalizationEmitter.Images(writer, step), (op, i) =>
            {
                string distance = $"{op.Load("from", i)} - {Standard(op, plan, i, 0)}";
                BatchNormalizationEmitter.WriteOutcome(writer, op, step, op.MultiplyAdd(distance, Standard(op, plan, i, 2), Standard(op, plan, i, 3)), i);
            });
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
