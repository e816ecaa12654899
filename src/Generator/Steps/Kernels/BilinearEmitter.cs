using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Kernels that make an image larger by weighted means of neighbours. A pixel's value lies at its centre: by a factor f the output o lies at (o + 1/2) / f - 1/2 of the input, and where
/// that is no pixel's place, the two around it have shares that add up to 1. Beyond the outermost centres there is one neighbour alone.
/// </summary>
internal static class BilinearEmitter
{
    /// <summary>Outputs between two pixels that are written out; more keep their loop.</summary>
    private const int MostWrittenOut = 16;

    public static void WriteForward(CodeWriter writer, Kernel kernel, UpSamplingStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: means of neighbours, first of two rows, then of two columns.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            using (OverRows(writer, step))
            {
                WriteNeighbours(writer, x, from, x.RowStride);
                writer.Line($"ref float target = ref {Reference.At(to, Reference.Product("row", y.RowStride))};");
                Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
                {
                    writer.Line($"{op.Type} weight = {op.Broadcast("share")};");
                    WriteMean(writer, op, "left", c);
                    OverEdge(writer, step, y.PixelStride, isLast: false, place => writer.Line(op.Store("left", "target", Reference.Sum(place, c))));
                    OverGaps(writer, step, ("target", y.PixelStride), x.PixelStride, column =>
                    {
                        WriteMean(writer, op, "right", Reference.Sum(column, Literal.Of(x.PixelStride), c));
                        OverShares(writer, op, step, y.PixelStride, (share, place) =>
                            writer.Line(op.Store(share is null ? "left" : op.MultiplyAdd("right - left", share, "left"), "between", Reference.Sum(place, c))));
                        writer.Line("left = right;");
                    });
                    OverEdge(writer, step, y.PixelStride, isLast: true, place => writer.Line(op.Store("left", "target", Reference.Sum(place, c))));
                });
            }
        }
    }

    /// <summary>What an output takes of two rows and two columns it gives back to them by the same shares.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, UpSamplingStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}, backward: what was taken of a pixel goes back to it by the same shares.");
        using (kernel.Open(writer))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref dx, {Literal.Of(x.Size)}).Clear();");
            using (OverRows(writer, step))
            {
                WriteNeighbours(writer, x, "dx", x.Width * x.Channels);
                writer.Line($"ref float source = ref {Reference.At("dy", Reference.Product("row", y.GradientRowStride))};");
                Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
                {
                    writer.Line($"{op.Type} weight = {op.Broadcast("share")};");
                    writer.Line($"{op.Type} left = {op.Zero};");
                    OverEdge(writer, step, y.GradientPixelStride, isLast: false, place => writer.Line($"left += {op.Load("source", Reference.Sum(place, c))};"));
                    OverGaps(writer, step, ("source", y.GradientPixelStride), x.Channels, column =>
                    {
                        writer.Line($"{op.Type} right = {op.Zero};");
                        OverShares(writer, op, step, y.GradientPixelStride, (share, place) => WriteSharing(writer, share, op.Load("between", Reference.Sum(place, c))));
                        WriteAddition(writer, op, Reference.Sum(column, c));
                        writer.Line("left = right;");
                    });
                    OverEdge(writer, step, y.GradientPixelStride, isLast: true, place => writer.Line($"left += {op.Load("source", Reference.Sum(place, c))};"));
                    WriteAddition(writer, op, Reference.Sum(Literal.Of((x.Width - 1) * x.Channels), c));
                });
            }
        }
    }

    /// <summary>Opens the loop over output rows, each with its place among the input's: the row before it, "line", and the share of the one behind it.</summary>
    private static CodeWriter.Scope OverRows(CodeWriter writer, UpSamplingStep step)
    {
        int factor = step.Layer.Factor.Height;
        CodeWriter.Scope scope = writer.Block($"for (int row = 0; row < {Literal.Of(step.Output.Height)}; row++)");
        writer.Line($"int place = {(factor == 1 ? "2 * row" : $"Math.Max((2 * row) - {Literal.Of(factor - 1)}, 0)")};");
        writer.Line($"int line = place / {Literal.Of(2 * factor)};");
        writer.Line($"float share = (place % {Literal.Of(2 * factor)}) / {Literal.Of((float)(2 * factor))};");
        return scope;
    }

    private static void WriteNeighbours(CodeWriter writer, Tensor x, string origin, int rowStride)
    {
        writer.Line($"ref float first = ref {Reference.At(origin, Reference.Product("line", rowStride))};");
        writer.Line($"ref float second = ref {Reference.At(origin, Reference.Product($"Math.Min(line + 1, {Literal.Of(x.Height - 1)})", rowStride))};");
    }

    /// <summary>Declares the mean of the two rows' values at a place.</summary>
    private static void WriteMean(CodeWriter writer, Operations op, string name, string place)
    {
        writer.Line($"{op.Type} {name} = {op.Load("first", place)};");
        writer.Line($"{name} = {op.MultiplyAdd($"{op.Load("second", place)} - {name}", "weight", name)};");
    }

    /// <summary>Divides a gradient between the two pixels around it.</summary>
    private static void WriteSharing(CodeWriter writer, string? share, string gradient)
    {
        if (share is null)
        {
            writer.Line($"left += {gradient};");
            return;
        }

        writer.Line($"left += {gradient} - ({gradient} * {share});");
        writer.Line($"right += {gradient} * {share};");
    }

    /// <summary>Adds what is a column's to the two rows. One that has no share is left alone: NaN times 0 would be NaN.</summary>
    private static void WriteAddition(CodeWriter writer, Operations op, string place)
    {
        writer.Line(op.Store($"({op.Load("first", place)} + (left * ({op.Constant(1)} - weight)))", "first", place));
        using (writer.Block("if (share > 0)"))
        {
            writer.Line(op.Store($"({op.Load("second", place)} + (left * weight))", "second", place));
        }

        writer.Gap();
    }

    /// <summary>Writes something for every output at the left edge, or at the right one, which have one neighbour alone.</summary>
    private static void OverEdge(CodeWriter writer, UpSamplingStep step, int pixelStride, bool isLast, Action<string> body)
    {
        int factor = step.Layer.Factor.Width;
        string first = Literal.Of(isLast ? ((factor * (step.Input.Width - 1)) + (factor / 2)) * pixelStride : 0);
        OverOutputs(writer, isLast ? factor - (factor / 2) : factor / 2, pixelStride, (_, place) => body(Reference.Sum(first, place)));
    }

    /// <summary>Writes a loop over pairs of neighbouring columns: it gets the offset of the left one. The first output behind its centre is "between".</summary>
    private static void OverGaps(CodeWriter writer, UpSamplingStep step, (string Row, int PixelStride) outputs, int pixelStride, Action<string> body)
    {
        Tensor x = step.Input;
        int factor = step.Layer.Factor.Width;
        if (x.Width == 1)
        {
            return;
        }

        using (writer.Block($"for (int column = 0; column < {Literal.Of(x.Width - 1)}; column++)"))
        {
            string place = Reference.Sum(Reference.Product("column", (long)factor * outputs.PixelStride), Literal.Of(factor / 2 * outputs.PixelStride));
            writer.Line($"ref float between = ref {Reference.At(outputs.Row, place)};");
            body(Reference.Product("column", pixelStride));
        }
    }

    /// <summary>Writes something for every output between two columns: it gets the right one's share, null where that is 0, and the output's offset.</summary>
    private static void OverShares(CodeWriter writer, Operations op, UpSamplingStep step, int pixelStride, Action<string?, string> body)
    {
        int factor = step.Layer.Factor.Width;
        int odd = 1 - (factor % 2);
        OverOutputs(writer, factor, pixelStride, (output, place) =>
        {
            if (output is { } number)
            {
                double share = ((2 * number) + odd) / (2.0 * factor);
                body(share == 0 ? null : op.Constant(share), place);
                return;
            }

            string twice = odd == 0 ? "2 * output" : "((2 * output) + 1)";
            writer.Line($"{op.Type} nearness = {op.Broadcast($"{twice} * {Literal.Of((float)(0.5 / factor))}")};");
            body("nearness", place);
        });
    }

    /// <summary>Writes something for so many outputs that follow each other: it gets an output's number, null within a loop over "output", and its offset.</summary>
    private static void OverOutputs(CodeWriter writer, int count, int pixelStride, Action<int?, string> body)
    {
        if (count <= MostWrittenOut)
        {
            for (int output = 0; output < count; output++)
            {
                body(output, Literal.Of(output * pixelStride));
            }

            return;
        }

        using (writer.Block($"for (int output = 0; output < {Literal.Of(count)}; output++)"))
        {
            body(null, Reference.Product("output", pixelStride));
        }
    }
}
