using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Softmax and its logarithm over the channels of every pixel, or over a vector.</summary>
internal static class SoftmaxEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, ActivationStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool isLog = step.Function == Activation.LogSoftmax;
        writer.Heading(isLog ? $"{step.Text}: x - largest - ln(sum of exp(x - largest))." : $"{step.Text}: exp(x - largest) / sum.");
        using (kernel.Open(writer))
        using (WritePixels(writer, x))
        {
            writer.Line($"ref float from = ref {Reference.At("x", PixelOffset(x))};");
            writer.Line($"ref float to = ref {Reference.At("y", PixelOffset(y))};");
            writer.Line("float largest = float.NegativeInfinity;");
            using (writer.Block($"for (int c = 0; c < {x.Channels}; c++)"))
            {
                writer.Line($"largest = MathF.Max(largest, {Reference.At("from", "c")});");
            }

            writer.Line("float sum = 0f;");
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
            {
                writer.Line($"{op.Type} e = {ElementaryFunctions.Exp(writer, op, $"{op.Load("from", c)} - {op.Broadcast("largest")}")};");
                writer.Line($"sum += {op.Sum("e")};");
                if (!isLog)
                {
                    writer.Line(op.Store("e", "to", c));
                }
            });
            if (isLog)
            {
                writer.Line($"float log = {ElementaryFunctions.Log(writer, "sum")};");
                Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
                    writer.Line(op.Store($"{op.Load("from", c)} - {op.Broadcast("largest")} - {op.Broadcast("log")}", "to", c)));
                return;
            }

            writer.Line("float scale = 1f / sum;");
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
                writer.Line(op.Store($"{op.Load("to", c)} * {op.Broadcast("scale")}", "to", c)));
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, ActivationStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool isLog = step.Function == Activation.LogSoftmax;
        writer.Heading($"{step.Text}, backward: dx = {(isLog ? "dy - exp(y) * sum(dy)" : "y * (dy - sum(dy * y))")}.");
        using (kernel.Open(writer))
        using (WritePixels(writer, x))
        {
            writer.Line($"ref float from = ref {Reference.At("y", PixelOffset(y))};");
            string bare = PixelOffset(x, x.Width * x.Channels);
            writer.Line($"ref float up = ref {Reference.At("dy", bare)};");
            writer.Line($"ref float to = ref {Reference.At("dx", bare)};");
            writer.Line("float sum = 0f;");
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
                writer.Line($"sum += {op.Sum(isLog ? op.Load("up", c) : $"{op.Load("up", c)} * {op.Load("from", c)}")};"));
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) => writer.Line(op.Store(
                isLog
                    ? $"{op.Load("up", c)} - ({ElementaryFunctions.Exp(writer, op, op.Load("from", c))} * {op.Broadcast("sum")})"
                    : $"{op.Load("from", c)} * ({op.Load("up", c)} - {op.Broadcast("sum")})",
                "to",
                c)));
        }
    }

    /// <summary>The loop over an image's pixels; a vector is one.</summary>
    private static CodeWriter.Scope? WritePixels(CodeWriter writer, Tensor x)
    {
        if (x.Shape.IsVector)
        {
            return null;
        }

        writer.Line($"for (int row = 0; row < {x.Height}; row++)");
        return writer.Block($"for (int column = 0; column < {x.Width}; column++)");
    }

    private static string PixelOffset(Tensor tensor) => Reference.Sum(Literal.Of(tensor.Origin), PixelOffset(tensor, tensor.RowStride));

    private static string PixelOffset(Tensor tensor, int rowStride) => tensor.Shape.IsVector
        ? "0"
        : Reference.Sum(Reference.Product("row", rowStride), Reference.Product("column", tensor.Channels));
}
