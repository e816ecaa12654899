using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels of layers that standardize features with statistics of data.</summary>
internal static class NormalizationEmitter
{
    // Keras divides by no smaller deviation.
    private const double SmallestDeviation = 1e-7;

    public static void WriteForward(CodeWriter writer, NormalizationStep step, VectorForm form)
    {
        WritePack(writer, step);
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading(step.Text);
        using (Method.Kernel(writer, step.Name + "Forward", "ref float x", "ref float statistics", "ref float y"))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            Sweep.Image(writer, form, x.Height, step.Plan.Row, [x.RowStride, y.RowStride, 0], (op, offsets) =>
            {
                string distance = $"({op.Load(from, offsets[0])} - {op.Load("statistics", offsets[2])})";
                writer.Line(op.Store($"{distance} / {Deviation(op, step, offsets[2])}", to, offsets[1]));
            });
        }
    }

    public static void WriteBackward(CodeWriter writer, NormalizationStep step, VectorForm form)
    {
        writer.Heading($"{step.Text}, backward.");
        using (Method.Kernel(writer, step.Name + "Backward", "ref float statistics", "ref float dy", "ref float dx"))
        {
            Sweep.Image(writer, form, step.Input.Height, step.Plan.Row, [step.Plan.Row, 0], (op, offsets) =>
                writer.Line(op.Store($"{op.Load("dy", offsets[0])} / {Deviation(op, step, offsets[1])}", "dx", offsets[0])));
        }
    }

    private static string Deviation(Operations op, NormalizationStep step, string offset) =>
        op.Load("statistics", Reference.Sum(offset, Literal.Of(step.Plan.Deviations)));

    /// <summary>Lays the means and, behind them, the deviations along a row, channel by channel.</summary>
    private static void WritePack(CodeWriter writer, NormalizationStep step)
    {
        int channels = step.Input.Channels;
        writer.Heading($"{step.Name}: its statistics, repeated along a row.");
        using (Method.Kernel(writer, step.Name + "Pack", "ref float mean", "ref float variance", "ref float packed"))
        using (writer.Block($"for (int i = 0; i < {step.Plan.Row}; i++)"))
        {
            string channel = channels == step.Plan.Row ? "i" : channels == 1 ? "0" : $"i % {channels}";
            writer.Line($"{Reference.At("packed", "i")} = {Reference.At("mean", channel)};");
            writer.Line(
                $"{Reference.At("packed", $"i + {step.Plan.Deviations}")} = MathF.Max(MathF.Sqrt({Reference.At("variance", channel)}), {Literal.Of((float)SmallestDeviation)});");
        }
    }
}
