using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Transposed convolution, backward, one sample: the gradient goes back through the activation into an image with a border; a convolution of that is the gradient by the input, and
/// the gradient by the kernel is that convolution's, with the layer's input in the place of its gradient.
/// </summary>
internal static class TransposedBackwardEmitter
{
    private const int MostRows = 8;

    public static void WritePack(CodeWriter writer, Kernel kernel, TransposedStep step)
    {
        ConvolutionPlan plan = step.Adjoint;
        writer.Heading($"{step.Text}: kernel [{plan.Kernel.Height}][{plan.Kernel.Width}][{plan.Channels}][{plan.Filters}] into panels of channels.");
        using (kernel.Open(writer))
        {
            ConvolutionPackEmitter.WriteKernel(writer, plan, step.Name, factors: null);
        }
    }

    public static void Write(CodeWriter writer, Kernel kernel, TransposedStep step)
    {
        ConvolutionPlan plan = step.Adjoint;
        (Tensor x, Tensor y) = (step.Input, step.Output);
        LinearGradientRow.Write(writer, step, y.Width, (step.Activation, step.NegativeSlope), step.TrainsBias);
        if (step.Trains)
        {
            ConvolutionWeightGradientEmitter.WriteStrip(writer, step, plan, new GradientStrides((step.GradientRowStride, y.Channels), x.RowStride));
        }

        if (step.HasInputGradient)
        {
            WriteInputGradient(writer, step);
        }

        string[] gradients = [.. new[] { step.Trains ? "the kernel" : "", step.TrainsBias ? "the bias" : "", step.HasInputGradient ? "x" : "" }.Where(word => word.Length > 0)];
        writer.Heading($"{step.Text}, backward: the gradients by {string.Join(" and ", gradients)}.");
        using (kernel.OpenDriver(writer))
        {
            using (writer.Loop("row", y.Height))
            {
                string row = y.Height == 1 ? "0" : "row";
                string line = Reference.Sum(Literal.Of(step.GradientOrigin), Reference.Product(row, step.GradientRowStride));
                string known = step.Activation == Activation.Linear ? ""
                    : $", ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product(row, y.RowStride)))}";
                string sums = step.TrainsBias ? $", ref {Reference.At("dweights", step.LaneBias)}" : "";
                writer.Line($"{step.Name}Spread(ref {Reference.At("dy", Reference.Product(row, y.GradientRowStride))}{known}, ref {Reference.At("dz", line)}{sums});");
            }

            if (step.Trains)
            {
                using (writer.Loop("s", plan.BackwardStrips))
                {
                    string s = plan.BackwardStrips == 1 ? "0" : "s";
                    string from = Reference.Product(s, (long)plan.BackwardRows * plan.Rows.Stride * step.GradientRowStride);
                    string known = Reference.Sum(Literal.Of(x.Origin), Reference.Product(s, (long)plan.BackwardRows * x.RowStride));
                    writer.Line($"{step.Name}WeightGradient(ref {Reference.At("dz", from)}, ref {Reference.At("x", known)}, ref dweights);");
                }
            }

            if (step.HasInputGradient)
            {
                writer.Line($"{step.Name}InputGradient(ref dz, ref weights, ref dx);");
            }
        }
    }

    private static void WriteInputGradient(CodeWriter writer, TransposedStep step)
    {
        ConvolutionPlan plan = step.Adjoint;
        Tensor x = step.Input;
        int rows = Split.Divisor(x.Height, MostRows);
        int blocks = x.Height / rows;
        int row = plan.Rows.Stride * step.GradientRowStride;
        int outputRow = x.Width * x.Channels;
        writer.Heading($"{step.Text}: gradient by the input; {plan.Forward((step.GradientRowStride, plan.InputPixel)).Steps} multiply-adds each.");
        using (Method.Kernel(writer, $"{step.Name}InputGradient", "ref float dz", "ref float weights", "ref float dx"))
        using (writer.Loop("block", blocks))
        {
            string block = blocks == 1 ? "0" : "block";
            writer.Line($"ref float from = ref {Reference.At("dz", Reference.Product(block, (long)rows * row))};");
            writer.Line($"ref float to = ref {Reference.At("dx", Reference.Product(block, (long)rows * outputRow))};");
            new Product
            {
                Form = plan.Form,
                Outputs = x.Channels,
                Reduction = plan.Forward((step.GradientRowStride, plan.InputPixel)),
                Rows = (rows, row, outputRow),
                Pixels = (x.Width, plan.Columns.Stride * plan.InputPixel, x.Channels),
                PaddedOutput = x.Channels % plan.Form.Lanes == 0,
                Input = "from",
                Weights = "weights",
                Output = "to",
            }.Write(writer);
        }
    }

    /// <summary>Adds up the lanes' gradients by the kernel into the parameters' layout.</summary>
    public static void WriteReduce(CodeWriter writer, Kernel kernel, TransposedStep step)
    {
        ConvolutionPlan plan = step.Adjoint;
        writer.Heading($"{step.Text}: the lanes' gradients by the kernel, added up; rows are taps and filters.");
        string Sum(string row, string length) =>
            $"LaneTree.Sum(lanes, {Reference.Sum(Literal.Of(step.Lane.Place.Offset), Reference.Product(row, plan.PaddedFilters))}, "
            + $"ref {Reference.At("gradient", Reference.Product(row, plan.Filters))}, {length});";

        using (kernel.OpenDriver(writer))
        {
            if (plan.PaddedFilters == plan.Filters)
            {
                writer.Line(Sum("first", $"(end - first) * {Literal.Of(plan.Filters)}"));
                return;
            }

            using (writer.Block("for (int row = first; row < end; row++)"))
            {
                writer.Line(Sum("row", Literal.Of(plan.Filters)));
            }
        }
    }

    public static void WriteReduceBias(CodeWriter writer, Kernel kernel, TransposedStep step)
    {
        writer.Heading($"{step.Text}: the lanes' gradients by the bias, added up.");
        using (kernel.OpenDriver(writer))
        {
            writer.Line(FormattableString.Invariant($"LaneTree.Sum(lanes, {step.Lane.Place.Offset + step.LaneBias}, ref gradient, {step.Output.Channels});"));
        }
    }
}
