using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Additive noise: each value's is a normal number that follows from key and position.</summary>
internal static class NoiseEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, GaussianNoise layer)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}: x + {NumberText.Plain(layer.StandardDeviation)} * normal number.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);

            // The last offset is the position without borders.
            Sweep.Image(writer, step.Form, x.Height, row, [x.RowStride, y.RowStride, row], (op, offsets) =>
            {
                string position = op.Form is { } vector
                    ? $"{vector.Name}.Create((uint)({offsets[2]})) + {vector.Name}<uint>.Indices"
                    : $"(uint)({offsets[2]})";
                writer.Line($"{op.Type} noise = CounterNormal.Draw(key, {position});");
                writer.Line(op.Store($"{op.Load(from, offsets[0])} + (noise * {op.Constant(layer.StandardDeviation)})", to, offsets[1]));
            });
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RandomStep step)
    {
        int size = step.Input.Size;
        writer.Heading($"{step.Text}, backward: the gradient as it came.");
        using (kernel.Open(writer))
        {
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref dy, {size}).CopyTo(MemoryMarshal.CreateSpan(ref dx, {size}));");
        }
    }
}
