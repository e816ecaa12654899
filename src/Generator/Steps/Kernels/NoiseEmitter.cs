using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Normal noise, added or as a factor: each value's is a number that follows from key and position.</summary>
internal static class NoiseEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, GaussianNoise layer)
    {
        writer.Heading($"{step.Text}: x + {NumberText.Plain(layer.StandardDeviation)} * normal number.");
        WriteSweep(writer, kernel, step, ("x", step.Input), ("y", step.Output), (op, x) => $"{x} + (noise * {op.Constant(layer.StandardDeviation)})");
    }

    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, GaussianDropout layer)
    {
        writer.Heading($"{step.Text}: x * (1 + {DropoutEmitter.TextOf(layer.StandardDeviation)} * normal number).");
        WriteSweep(writer, kernel, step, ("x", step.Input), ("y", step.Output), Factor(layer));
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RandomStep step, GaussianDropout layer)
    {
        writer.Heading($"{step.Text}, backward: the same factors on the gradient.");
        WriteSweep(writer, kernel, step, ("dy", null), ("dx", null), Factor(layer));
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

    private static ElementwiseEmitter.Formula Factor(GaussianDropout layer) =>
        (op, x) => $"{x} * ((noise * {op.Constant(layer.StandardDeviation)}) + {op.Constant(1)})";

    /// <summary>Writes a formula of a value and its noise. A gradient, which is no tensor with a border, is given without one.</summary>
    private static void WriteSweep(
        CodeWriter writer,
        Kernel kernel,
        RandomStep step,
        (string Name, Tensor? Tensor) from,
        (string Name, Tensor? Tensor) to,
        ElementwiseEmitter.Formula formula)
    {
        int row = step.Input.Width * step.Input.Channels;
        using (kernel.Open(writer))
        {
            string source = from.Tensor is { } x ? Origin.Write(writer, from.Name, x) : from.Name;
            string target = to.Tensor is { } y ? Origin.Write(writer, to.Name, y) : to.Name;

            // The last offset is the position without borders.
            int[] strides = [from.Tensor?.RowStride ?? row, to.Tensor?.RowStride ?? row, row];
            Sweep.Image(writer, step.Form, step.Input.Height, row, strides, (op, offsets) =>
            {
                string position = op.Form is { } vector
                    ? $"{vector.Name}.Create((uint)({offsets[2]})) + {vector.Name}<uint>.Indices"
                    : $"(uint)({offsets[2]})";
                writer.Line($"{op.Type} noise = CounterNormal.Draw(key, {position});");
                writer.Line(op.Store(formula(op, op.Load(source, offsets[0])), target, offsets[1]));
            });
        }
    }
}
