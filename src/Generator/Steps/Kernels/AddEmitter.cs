using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels that add tensors, of which some may be stretched along rows, columns or channels.</summary>
internal static class AddEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, AddStep step)
    {
        Tensor y = step.Output;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            string[] from = [.. step.Inputs.Select((input, i) => Origin.Write(writer, AddStep.ValuesName(i), input))];
            string to = Origin.Write(writer, "y", y);
            if (step.Inputs.All(input => input.Size == y.Size))
            {
                int[] strides = [.. step.Inputs.Select(input => input.RowStride), y.RowStride];
                Sweep.Image(writer, step.Form, y.Height, y.Width * y.Channels, strides, (op, offsets) =>
                    writer.Line(op.Store(string.Join(" + ", from.Select((x, i) => op.Load(x, offsets[i]))), to, offsets[from.Length])));
                return;
            }

            using (Pixels(writer, y.Shape, "", isAlone: true))
            {
                Sweep.Row(writer, y.Channels, step.Form, "c", (op, c) =>
                {
                    string sum = string.Join(" + ", from.Select((x, i) => Value(op, x, step.Inputs[i], y.Shape, c)));
                    writer.Line(op.Store(sum, to, Reference.Sum(Pixel(y.Shape, y.Shape, y.RowStride), c)));
                });
            }
        }
    }

    /// <summary>Writes, for every input that is stretched, the sum of the gradient over all that one of its values went to.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, AddStep step)
    {
        Shape shape = step.Output.Shape;
        writer.Heading($"{step.Text}, backward: sums over what is stretched.");
        using (kernel.Open(writer))
        {
            foreach (int i in step.Stretched)
            {
                Tensor x = step.Inputs[i];
                string dx = AddStep.GradientName(i);
                writer.Line($"MemoryMarshal.CreateSpan(ref {dx}, {Literal.Of(x.Size)}).Clear();");
                using (Pixels(writer, shape, $"Sums of {dx}", isAlone: step.Stretched.Count() == 1))
                {
                    string from = Pixel(shape, shape, shape.Width * shape.Channels);
                    string to = Pixel(x.Shape, shape, x.Width * x.Channels);
                    if (x.Channels == shape.Channels)
                    {
                        Sweep.Row(writer, shape.Channels, step.Form, "c", (op, c) =>
                        {
                            string at = Reference.Sum(to, c);
                            writer.Line(op.Store($"{op.Load(dx, at)} + {op.Load("dy", Reference.Sum(from, c))}", dx, at));
                        });
                        continue;
                    }

                    writer.Line("float sum = 0f;");
                    Sweep.Row(writer, shape.Channels, step.Form, "c", (op, c) => writer.Line($"sum += {op.Sum(op.Load("dy", Reference.Sum(from, c)))};"));
                    writer.Line($"{Reference.At(dx, to)} += sum;");
                }
            }
        }
    }

    /// <summary>The loops over an output's pixels; a vector is one.</summary>
    private static CodeWriter.Scope? Pixels(CodeWriter writer, Shape shape, string words, bool isAlone)
    {
        if (!shape.IsImage)
        {
            return writer.Part(words, isAlone);
        }

        writer.Line($"for (int row = 0; row < {Literal.Of(shape.Height)}; row++)");
        return writer.Block($"for (int column = 0; column < {Literal.Of(shape.Width)}; column++)");
    }

    /// <summary>Where the pixel begins that belongs to one of the output: along what is stretched always the same.</summary>
    private static string Pixel(Shape shape, Shape output, int rowStride) => output.IsImage
        ? Reference.Sum(
            Reference.Product("row", shape.Height == output.Height ? rowStride : 0), Reference.Product("column", shape.Width == output.Width ? shape.Channels : 0))
        : "0";

    private static string Value(Operations op, string x, Tensor input, Shape output, string channel)
    {
        string pixel = Pixel(input.Shape, output, input.RowStride);
        return input.Channels == output.Channels ? op.Load(x, Reference.Sum(pixel, channel)) : op.Broadcast(Reference.At(x, pixel));
    }
}
