using NetGen.Generator.Emission.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Kernels;

/// <summary>Pooling on its own: windows of any size and stride, cut off at the border, forward and backward.</summary>
internal static class PoolingEmitter
{
    public static void WriteForward(CodeWriter writer, PoolingStep step, VectorForm form)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool isMax = step.Layer.Function == PoolingFunction.Max;
        writer.Heading($"{step.Text}");
        using (Method.Kernel(writer, $"{step.Name}Forward", "ref float x", "ref float y"))
        using (WriteWindows(writer, step))
        {
            writer.Line($"ref float to = ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product("row", y.RowStride), Reference.Product("column", y.Channels)))};");
            WriteCellCount(writer, step);
            Sweep.Row(writer, x.Channels, form, "c", (op, c) =>
            {
                writer.Line($"{op.Type} v = {(isMax ? op.Broadcast("float.NegativeInfinity") : op.Zero)};");
                using (WriteCells(writer))
                {
                    string cell = op.Load("x", CellOffset(x, c));
                    writer.Line(isMax ? $"v = {op.Max(cell, "v")};" : $"v += {cell};");
                }

                writer.Line(op.Store(isMax ? "v" : $"(v / {op.Broadcast("cells")})", "to", c));
            });
        }
    }

    /// <summary>The gradient by x, which may be met by several windows: it is added up.</summary>
    public static void WriteBackward(CodeWriter writer, PoolingStep step, VectorForm form)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool isMax = step.Layer.Function == PoolingFunction.Max;
        writer.Heading(isMax
            ? $"{step.Text}, backward: the gradient goes to the first of the largest cells of a window."
            : $"{step.Text}, backward: the gradient is shared among the real cells of a window.");
        using (Method.Kernel(writer, $"{step.Name}Backward", "ref float x", "ref float y", "ref float dy", "ref float dx"))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref dx, {x.Size}).Clear();");
            using (WriteWindows(writer, step))
            {
                writer.Line($"ref float g = ref {Reference.At("dy", Reference.Sum(Reference.Product("row", (long)y.Width * y.Channels), Reference.Product("column", y.Channels)))};");
                if (isMax)
                {
                    writer.Line($"ref float largest = ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product("row", y.RowStride), Reference.Product("column", y.Channels)))};");
                }

                WriteCellCount(writer, step);
                Sweep.Row(writer, x.Channels, form, "c", (op, c) =>
                {
                    writer.Line($"{op.Type} rest = {(isMax ? op.Load("g", c) : $"{op.Load("g", c)} / {op.Broadcast("cells")}")};");
                    if (isMax)
                    {
                        writer.Line($"{op.Type} v = {op.Load("largest", c)};");
                    }

                    using (WriteCells(writer))
                    {
                        string target = Reference.Sum(Reference.Product("cy", (long)x.Width * x.Channels), Reference.Product("cx", x.Channels), c);
                        if (isMax)
                        {
                            // What a cell has taken is gone for those behind it.
                            writer.Line($"{op.Type} cell = {op.Load("x", CellOffset(x, c))};");
                            writer.Line($"{op.Type} taken = {op.IfGreater("v", "cell", op.Zero, "rest")};");
                            writer.Line(op.Store($"{op.Load("dx", target)} + taken", "dx", target));
                            writer.Line($"rest = {op.IfGreater("v", "cell", "rest", op.Zero)};");
                        }
                        else
                        {
                            writer.Line(op.Store($"{op.Load("dx", target)} + rest", "dx", target));
                        }
                    }
                });
            }
        }
    }

    private static CodeWriter.Scope WriteWindows(CodeWriter writer, PoolingStep step)
    {
        Tensor y = step.Output;
        Sliding rows = step.Layer.Rows(step.Input.Shape);
        Sliding columns = step.Layer.Columns(step.Input.Shape);
        CodeWriter.Scope outer = writer.Block($"for (int window = 0; window < {y.Height * y.Width}; window++)");
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
        writer.Line($"int {end} = {(axis.Padding == Padding.Valid ? $"{start} + {axis.Size}" : $"Math.Min({first} + {axis.Size}, {axis.Input})")};");
    }

    private static void WriteCellCount(CodeWriter writer, PoolingStep step)
    {
        if (step.Layer.Function == PoolingFunction.Average)
        {
            writer.Line("float cells = (bottom - top) * (right - left);");
        }
    }

    private static CodeWriter.Scope WriteCells(CodeWriter writer)
    {
        writer.Line("for (int cy = top; cy < bottom; cy++)");
        return writer.Block("for (int cx = left; cx < right; cx++)");
    }

    private static string CellOffset(Tensor x, string channel) => Reference.Sum(
        Literal.Of(x.Origin), Reference.Product("cy", x.RowStride), Reference.Product("cx", x.Channels), channel);
}
