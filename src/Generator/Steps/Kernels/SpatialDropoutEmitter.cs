using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Dropout of whole channels: whether one stays is a hash of key and channel.</summary>
internal static class SpatialDropoutEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, double rate)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: a channel is zero with probability {DropoutEmitter.TextOf(rate)}, else times {DropoutEmitter.TextOf(1 / (1 - rate))}.");
        using (kernel.Open(writer))
        {
            WriteChannels(
                writer, step, rate, Origin.Write(writer, "x", x), Origin.Write(writer, "y", y), x.RowStride, y.RowStride);
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RandomStep step, double rate)
    {
        int row = step.Input.Width * step.Input.Channels;
        writer.Heading($"{step.Text}, backward: the same channels of the gradient.");
        using (kernel.Open(writer))
        {
            WriteChannels(writer, step, rate, "dy", "dx", row, row);
        }
    }

    /// <summary>One register of channels after the other, each over all pixels: the coin is tossed once.</summary>
    private static void WriteChannels(
        CodeWriter writer, RandomStep step, double rate, string from, string to, int fromStride, int toStride)
    {
        Tensor shape = step.Input;
        string limit = DropoutEmitter.Threshold(rate);
        double scale = 1 / (1 - rate);
        Sweep.Row(writer, shape.Channels, step.Form, "c", (op, c) =>
        {
            writer.Line(op.Form is { } vector
                ? $"{op.Type} kept = {vector.Name}.GreaterThanOrEqual("
                    + $"CounterRandom.Bits(key, {vector.Name}.Create((uint)({c})) + {vector.Name}<uint>.Indices), {vector.Name}.Create({limit})).AsSingle();"
                : $"bool kept = CounterRandom.Bits(key, (uint)({c})) >= {limit};");
            using (writer.Block($"for (int line = 0; line < {shape.Height}; line++)"))
            using (writer.Block($"for (int pixel = 0; pixel < {shape.Width}; pixel++)"))
            {
                string place = Reference.Sum(Reference.Product("pixel", shape.Channels), c);
                string value = op.Load(from, Reference.Sum(Reference.Product("line", fromStride), place));
                writer.Line(op.Store(
                    op.Form is null ? $"kept ? {value} * {op.Constant(scale)} : 0f" : $"(kept & {value}) * {op.Constant(scale)}",
                    to,
                    Reference.Sum(Reference.Product("line", toStride), place)));
            }
        });
    }
}
