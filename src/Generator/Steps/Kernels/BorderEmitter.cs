using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>An image in a kernel: its parameter, where its first pixel lies, and its size.</summary>
/// <param name="Name">The kernel's parameter.</param>
/// <param name="Origin">Floats before the first pixel.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="RowStride">Floats from one row of pixels to the next.</param>
internal readonly record struct Region(string Name, int Origin, Shape Shape, int RowStride)
{
    /// <summary>The values of a tensor.</summary>
    public Region(string name, Tensor tensor)
        : this(name, tensor.Origin, tensor.Shape, tensor.RowStride)
    {
    }

    /// <summary>Floats of a row of pixels.</summary>
    public int Row => Shape.Width * Shape.Channels;

    /// <summary>The gradient by a tensor, which has no border.</summary>
    public static Region OfGradient(string name, Tensor tensor) => new(name, 0, tensor.Shape, tensor.Width * tensor.Channels);
}

/// <summary>Kernels that put an image into a larger one, with zeros around it, or cut one out of a larger one.</summary>
internal static class BorderEmitter
{
    /// <summary>Writes a larger image: the smaller one with zeros around it.</summary>
    public static void WriteAround(CodeWriter writer, Kernel kernel, string heading, VectorForm form, Region from, Region to, Border border)
    {
        writer.Heading(heading);
        using (kernel.Open(writer))
        {
            WriteZeros(writer, to, border);
            Copy(writer, form, from, from.Origin, to, Inside(to, border));
        }
    }

    /// <summary>Writes a smaller image: the larger one without its sides.</summary>
    public static void WriteInside(CodeWriter writer, Kernel kernel, string heading, VectorForm form, Region from, Region to, Border border)
    {
        writer.Heading(heading);
        using (kernel.Open(writer))
        {
            Copy(writer, form, from, Inside(from, border), to, to.Origin);
        }
    }

    private static int Inside(Region image, Border border) => image.Origin + (border.Top * image.RowStride) + (border.Left * image.Shape.Channels);

    private static void Copy(CodeWriter writer, VectorForm form, Region from, int first, Region to, int target)
    {
        Region smaller = from.Shape.Size < to.Shape.Size ? from : to;
        writer.Line($"ref float from = ref {Reference.At(from.Name, first)};");
        writer.Line($"ref float to = ref {Reference.At(to.Name, target)};");
        Sweep.Image(writer, form, smaller.Shape.Height, smaller.Row, [from.RowStride, to.RowStride], (op, offsets) =>
            writer.Line(op.Store(op.Load("from", offsets[0]), "to", offsets[1])));
    }

    /// <summary>Clears the rows above and below, and in every other row the pixels to the left and to the right.</summary>
    private static void WriteZeros(CodeWriter writer, Region image, Border border)
    {
        WriteRows(writer, image, 0, border.Top);
        WriteRows(writer, image, image.Shape.Height - border.Bottom, border.Bottom);
        int left = border.Left * image.Shape.Channels;
        int right = border.Right * image.Shape.Channels;
        if (left == 0 && right == 0)
        {
            return;
        }

        using (writer.Block($"for (int line = {Literal.Of(border.Top)}; line < {Literal.Of(image.Shape.Height - border.Bottom)}; line++)"))
        {
            string row = Reference.Sum(Literal.Of(image.Origin), Reference.Product("line", image.RowStride));
            WriteSpan(writer, image, row, left);
            WriteSpan(writer, image, Reference.Sum(row, Literal.Of(image.Row - right)), right);
        }
    }

    private static void WriteRows(CodeWriter writer, Region image, int first, int count)
    {
        if (count > 0 && image.RowStride == image.Row)
        {
            WriteSpan(writer, image, Literal.Of(image.Origin + (first * image.RowStride)), count * image.Row);
        }
        else if (count > 0)
        {
            using (writer.Block($"for (int line = {Literal.Of(first)}; line < {Literal.Of(first + count)}; line++)"))
            {
                WriteSpan(writer, image, Reference.Sum(Literal.Of(image.Origin), Reference.Product("line", image.RowStride)), image.Row);
            }
        }
    }

    private static void WriteSpan(CodeWriter writer, Region image, string offset, int length)
    {
        if (length > 0)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref {Reference.At(image.Name, offset)}, {Literal.Of(length)}).Clear();");
        }
    }
}
