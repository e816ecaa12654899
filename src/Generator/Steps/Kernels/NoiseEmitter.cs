using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Additive noise: each value's is a normal number that follows from key and position.</summary>
internal static class NoiseEmitter
{
    public static void WriteForward(CodeWriter writer, RandomStep step, GaussianNoise layer, VectorForm form)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}: x + {NumberText.Plain(layer.StandardDeviation)} * normal number.");
        using (Method.Kernel(writer, step.Name + "Forward", "ref float x", "ref float y", "ulong key"))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);

            // The last offset is the position without borders.
            Sweep.Image(writer, form, x.Height, row, [x.RowStride, y.RowStride, row], (op, offsets) =>
            {
                string position = op.Form is { } vector
                    ? $"{vector.Name}.Create((uint)({offsets[2]})) + {vector.Name}<uint>.Indices"
                    : $"(uint)({offsets[2]})";
                writer.Line($"{op.Type} noise = CounterNormal.Draw(key, {position});");
                writer.Line(op.Store($"{op.Load(from, offsets[0])} + (noise * {op.Constant(layer.StandardDeviation)})", to, offsets[1]));
            });
        }
    }

    public static void WriteBackward(CodeWriter writer, RandomStep step)
    {
        int size = step.Input.Size;
        writer.Heading($"{step.Text}, backward: the gradient as it came.");
        using (Method.Kernel(writer, step.Name + "Backward", "ref float dy", "ref float dx"))
        {
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref dy, {size}).CopyTo(MemoryMarshal.CreateSpan(ref dx, {size}));");
        }
    }
}
