using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Pooling over all pixels of an image, forward and backward.</summary>
internal static class GlobalPoolingEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, GlobalPoolingStep step)
    {
        Tensor x = step.Input;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", step.Output);
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
            {
                if (step.Layer.Function == PoolingFunction.Max)
                {
                    WriteLargest(writer, op, x, from, c);
                    writer.Line(op.Store("largest", to, c));
                    return;
                }

                new PixelSums(writer, op, x.Height, x.Width).Write(
                    ["sum"],
                    line => WriteRow(writer, x, from, line, c),
                    (column, further, total) => writer.Line($"{total("sum")} += {Cell(op, x, column, further)};"));
                writer.Line(op.Store($"(sum / {op.Constant(x.Height * x.Width)})", to, c));
            });
        }
    }

    /// <summary>The gradient by x: each pixel's share of that by its channel.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, GlobalPoolingStep step)
    {
        bool isMax = step.Layer.Function == PoolingFunction.Max;
        writer.Heading(isMax
            ? $"{step.Text}, backward: the largest pixels of a channel share its gradient, or its NaNs do."
            : $"{step.Text}, backward: all pixels of a channel share its gradient.");
        using (kernel.Open(writer))
        {
            Tensor x = step.Input;
            string from = isMax ? Origin.Write(writer, "x", x) : "";
            string known = isMax ? Origin.Write(writer, "y", step.Output) : "";
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
            {
                if (isMax)
                {
                    WriteSharing(writer, op, x, from, known, c);
                    return;
                }

                writer.Line($"{op.Type} share = {op.Load("dy", c)} / {op.Constant(x.Height * x.Width)};");
                using (writer.Block($"for (int pixel = 0; pixel < {Literal.Of(x.Height * x.Width)}; pixel++)"))
                {
                    writer.Line(op.Store("share", "dx", Reference.Sum(Reference.Product("pixel", x.Channels), c)));
                }
            });
        }
    }

    /// <summary>Declares the largest pixel. Their sum tells in passing whether one may be NaN, and only then a second look is taken.</summary>
    private static void WriteLargest(CodeWriter writer, Operations op, Tensor x, string from, string c)
    {
        new PixelSums(writer, op, x.Height, x.Width).Write(
            [Accumulator.Largest(op, "largest"), Accumulator.Sum(op, "sum")],
            line => WriteRow(writer, x, from, line, c),
            (column, further, total) =>
            {
                writer.Line($"{op.Type} pixel = {Cell(op, x, column, further)};");
                writer.Line($"{total("largest")} = {op.Larger("pixel", total("largest"))};");
                writer.Line($"{total("sum")} += pixel;");
            });
        writer.Gap();
        writer.Line("// One may be NaN, which is the largest.");
        using (writer.Block($"if ({op.HasNaN("sum")})"))
        using (writer.Block($"for (int line = 0; line < {Literal.Of(x.Height)}; line++)"))
        {
            WriteRow(writer, x, from, "line", c);
            using (writer.Block($"for (int column = 0; column < {Literal.Of(x.Width)}; column++)"))
            {
                writer.Line($"{op.Type} pixel = {Cell(op, x, "column", 0)};");
                writer.Line($"largest = {op.If(op.Succeeds("pixel", "largest"), "pixel", "largest")};");
            }
        }

        writer.Gap();
    }

    /// <summary>Counts the largest pixels, and gives each its share. Keras divides so on all its backends, where a window of MaxPooling2D gives all to the first.</summary>
    private static void WriteSharing(CodeWriter writer, Operations op, Tensor x, string from, string known, string c)
    {
        string isLess = op.IsLessThanLargest("pixel", "largest");
        writer.Line($"{op.Type} largest = {op.Load(known, c)};");
        new PixelSums(writer, op, x.Height, x.Width).Write(
            ["count"],
            line => WriteRow(writer, x, from, line, c),
            (column, further, total) =>
            {
                writer.Line($"{op.Type} pixel = {Cell(op, x, column, further)};");
                writer.Line($"{total("count")} += {op.If(isLess, op.Zero, op.Constant(1))};");
            });
        writer.Line($"{op.Type} share = {op.Load("dy", c)} / count;");
        using (writer.Block($"for (int line = 0; line < {Literal.Of(x.Height)}; line++)"))
        {
            WriteRow(writer, x, from, "line", c);
            writer.Line($"ref float target = ref {Reference.At("dx", Reference.Sum(Reference.Product("line", (long)x.Width * x.Channels), c))};");
            using (writer.Block($"for (int column = 0; column < {Literal.Of(x.Width)}; column++)"))
            {
                writer.Line($"{op.Type} pixel = {Cell(op, x, "column", 0)};");
                writer.Line(op.Store(op.If(isLess, op.Zero, "share"), "target", Reference.Product("column", x.Channels)));
            }
        }
    }

    /// <summary>Declares where the channel's values in a row of pixels begin.</summary>
    private static void WriteRow(CodeWriter writer, Tensor x, string from, string line, string c) =>
        writer.Line($"ref float row = ref {Reference.At(from, Reference.Sum(Reference.Product(line, x.RowStride), c))};");

    private static string Cell(Operations op, Tensor x, string column, int further) =>
        op.Load("row", Reference.Advance(Reference.Product(column, x.Channels), further * x.Channels));
}
