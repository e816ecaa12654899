using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>A piece of a row of floats: in registers of some width, or single floats.</summary>
/// <param name="Form">The registers; null for single floats.</param>
internal readonly record struct Piece(int Start, int Count, VectorForm? Form)
{
    public int Lanes => Form?.Lanes ?? 1;

    /// <summary>
    /// Cuts a row: whole registers first, then narrower ones, then single floats; every float belongs to one piece, so that
    /// updates in place are safe.
    /// </summary>
    public static IEnumerable<Piece> Cut(int length, VectorForm form)
    {
        int start = 0;
        foreach (VectorForm candidate in VectorForm.All)
        {
            if (candidate.Lanes <= form.Lanes && (length - start) >= candidate.Lanes)
            {
                int count = (length - start) / candidate.Lanes;
                yield return new Piece(start, count, candidate);
                start += count * candidate.Lanes;
            }
        }

        if (start < length)
        {
            yield return new Piece(start, length - start, null);
        }
    }
}

/// <summary>Writes loops over rows of floats, piece by piece.</summary>
internal static class Sweep
{
    /// <summary>Writes <paramref name="body"/> for each piece of a row; it gets the operations and the offset of its first float.</summary>
    public static void Row(CodeWriter writer, int length, VectorForm form, string index, Action<Operations, string> body)
    {
        Piece[] pieces = [.. Piece.Cut(length, form)];
        foreach (Piece piece in pieces)
        {
            var operations = new Operations(piece.Form);
            if (piece.Count == 1)
            {
                using (writer.Part(Words.Range("Value", piece.Start, piece.Lanes), isAlone: pieces.Length == 1))
                {
                    body(operations, Literal.Of(piece.Start));
                }
            }
            else
            {
                int end = piece.Start + (piece.Count * piece.Lanes);
                string step = piece.Lanes == 1 ? $"{index}++" : $"{index} += {piece.Lanes}";
                using (writer.Block($"for (int {index} = {piece.Start}; {index} < {end}; {step})"))
                {
                    body(operations, index);
                }
            }
        }
    }

    /// <summary>
    /// Writes <paramref name="body"/> for blocks of at most <paramref name="most"/> registers of a row; it gets the operations and the offsets of the block's registers. What goes over
    /// many rows for each of them so reads lines of memory that lie side by side, and has sums enough that do not wait for each other.
    /// </summary>
    public static void Blocks(CodeWriter writer, int length, VectorForm form, int most, string index, Action<Operations, string[]> body)
    {
        foreach (Piece piece in Piece.Cut(length, form))
        {
            var operations = new Operations(piece.Form);
            string[] Offsets(string first, int count) => [.. Enumerable.Range(0, count).Select(i => Reference.Advance(first, i * piece.Lanes))];
            foreach (Run run in Split.Evenly(piece.Count, most))
            {
                int start = piece.Start + (run.Start * piece.Lanes);
                int size = run.Size * piece.Lanes;
                using (run.Count == 1 ? writer.Part(Words.Range("Value", start, size), isAlone: size == length)
                    : writer.Block($"for (int {index} = {start}; {index} < {start + (run.Count * size)}; {index} += {size})"))
                {
                    body(operations, Offsets(run.Count == 1 ? Literal.Of(start) : index, run.Size));
                }
            }
        }
    }

    /// <summary>
    /// Writes <paramref name="body"/> over all values of tensors of one shape, as one row where none has a border.
    /// It gets the operations and, per tensor, the offset from its first pixel.
    /// </summary>
    public static void Image(CodeWriter writer, VectorForm form, int height, int rowLength, int[] rowStrides, Action<Operations, string[]> body)
    {
        bool flat = height == 1 || Array.TrueForAll(rowStrides, stride => stride == rowLength);
        if (flat)
        {
            Row(writer, height * rowLength, form, "i", (operations, i) => body(operations, Array.ConvertAll(rowStrides, _ => i)));
            return;
        }

        using (writer.Block($"for (int line = 0; line < {height}; line++)"))
        {
            Row(writer, rowLength, form, "i", (operations, i) =>
                body(operations, Array.ConvertAll(rowStrides, stride => Reference.Sum(Reference.Product("line", stride), i))));
        }
    }

    /// <summary>
    /// Writes <paramref name="body"/> over all values of images of one shape, of which some may be part of larger ones, so that their pixels lie further apart. It gets the operations and,
    /// per image, the offset from its first pixel.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="form">The vector form.</param>
    /// <param name="size">Rows, pixels of a row, and values of a pixel.</param>
    /// <param name="strides">Per image, floats from one row to the next, and from one pixel to the next.</param>
    /// <param name="body">Writes what is done with the values at one place.</param>
    public static void Pixels(
        CodeWriter writer, VectorForm form, (int Height, int Width, int Channels) size, (int Row, int Pixel)[] strides, Action<Operations, string[]> body)
    {
        (int height, int width, int channels) = size;
        if (width == 1 || Array.TrueForAll(strides, stride => stride.Pixel == channels))
        {
            Image(writer, form, height, width * channels, Array.ConvertAll(strides, stride => stride.Row), body);
            return;
        }

        bool isOfPixels = Array.TrueForAll(strides, stride => stride.Row == width * stride.Pixel);
        using (writer.Loop("line", isOfPixels ? 1 : height))
        using (writer.Block($"for (int pixel = 0; pixel < {Literal.Of(isOfPixels ? height * width : width)}; pixel++)"))
        {
            string Offset((int Row, int Pixel) stride, string c) =>
                Reference.Sum(isOfPixels || height == 1 ? "0" : Reference.Product("line", stride.Row), Reference.Product("pixel", stride.Pixel), c);

            Row(writer, channels, form, "c", (operations, c) => body(operations, Array.ConvertAll(strides, stride => Offset(stride, c))));
        }
    }
}
