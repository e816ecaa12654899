using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Convolution, backward, one sample: strip by strip the gradient goes back through pooling and activation, and while it is
/// in the cache the weight gradient takes it up; then the gradient by the input follows as convolutions of its own. Where weights are heavy, the gradients of all samples of a group go
/// back first; then each block of the weight gradient takes up those of all.
/// </summary>
internal static class ConvolutionBackwardEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        if (!step.PassesGradientOn)
        {
            WriteSpread(writer, step);
        }

        if (step.Trains && step.Plan.GradientWinograd is { } winograd)
        {
            new WinogradGradientEmitter(step.Form, winograd, step.Name, step.Text, step.Strides).Write(writer);
        }
        else if (step.Trains)
        {
            ConvolutionWeightGradientEmitter.WriteStrip(writer, step);
        }

        if (!step.Plan.InputGradient.IsEmpty)
        {
            ConvolutionInputGradientEmitter.Write(writer, step);
        }

        WriteStrips(writer, kernel, step);
    }

    private static void WriteStrips(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool hasInputGradient = plan.HasInputGradient;
        bool addsDirectly = step.Trains && plan.GradientWinograd is null;
        string dz = step.PassesGradientOn ? "dy" : "dz";
        bool readsOutput = step.Activation != Activation.Linear;
        string gradients = (step.Trains, step.HasBias, hasInputGradient) switch
        {
            (true, true, true) => "gradients of kernel, bias and x",
            (true, true, false) => "gradients of kernel and bias; nobody needs that of x",
            (true, false, true) => "gradients of kernel and x",
            (true, false, false) => "gradients of kernel; nobody needs that of x",
            _ => "gradient of x; the layer is not trained",
        };
        string heading = $"{step.Text}, backward: dy{(readsOutput ? " and y" : "")} to the {gradients}.";
        void WriteGaps()
        {
            if (hasInputGradient && plan.LeavesGaps)
            {
                string gradient = Reference.At("dx", step.TakesSamples ? Reference.Product("i", x.GradientPlace.Stride) : "0");
                writer.Line($"MemoryMarshal.CreateSpan(ref {gradient}, {x.Size}).Clear();");
            }
        }

        // Where a group comes, all of a sample is one strip.
        bool takesSamples = step.TakesSamples;
        string i = takesSamples ? "i" : "0";
        string count = takesSamples ? ", count" : "";
        string first = Literal.Of(x.OffsetOf(-plan.Rows.Before, -plan.Columns.Before));

        void WriteStrip()
        {
            int outputRows = plan.BackwardRows / plan.Pool.Height;
            string s = plan.BackwardStrips == 1 ? "0" : "s";
            string upstream = Reference.Sum(Reference.Product(i, y.GradientPlace.Stride), Reference.Product(s, (long)outputRows * y.GradientRowStride));
            if (step.PassesGradientOn)
            {
                writer.Line($"ref float strip = ref {Reference.At("dy", upstream)};");
            }
            else
            {
                string strip = !plan.InputGradient.IsEmpty ? Reference.Product(s, (long)plan.BackwardRows * plan.GradientRowStride) : "0";
                string sample = Reference.Product(i, step.SampleStrides.Gradient);
                writer.Line($"ref float strip = ref {Reference.At("dz", Reference.Sum(Literal.Of(plan.GradientOrigin), sample, strip))};");
                string output = Reference.Sum(Literal.Of(y.Origin), Reference.Product(i, y.Place.Stride), Reference.Product(s, (long)outputRows * y.RowStride));
                string largest = step.Largest is { } record
                    ? $", ref {Reference.At("largest", Reference.Sum(Reference.Product(i, record.Place.Stride * sizeof(float)), Reference.Product(s, (long)outputRows * y.Width * y.Channels)))}"
                    : "";
                string known = readsOutput ? $", ref {Reference.At("y", output)}" : "";
                string sums = step.TrainsBias ? ", ref dweights" : "";
                writer.Line($"{step.Name}Spread(ref {Reference.At("dy", upstream)}{known}{largest}, ref strip{sums});");
            }

            if (addsDirectly && !takesSamples)
            {
                string input = Reference.Sum(first, Reference.Product(s, (long)plan.BackwardRows * plan.Rows.Stride * x.RowStride));
                writer.Line($"{step.Name}WeightGradient(ref {Reference.At("x", input)}, ref strip, ref dweights);");
            }
        }

        void WriteBody()
        {
            if (!step.PassesGradientOn || (addsDirectly && !takesSamples))
            {
                using (takesSamples ? writer.Block("for (int i = 0; i < count; i++)") : writer.Loop("s", plan.BackwardStrips))
                {
                    WriteStrip();
                }
            }

            if (addsDirectly && takesSamples)
            {
                writer.Line($"{step.Name}WeightGradient(ref {Reference.At("x", first)}, ref {Reference.At(dz, plan.GradientOrigin)}, ref dweights, count);");
            }

            if (step.Trains && plan.GradientWinograd is not null)
            {
                writer.Line($"{step.Name}WeightGradient(ref {Reference.At("x", first)}, ref {Reference.At(dz, plan.GradientOrigin)}, ref scratch, ref dweights{count});");
            }

            if (!hasInputGradient)
            {
                return;
            }

            if (plan.InputWinograd is { TakesGroups: true })
            {
                writer.Line($"{step.Name}InputGradient(ref {dz}, ref {Reference.At("weights", plan.InputWinogradWeights)}, ref scratch, ref dx{count});");
                return;
            }

            using (takesSamples ? writer.Block("for (int i = 0; i < count; i++)") as IDisposable : null)
            {
                WriteInputGradient();
            }
        }

        void WriteInputGradient()
        {
            if (plan.Groups == 1)
            {
                WriteGaps();
            }

            string from = Reference.At(dz, Reference.Product(i, step.SampleStrides.Gradient));
            string to = Reference.At("dx", Reference.Product(i, x.GradientPlace.Stride));
            if (plan.InputWinograd is not null)
            {
                writer.Line($"{step.Name}InputGradient(ref {from}, ref {Reference.At("weights", plan.InputWinogradWeights)}, ref scratch, ref {to});");
                return;
            }

            for (int phase = 0; phase < plan.InputGradient.Length; phase++)
            {
                writer.Line($"{step.Name}InputGradient{phase}(ref {from}, ref {Reference.At("weights", plan.InputGradient[phase].Packed)}, ref {to});");
            }
        }

        ConvolutionGroups.Write(writer, kernel, plan, plan.InputGradientPackedLength, heading, isHot: false, WriteBody, WriteGaps);
    }

    /// <summary>The gradient by the linear output for one strip, from that by the output; adds up the bias's gradient on the way.</summary>
    private static void WriteSpread(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor y = step.Output;
        bool hasArgMax = step.Largest is not null;
        int outputRows = plan.BackwardRows / plan.Pool.Height;
        int area = plan.Pool.Height * plan.Pool.Width;
        int[] cells =
        [
            .. from row in Enumerable.Range(0, plan.Pool.Height)
               from column in Enumerable.Range(0, plan.Pool.Width)
               select (row * plan.GradientRowStride) + (column * plan.OutputPixel),
        ];
        writer.Heading($"{step.Text}: gradient by the values before the activation, for {plan.BackwardRows} x {plan.Width} pixels{(step.TrainsBias ? ", and by the bias" : "")}.");
        using (Method.Kernel(
            writer,
            $"{step.Name}Spread",
            "ref float dy",
            step.Activation == Activation.Linear ? null : "ref float y",
            hasArgMax ? "ref byte largest" : null,
            "ref float dz",
            step.TrainsBias ? "ref float dweights" : null))
        {
            if (step.TrainsBias)
            {
                writer.Line($"ref float dbias = ref {Reference.At("dweights", (long)plan.KernelSteps * plan.PaddedFilters)};");
            }

            Sweep.Row(writer, plan.Filters, plan.Form, "f", (op, f) =>
            {
                if (step.TrainsBias)
                {
                    writer.Line($"{op.Type} sum = {op.Load("dbias", f)};");
                }

                using (writer.Loop("row", outputRows))
                using (writer.Block($"for (int column = 0; column < {y.Width}; column++)"))
                {
                    string row = outputRows == 1 ? "0" : "row";
                    string Pixel((int Row, int Pixel) strides) => Reference.Sum(Reference.Product(row, strides.Row), Reference.Product("column", strides.Pixel), f);

                    writer.Line($"{op.Type} g = {op.Load("dy", Pixel(y.GradientStrides))};");
                    if (step.Activation != Activation.Linear)
                    {
                        writer.Line($"{op.Type} v = {op.Load("y", Pixel(y.Strides))};");
                        writer.Line($"g *= {ActivationFormulas.Derivative(writer, op, step.Activation, step.NegativeSlope, "v", "v")};");
                    }

                    if (step.TrainsBias)
                    {
                        writer.Line("sum += g;");
                    }

                    string target = Reference.Sum(
                        Reference.Product(row, (long)plan.Pool.Height * plan.GradientRowStride), Reference.Product("column", (long)plan.Pool.Width * plan.OutputPixel), f);
                    writer.Line($"ref float to = ref {Reference.At("dz", target)};");
                    if (hasArgMax)
                    {
                        Bytes.WriteLoad(writer, op, "k", Reference.At("largest", Pixel((y.Width * y.Channels, y.Channels))));
                    }
                    else if (area > 1)
                    {
                        writer.Line($"g *= {op.Constant(1.0 / area)};");
                    }

                    for (int cell = 0; cell < cells.Length; cell++)
                    {
                        string value = hasArgMax ? Bytes.Where(op, "k", cell, "g") : "g";
                        writer.Line(op.Store(value, "to", Literal.Of(cells[cell])));
                    }
                }

                if (step.TrainsBias)
                {
                    writer.Line(op.Store("sum", "dbias", f));
                }
            });
        }
    }
}
