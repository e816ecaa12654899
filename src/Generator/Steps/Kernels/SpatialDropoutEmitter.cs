using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Dropout of whole channels: whether one stays is a hash of key and channel.</summary>
internal static class SpatialDropoutEmitter
{
    public static void WriteForward(CodeWriter writer, RandomStep step, double rate, VectorForm form)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: a channel is zero with probability {DropoutEmitter.TextOf(rate)}, else times {DropoutEmitter.TextOf(1 / (1 - rate))}.");
        using (Method.Kernel(writer, step.Name + "Forward", "ref float x", "ref float y", "ulong key"))
        {
            WriteChannels(
                writer, step, rate, form, Origin.Write(writer, "x", x), Origin.Write(writer, "y", y), x.RowStride, y.RowStride);
        }
    }

    public static void WriteBackward(CodeWriter writer, RandomStep step, double rate, VectorForm form)
    {
        int row = step.Input.Width * step.Input.Channels;
        writer.Heading($"{step.Text}, backward: the same channels of the gradient.");
        using (Method.Kernel(writer, step.Name + "Backward", "ref float dy", "ref float dx", "ulong key"))
        {
            WriteChannels(writer, step, rate, form, "dy", "dx", row, row);
        }
    }

    /// <summary>One register of channels after the other, each over all pixels: the coin is tossed once.</summary>
    private static void WriteChannels(
        CodeWriter writer, RandomStep step, double rate, VectorForm form, string from, string to, int fromStride, int toStride)
    {
        Tensor shape = step.Input;
        string limit = DropoutEmitter.Threshold(rate);
        double scale = 1 / (1 - rate);
        Sweep.Row(writer, shape.Channels, form, "c", (op, c) =>
        {
            writer.Line(op.Form is { } vector
                ? $"{op.Type} kept = {vector.Name}.GreaterThanOrEqual(CounterRandom.Bits(key, {vector.Name}.Create((uint)({c})) + {vector.Name}<uint>.Indices), {vector.Name}.Create({limit})).AsSingle();"
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
