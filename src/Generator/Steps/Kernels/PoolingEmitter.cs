using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Pooling on its own: windows of any size and stride, cut off at the border, forward and backward.</summary>
internal static class PoolingEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, PoolingStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool isMax = step.Layer.Function == PoolingFunction.Max;
        writer.Heading($"{step.Text}");
        using (kernel.Open(writer))
        using (WriteWindows(writer, step, step.Parts))
        {
            writer.Line($"ref float to = ref {Reference.At("y", Window(y.Origin, y.Strides))};");
            WriteCellCount(writer, step);
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
            {
                if (isMax)
                {
                    WriteLargest(writer, op, x, c);
                    writer.Line(op.Store("v", "to", c));
                    return;
                }

                writer.Line($"{op.Type} sum = {op.Zero};");
                using (WriteCells(writer))
                {
                    writer.Line($"sum += {op.Load("x", CellOffset(x, c))};");
                }

                writer.Line(op.Store($"(sum / {op.Broadcast("cells")})", "to", c));
            });
        }
    }

    /// <summary>
    /// Declares v, the largest value of a window. The sum tells in passing whether one may be NaN, and only then a second look, which
    /// keeps the first NaN, is taken.
    /// </summary>
    private static void WriteLargest(CodeWriter writer, Operations op, Tensor x, string c)
    {
        writer.Line($"{op.Type} v = {op.Broadcast("float.NegativeInfinity")};");
        writer.Line($"{op.Type} sum = {op.Zero};");
        using (WriteCells(writer))
        {
            writer.Line($"{op.Type} cell = {op.Load("x", CellOffset(x, c))};");
            writer.Line($"v = {op.Larger("cell", "v")};");
            writer.Line("sum += cell;");
        }

        writer.Gap();
        writer.Line("// One may be NaN; the first NaN is the largest.");
        writer.Line($"if ({op.HasNaN("sum")})");
        using (WriteCells(writer))
        {
            writer.Line($"{op.Type} cell = {op.Load("x", CellOffset(x, c))};");
            writer.Line($"v = {op.If(op.Succeeds("cell", "v"), "cell", "v")};");
        }
    }

    /// <summary>The gradient by x, which may be met by several windows: it is added up.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, PoolingStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool isMax = step.Layer.Function == PoolingFunction.Max;
        writer.Heading(isMax
            ? $"{step.Text}, backward: the gradient goes to the first of the largest cells of a window, or to its first NaN."
            : $"{step.Text}, backward: the gradient is shared among the {(step.Layer.CountIncludePad ? "cells of a window, of which padded ones keep none" : "real cells of a window")}.");
        using (kernel.Open(writer))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref dx, {x.Size}).Clear();");
            using (WriteWindows(writer, step, RowParts.Whole(y.Height)))
            {
                writer.Line($"ref float g = ref {Reference.At("dy", Window(0, y.GradientStrides))};");
                if (isMax)
                {
                    writer.Line($"ref float largest = ref {Reference.At("y", Window(y.Origin, y.Strides))};");
                }

                WriteCellCount(writer, step);
                Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
                {
                    string target = Reference.Sum(Reference.Product("cy", (long)x.Width * x.Channels), Reference.Product("cx", x.Channels), c);
                    if (isMax)
                    {
                        writer.Line($"{op.Type} rest = {op.Load("g", c)};");
                        writer.Line($"{op.Type} v = {op.Load("largest", c)};");
                        using (writer.Block($"if ({op.HasNaN("v")})"))
                        {
                            WriteTaking(writer, op, x, c, target, op.IsLessThanLargest("cell", "v"));
                        }

                        using (writer.Block("else"))
                        {
                            WriteTaking(writer, op, x, c, target, op.IsGreater("v", "cell"));
                        }

                        return;
                    }

                    writer.Line($"{op.Type} share = {op.Load("g", c)} / {op.Broadcast("cells")};");
                    using (WriteCells(writer))
                    {
                        writer.Line(op.Store($"{op.Load("dx", target)} + share", "dx", target));
                    }
                });
            }
        }
    }

    /// <summary>Gives what is left of a window's gradient to each cell that is not less than the largest: what a cell has taken is gone for those behind it.</summary>
    private static void WriteTaking(CodeWriter writer, Operations op, Tensor x, string c, string target, string isLess)
    {
        using (WriteCells(writer))
        {
            writer.Line($"{op.Type} cell = {op.Load("x", CellOffset(x, c))};");
            writer.Line($"{op.Type} taken = {op.If(isLess, op.Zero, "rest")};");
            writer.Line(op.Store($"{op.Load("dx", target)} + taken", "dx", target));
            writer.Line($"rest = {op.If(isLess, "rest", op.Zero)};");
        }
    }

    private static CodeWriter.Scope WriteWindows(CodeWriter writer, PoolingStep step, RowParts parts)
    {
        Tensor y = step.Output;
        Sliding rows = step.Layer.Rows(step.Input.Shape);
        Sliding columns = step.Layer.Columns(step.Input.Shape);
        int windows = parts.Rows * y.Width;
        CodeWriter.Scope outer = writer.Block(parts.Count == 1
            ? $"for (int window = 0; window < {windows}; window++)"
            : $"for (int window = s * {windows}; window < (s + 1) * {windows}; window++)");
        writer.Line($"int row = window / {y.Width};");
        writer.Line($"int column = window % {y.Width};");
        WriteRange(writer, "row", "top", "bottom", rows);
        WriteRange(writer, "column", "left", "right", columns);
        return outer;
    }

    private static void WriteRange(CodeWriter writer, string index, string start, string end, Sliding axis)
    {
        string first = axis.Before == 0
            ? Reference.Product(index, axis.Stride)
            : $"({Reference.Product(index, axis.Stride)}) - {axis.Before}";
        writer.Line($"int {start} = {(axis.Before == 0 ? first : $"Math.Max({first}, 0)")};");
        writer.Line($"int {end} = {(axis.Padding == Padding.Valid && axis.Before == 0 && axis.After == 0 ? $"{start} + {axis.Size}" : $"Math.Min({first} + {axis.Size}, {axis.Input})")};");
    }

    private static void WriteCellCount(CodeWriter writer, PoolingStep step)
    {
        if (step.Layer.Function == PoolingFunction.Average)
        {
            writer.Line(step.Layer.CountIncludePad
                ? $"const float cells = {Literal.Of(step.Layer.Pool.Height * step.Layer.Pool.Width)};"
                : "float cells = (bottom - top) * (right - left);");
        }
    }

    private static CodeWriter.Scope WriteCells(CodeWriter writer)
    {
        writer.Line("for (int cy = top; cy < bottom; cy++)");
        return writer.Block("for (int cx = left; cx < right; cx++)");
    }

    /// <summary>Where the outcome of a window lies, or the gradient by it.</summary>
    private static string Window(int origin, (int Row, int Pixel) strides) =>
        Reference.Sum(Literal.Of(origin), Reference.Product("row", strides.Row), Reference.Product("column", strides.Pixel));

    private static string CellOffset(Tensor x, string channel) => Reference.Sum(
        Literal.Of(x.Origin), Reference.Product("cy", x.RowStride), Reference.Product("cx", x.PixelStride), channel);
}
