using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels that copy tensors into parts of one, and the parts of its gradient back.</summary>
internal static class ConcatenationEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, ConcatenationStep step)
    {
        Tensor y = step.Output;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            for (int i = 0; i < step.Inputs.Length; i++)
            {
                Tensor x = step.Inputs[i];
                string first = Reference.Sum(Literal.Of(x.Origin), step.Parts.Begin(x.RowStride));
                string target = Reference.Sum(Literal.Of(y.Origin + Offset(step, i, y.RowStride)), step.Parts.Begin(y.RowStride));
                var from = new Pixels(Reference.At(MergingStep.ValuesName(i), first), x.RowStride, x.Channels);
                var to = new Pixels(Reference.At("y", target), y.RowStride, y.Channels);
                WriteCopy(writer, step, i, step.Parts.Count == 1 ? x.Height : step.Parts.Rows, from, to);
            }
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, ConcatenationStep step)
    {
        Tensor y = step.Output;
        int row = y.Width * y.Channels;
        writer.Heading($"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            foreach (int i in step.Written)
            {
                Tensor x = step.Inputs[i];
                var from = new Pixels(Reference.At("dy", Offset(step, i, row)), row, y.Channels);
                WriteCopy(writer, step, i, x.Height, from, new Pixels(MergingStep.GradientName(i), x.Width * x.Channels, x.Channels));
            }
        }
    }

    /// <summary>Where an input's part begins.</summary>
    private static int Offset(ConcatenationStep step, int input, int rowStride) => step.Before(input) * step.Direction switch
    {
        Direction.Rows => rowStride,
        Direction.Columns => step.Output.Channels,
        _ => 1,
    };

    /// <summary>Writes a copy of so many rows of an input's values, or of the gradient by them: the whole at once where it lies in one piece, row by row or pixel by pixel where it does not.</summary>
    private static void WriteCopy(CodeWriter writer, ConcatenationStep step, int input, int rows, Pixels from, Pixels to)
    {
        Shape shape = step.Inputs[input].Shape;
        using (writer.Part($"Input {Literal.Of(input + 1)}", isAlone: false))
        {
            if (from.Stride == to.Stride || shape.Width == 1)
            {
                int values = shape.Width * shape.Channels;
                Sweep.Image(writer, step.Form, rows, values, [from.RowStride, to.RowStride], (op, offsets) =>
                    writer.Line(op.Store(op.Load(from.Origin, offsets[0]), to.Origin, offsets[1])));
                return;
            }

            bool isOfPixels = from.RowStride == shape.Width * from.Stride && to.RowStride == shape.Width * to.Stride;
            using (writer.Loop("line", isOfPixels ? 1 : rows))
            using (writer.Block($"for (int pixel = 0; pixel < {Literal.Of(isOfPixels ? rows * shape.Width : shape.Width)}; pixel++)"))
            {
                bool hasRows = !isOfPixels && rows > 1;
                Sweep.Row(writer, shape.Channels, step.Form, "c", (op, c) =>
                    writer.Line(op.Store(op.Load(from.Origin, from.At(hasRows, c)), to.Origin, to.At(hasRows, c))));
            }
        }
    }

    /// <summary>Pixels in memory.</summary>
    /// <param name="Origin">The first.</param>
    /// <param name="RowStride">Floats from one row to the next.</param>
    /// <param name="Stride">Floats from one pixel to the next.</param>
    private readonly record struct Pixels(string Origin, int RowStride, int Stride)
    {
        public string At(bool hasRows, string channel) =>
            Reference.Sum(hasRows ? Reference.Product("line", RowStride) : "0", Reference.Product("pixel", Stride), channel);
    }
}
