using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

// The way back through statistics of the batch.
internal static partial class BatchStatisticsEmitter
{
    /// <summary>Adds one sample's gradients by factor and term to those of the lane, which the gradient by x needs of all samples.</summary>
    public static void WriteSums(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        Tensor x = step.Input;
        writer.Heading(step.BendsSum
            ? $"{step.Text}, backward: the gradient by what is added, g, and the sums of g times the normalized x, and of g, with one sample more."
            : $"{step.Text}, backward: the sums of dy times the normalized x, and of dy, with one sample more.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string known = step.BendsSum ? Origin.Write(writer, "y", step.Output) : "";
            Sweep.Blocks(writer, x.Channels, step.Form, MostRegisters, "f", (op, f) => WriteSampleSums(writer, op, step, from, known, f));
        }
    }

    private static void WriteSampleSums(CodeWriter writer, Operations op, BatchNormalizationStep step, string from, string known, string[] f)
    {
        BatchNormalizationPlan plan = step.Plan;
        Tensor x = step.Input;
        Tensor y = step.Output;
        for (int i = 0; i < f.Length; i++)
        {
            string of = Of(f, i);
            string affine = !step.BendsOutcome ? "" : $", factor{of} = {Standard(op, plan, f[i], 2)}, term{of} = {Standard(op, plan, f[i], 3)}";
            writer.Line($"{op.Type} mean{of} = {Standard(op, plan, f[i], 0)}{affine};");
        }

        new PixelSums(writer, op, x.Height, x.Width, EnoughProducts(f)).Write(
            [.. f.Select((_, i) => "dfactor" + Of(f, i)), .. f.Select((_, i) => "dterm" + Of(f, i))],
            line =>
            {
                writer.Line($"ref float xr = ref {Reference.At(from, Reference.Sum(Reference.Product(line, x.RowStride), f[0]))};");
                writer.Line($"ref float dyr = ref {Reference.At("dy", Reference.Sum(Reference.Product(line, y.GradientRowStride), f[0]))};");
                if (step.BendsSum)
                {
                    writer.Line($"ref float yr = ref {Reference.At(known, Reference.Sum(Reference.Product(line, y.RowStride), f[0]))};");
                    writer.Line($"ref float gr = ref {Reference.At("dadded", Reference.Sum(Reference.Product(line, x.Width * x.Channels), f[0]))};");
                }
            },
            (column, further, total) =>
            {
                for (int i = 0; i < f.Length; i++)
                {
                    string of = Of(f, i);
                    string Pixel(int stride) => Reference.Advance(Reference.Product(column, stride), (further * stride) + (i * op.Lanes));

                    string upstream = op.Load("dyr", Pixel(y.GradientPixelStride));
                    writer.Line($"{op.Type} distance{of} = {op.Load("xr", Pixel(x.PixelStride))} - mean{of};");
                    writer.Line($"{op.Type} g{of} = {(step.BendsSum
                        ? OfSum(writer, op, step, upstream, op.Load("yr", Pixel(y.PixelStride)), of)
                        : Upstream(writer, op, step, upstream, of, "factor" + of, "term" + of))};");
                    if (step.BendsSum)
                    {
                        writer.Line(op.Store("g" + of, "gr", Pixel(x.Channels)));
                    }

                    writer.Line($"{total("dfactor" + of)} = {op.MultiplyAdd("g" + of, "distance" + of, total("dfactor" + of))};");
                    writer.Line($"{total("dterm" + of)} += g{of};");
                }
            });
        for (int i = 0; i < f.Length; i++)
        {
            string second = Reference.Advance(f[i], plan.Pitch);
            writer.Line(op.Store($"{op.Load("sums", f[i])} + (dfactor{Of(f, i)} * {Standard(op, plan, f[i], 1)})", "sums", f[i]));
            writer.Line(op.Store($"{op.Load("sums", second)} + dterm{Of(f, i)}", "sums", second));
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
        writer.Heading($"{step.Text}, backward: gradient by x, of which every value has changed the statistics of all.");
        using (kernel.Open(writer))
        {
            SweptImage[] images =
            [
                new("from", Origin.Write(writer, "x", x), x.RowStride, x.PixelStride),
                BatchNormalizationEmitter.Gradient("upstream", "dy", step.BendsSum ? step.Added! : step.Output),
                BatchNormalizationEmitter.Gradient("to", "dx", x),
            ];
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), plan.Period, images, (op, i) =>
            {
                string slope = op.Load("slopes", Reference.Advance(i, plan.Terms));
                writer.Line($"{op.Type} distance = {op.Load("from", i)} - {Standard(op, plan, i, 0)}, factor = {Standard(op, plan, i, 2)};");
                string upstream = Upstream(writer, op, step, op.Load("upstream", i), "", "factor", Standard(op, plan, i, 3));
                writer.Line($"{op.Type} g = {upstream} - {op.Load("slopes", i)} - (distance * {slope});");
                writer.Line(op.Store("g * factor", "to", i));
            });
        }
    }

    /// <summary>
    /// The gradient by what was normalized: dy, times the slope of the fused activation. What that was applied to is computed again, as on the way forward, from the
    /// "distance" that is at hand anyhow: the memory that these passes read is what they take their time for.
    /// </summary>
    private static string Upstream(CodeWriter writer, Operations op, BatchNormalizationStep step, string dy, string of, string factor, string term)
    {
        if (!step.BendsOutcome)
        {
            return dy;
        }

        writer.Line($"{op.Type} z{of} = {op.MultiplyAdd("distance" + of, factor, term)};");
        string known = "z" + of;
        if (step.Activation is not (Activation.ReLU or Activation.ReLU6))
        {
            known = "v" + of;
            writer.Line($"{op.Type} {known} = {ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z" + of)};");
        }

        // Between their bends z is what came out of a rectifier, and beyond them their slopes ask of neither more than on which side it lies.
        return $"({dy} * ({ActivationFormulas.Derivative(writer, op, step.Activation, step.NegativeSlope, "", known)}))";
    }

    /// <summary>The gradient by what was normalized and by what was added to it: dy, times the slope of the activation behind the sum, which follows from the outcome.</summary>
    private static string OfSum(CodeWriter writer, Operations op, BatchNormalizationStep step, string dy, string y, string of)
    {
        writer.Line($"{op.Type} v{of} = {y};");
        return $"{dy} * ({ActivationFormulas.Derivative(writer, op, step.Activation, step.NegativeSlope, "", "v" + of)})";
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
}
