using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels that put a block of equal pixels in each one's place, and on the way back add the gradients of a block up.</summary>
internal static class RepetitionEmitter
{
    /// <summary>Pixels of a block that are written out; larger blocks keep their loops.</summary>
    private const int MostWrittenOut = 16;

    public static void WriteForward(CodeWriter writer, Kernel kernel, UpSamplingStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: every pixel repeated.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            OverPixels(writer, step, (from, x.Strides), (to, y.Strides), (op, c) =>
            {
                writer.Line($"{op.Type} pixel = {op.Load("one", c)};");
                OverBlock(writer, step.Layer.Factor, y.Strides, place => writer.Line(op.Store("pixel", "block", Reference.Sum(place, c))));
            });
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, UpSamplingStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        Extent factor = step.Layer.Factor;
        writer.Heading($"{step.Text}, backward: the gradients by a pixel's repetitions, added up.");
        using (kernel.Open(writer))
        {
            OverPixels(writer, step, ("dx", x.GradientStrides), ("dy", y.GradientStrides), (op, c) =>
            {
                if (IsWrittenOut(factor))
                {
                    writer.Line(op.Store($"{string.Join(" + ", Places(factor, y.GradientStrides).Select(place => op.Load("block", Reference.Sum(place, c))))}", "one", c));
                    return;
                }

                writer.Line($"{op.Type} sum = {op.Zero};");
                OverBlock(writer, factor, y.GradientStrides, place => writer.Line($"sum += {op.Load("block", Reference.Sum(place, c))};"));
                writer.Line(op.Store("sum", "one", c));
            });
        }
    }

    /// <summary>Writes a loop over all pixels of the smaller image, "one", each with its block of the larger, and over channels.</summary>
    private static void OverPixels(
        CodeWriter writer, UpSamplingStep step, (string Origin, (int Row, int Pixel) Strides) small, (string Origin, (int Row, int Pixel) Strides) large, Action<Operations, string> body)
    {
        Tensor x = step.Input;
        Extent factor = step.Layer.Factor;
        using (writer.Loop("line", x.Height))
        using (writer.Loop("column", x.Width))
        {
            string line = x.Height == 1 ? "0" : "line";
            string column = x.Width == 1 ? "0" : "column";
            writer.Line($"ref float one = ref {Reference.At(small.Origin, Reference.Sum(Reference.Product(line, small.Strides.Row), Reference.Product(column, small.Strides.Pixel)))};");
            string block = Reference.Sum(
                Reference.Product(line, (long)factor.Height * large.Strides.Row), Reference.Product(column, (long)factor.Width * large.Strides.Pixel));
            writer.Line($"ref float block = ref {Reference.At(large.Origin, block)};");
            Sweep.Row(writer, x.Channels, step.Form, "c", body);
        }
    }

    private static bool IsWrittenOut(Extent factor) => (long)factor.Height * factor.Width <= MostWrittenOut;

    /// <summary>Writes something for every pixel of a block, by its offset.</summary>
    private static void OverBlock(CodeWriter writer, Extent factor, (int Row, int Pixel) strides, Action<string> body)
    {
        if (IsWrittenOut(factor))
        {
            foreach (string place in Places(factor, strides))
            {
                body(place);
            }

            return;
        }

        using (writer.Loop("down", factor.Height))
        using (writer.Loop("right", factor.Width))
        {
            body(Reference.Sum(Reference.Product(factor.Height == 1 ? "0" : "down", strides.Row), Reference.Product(factor.Width == 1 ? "0" : "right", strides.Pixel)));
        }
    }

    private static IEnumerable<string> Places(Extent factor, (int Row, int Pixel) strides) =>
        from down in Enumerable.Range(0, factor.Height)
        from right in Enumerable.Range(0, factor.Width)
        select Literal.Of((down * strides.Row) + (right * strides.Pixel));
}
