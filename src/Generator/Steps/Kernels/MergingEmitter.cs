using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels that make one tensor of several, value by value, of which some may be stretched along rows, columns or channels.</summary>
internal static class MergingEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, MergingStep step)
    {
        Tensor y = step.Output;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            string[] from = [.. step.Inputs.Select((input, i) => Origin.Write(writer, MergingStep.ValuesName(i), input))];
            string to = Origin.Write(writer, "y", y);
            if (step.Inputs.All(input => input.Size == y.Size))
            {
                Sweep.Pixels(writer, step.Form, y.Extent, [.. step.Inputs.Select(input => input.Strides), y.Strides], (op, offsets) =>
                {
                    string[] values = [.. from.Select((x, i) => op.Load(x, offsets[i]))];
                    WriteValue(writer, op, step, values, to, offsets[from.Length]);
                });
                return;
            }

            using (Pixels(writer, y.Shape))
            {
                Sweep.Row(writer, y.Channels, step.Form, "c", (op, c) =>
                {
                    string[] values = [.. from.Select((x, i) => Value(op, x, step.Inputs[i], y.Shape, c))];
                    WriteValue(writer, op, step, values, to, Reference.Sum(Pixel(y.Shape, y.Shape, y.Strides), c));
                });
            }
        }
    }

    /// <summary>
    /// Writes the gradients that are others than that by the outcome; of an input that is stretched the sum over all that one of its values went to.
    /// </summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, MergingStep step)
    {
        bool isSum = step.Function == MergingFunction.Add && step.Activation == Activation.Linear;
        writer.Heading(isSum ? $"{step.Text}, backward: sums over what is stretched." : $"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            string[] from = [.. step.Inputs.Select((input, i) => step.ReadBack.Contains(i) ? Origin.Write(writer, MergingStep.ValuesName(i), input) : "")];
            string known = step.Activation == Activation.Linear ? "" : Origin.Write(writer, "y", step.Output);
            if (!Enumerable.Range(0, step.Inputs.Length).Any(step.IsStretched))
            {
                WriteAlike(writer, step, from, known);
                return;
            }

            Tensor y = step.Output;
            Shape shape = y.Shape;
            foreach (int i in step.Written.Where(step.IsStretched))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref {MergingStep.GradientName(i)}, {Literal.Of(step.Inputs[i].Size)}).Clear();");
            }

            // Where channels are stretched, a pixel's sum is one value.
            int[] sums = [.. step.Written.Where(i => step.Inputs[i].Channels != shape.Channels)];
            string Sum(int input) => sums.Length == 1 ? "sum" : "sum" + Literal.Of(input + 1);
            using (Pixels(writer, shape))
            {
                foreach (int i in sums)
                {
                    writer.Line($"float {Sum(i)} = 0f;");
                }

                Sweep.Row(writer, shape.Channels, step.Form, "c", (op, c) =>
                {
                    string[] gradients = Gradients(
                        writer,
                        op,
                        step,
                        i => Value(op, from[i], step.Inputs[i], shape, c),
                        () => op.Load(known, Reference.Sum(Pixel(shape, shape, y.Strides), c)),
                        op.Load("dy", Reference.Sum(Pixel(shape, shape, y.GradientStrides), c)));
                    for (int k = 0; k < gradients.Length; k++)
                    {
                        int i = step.Written[k];
                        Tensor x = step.Inputs[i];
                        string at = Reference.Sum(Pixel(x.Shape, shape, x.GradientStrides), c);
                        string dx = MergingStep.GradientName(i);
                        writer.Line(sums.Contains(i) ? $"{Sum(i)} += {op.Sum(gradients[k])};"
                            : op.Store(step.IsStretched(i) ? Plus(op.Load(dx, at), gradients[k]) : gradients[k], dx, at));
                    }
                });
                foreach (int i in sums)
                {
                    Tensor x = step.Inputs[i];
                    writer.Line($"{Reference.At(MergingStep.GradientName(i), Pixel(x.Shape, shape, x.GradientStrides))} += {Sum(i)};");
                }
            }
        }
    }

    private static void WriteValue(CodeWriter writer, Operations op, MergingStep step, string[] values, string to, string offset)
    {
        string value = MergingFormulas.Forward(op, step.Function, values);
        if (step.Activation != Activation.Linear)
        {
            writer.Line($"{op.Type} v = {value};");
            value = ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "v");
        }

        writer.Line(op.Store(value, to, offset));
    }

    /// <summary>Where nothing is stretched, all values of a row are alike, and so are all of an image without a border.</summary>
    private static void WriteAlike(CodeWriter writer, MergingStep step, string[] from, string known)
    {
        Tensor y = step.Output;
        (int Row, int Pixel) written = step.Inputs[step.Written[0]].GradientStrides;
        (int Row, int Pixel)[] strides =
        [
            written, y.GradientStrides, known.Length > 0 ? y.Strides : written, .. step.Inputs.Select((input, i) => from[i].Length > 0 ? input.Strides : written),
        ];
        Sweep.Pixels(writer, step.Form, y.Extent, strides, (op, offsets) =>
        {
            string[] gradients = Gradients(
                writer, op, step, i => op.Load(from[i], offsets[i + 3]), () => op.Load(known, offsets[2]), op.Load("dy", offsets[1]));
            for (int k = 0; k < gradients.Length; k++)
            {
                writer.Line(op.Store(gradients[k], MergingStep.GradientName(step.Written[k]), offsets[0]));
            }
        });
    }

    /// <summary>The gradients that are to be written, for one place; what several of them read is loaded once.</summary>
    private static string[] Gradients(CodeWriter writer, Operations op, MergingStep step, Func<int, string> value, Func<string> known, string dy)
    {
        string[] values = new string[step.Inputs.Length];
        foreach (int i in step.ReadBack)
        {
            values[i] = "v" + Literal.Of(i + 1);
            writer.Line($"{op.Type} {values[i]} = {value(i)};");
        }

        if (step.Activation != Activation.Linear)
        {
            writer.Line($"{op.Type} v = {known()};");
            dy = $"{dy} * ({ActivationFormulas.Derivative(writer, op, step.Activation, step.NegativeSlope, "", "v")})";
        }

        if (!step.ReadBack.Any() && step.Written.Length == 1 && (step.Activation == Activation.Linear || step.Function == MergingFunction.Add))
        {
            return MergingFormulas.Backward(writer, op, step.Function, values, step.Written, dy);
        }

        writer.Line($"{op.Type} g = {dy};");
        return MergingFormulas.Backward(writer, op, step.Function, values, step.Written, "g");
    }

    private static string Plus(string sum, string term) => term[0] == '-' ? $"{sum} - {term.Substring(1)}" : $"{sum} + {term}";

    /// <summary>The loops over an output's pixels; a vector is one.</summary>
    private static CodeWriter.Scope? Pixels(CodeWriter writer, Shape shape)
    {
        if (shape.IsVector)
        {
            return null;
        }

        writer.Line($"for (int row = 0; row < {Literal.Of(shape.Height)}; row++)");
        return writer.Block($"for (int column = 0; column < {Literal.Of(shape.Width)}; column++)");
    }

    /// <summary>Where the pixel begins that belongs to one of the output: along what is stretched always the same.</summary>
    private static string Pixel(Shape shape, Shape output, (int Row, int Pixel) strides) => output.IsVector
        ? "0"
        : Reference.Sum(
            Reference.Product("row", shape.Height == output.Height ? strides.Row : 0), Reference.Product("column", shape.Width == output.Width ? strides.Pixel : 0));

    private static string Value(Operations op, string x, Tensor input, Shape output, string channel)
    {
        string pixel = Pixel(input.Shape, output, input.Strides);
        return input.Channels == output.Channels ? op.Load(x, Reference.Sum(pixel, channel)) : op.Broadcast(Reference.At(x, pixel));
    }
}
