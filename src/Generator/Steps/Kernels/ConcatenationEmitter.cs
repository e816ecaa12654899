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
            foreach (int i in step.Copied)
            {
                Tensor x = step.Inputs[i];
                string first = Reference.Sum(Literal.Of(x.Origin), step.Parts.Begin(x.RowStride));
                string target = Reference.Sum(Literal.Of(y.Origin + Offset(step, i, y.Strides)), step.Parts.Begin(y.RowStride));
                var from = new Pixels(Reference.At(MergingStep.ValuesName(i), first), x.Strides);
                var to = new Pixels(Reference.At("y", target), y.Strides);
                WriteCopy(writer, step, i, step.Parts.Count == 1 ? x.Height : step.Parts.Rows, from, to);
            }
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, ConcatenationStep step)
    {
        Tensor y = step.Output;
        writer.Heading($"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            foreach (int i in step.Written)
            {
                Tensor x = step.Inputs[i];
                var from = new Pixels(Reference.At("dy", Offset(step, i, y.GradientStrides)), y.GradientStrides);
                WriteCopy(writer, step, i, x.Height, from, new Pixels(MergingStep.GradientName(i), x.GradientStrides));
            }
        }
    }

    /// <summary>Where an input's part begins.</summary>
    private static int Offset(ConcatenationStep step, int input, (int Row, int Pixel) strides) => step.Before(input) * step.Direction switch
    {
        Direction.Rows => strides.Row,
        Direction.Columns => strides.Pixel,
        _ => 1,
    };

    /// <summary>Writes a copy of so many rows of an input's values, or of the gradient by them.</summary>
    private static void WriteCopy(CodeWriter writer, ConcatenationStep step, int input, int rows, Pixels from, Pixels to)
    {
        Tensor x = step.Inputs[input];
        using (writer.Part($"Input {Literal.Of(input + 1)}", isAlone: false))
        {
            Sweep.Pixels(writer, step.Form, x.Extent with { Height = rows }, [from.Strides, to.Strides], (op, offsets) =>
                writer.Line(op.Store(op.Load(from.Origin, offsets[0]), to.Origin, offsets[1])));
        }
    }

    /// <summary>Pixels in memory.</summary>
    /// <param name="Origin">The first.</param>
    /// <param name="Strides">Floats from one row to the next, and from one pixel to the next.</param>
    private readonly record struct Pixels(string Origin, (int Row, int Pixel) Strides);
}
