using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels of layers that standardize features with statistics of data.</summary>
internal static class NormalizationEmitter
{
    // Keras divides by no smaller deviation.
    private const double SmallestDeviation = 1e-7;

    public static void WriteForward(CodeWriter writer, Kernel kernel, NormalizationStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading(step.Text);
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            Sweep.Image(writer, step.Form, x.Height, step.Plan.Row, [x.RowStride, y.RowStride, 0], (op, offsets) =>
            {
                string distance = $"({op.Load(from, offsets[0])} - {op.Load("statistics", offsets[2])})";
                writer.Line(op.Store($"{distance} / {Deviation(op, step, offsets[2])}", to, offsets[1]));
            });
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, NormalizationStep step)
    {
        writer.Heading($"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            Sweep.Image(writer, step.Form, step.Input.Height, step.Plan.Row, [step.Plan.Row, 0], (op, offsets) =>
                writer.Line(op.Store($"{op.Load("dy", offsets[0])} / {Deviation(op, step, offsets[1])}", "dx", offsets[0])));
        }
    }

    private static string Deviation(Operations op, NormalizationStep step, string offset) =>
        op.Load("statistics", Reference.Sum(offset, Literal.Of(step.Plan.Deviations)));

    /// <summary>Lays the means and, behind them, the deviations along a row, channel by channel.</summary>
    public static void WritePack(CodeWriter writer, Kernel kernel, NormalizationStep step)
    {
        int channels = step.Input.Channels;
        writer.Heading($"{step.Text}: its statistics, repeated along a row.");
        using (kernel.Open(writer))
        using (writer.Block($"for (int i = 0; i < {step.Plan.Row}; i++)"))
        {
            string channel = channels == step.Plan.Row ? "i" : channels == 1 ? "0" : $"i % {channels}";
            writer.Line($"{Reference.At("packed", "i")} = {Reference.At("mean", channel)};");
            writer.Line(
                $"{Reference.At("packed", $"i + {step.Plan.Deviations}")} = MathF.Max(MathF.Sqrt({Reference.At("variance", channel)}), {Literal.Of((float)SmallestDeviation)});");
        }
    }
}
