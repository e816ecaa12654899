using System;
using System.Globalization;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Dropout: whether a value stays is a hash of key and position (the runtime's CounterRandom), so the backward pass draws
/// the same mask again instead of storing it.
/// </summary>
internal static class DropoutEmitter
{
    public static void Write(CodeWriter writer, DropoutStep step, VectorForm form)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        uint threshold = (uint)Math.Min(uint.MaxValue, Math.Round(step.Rate * 4294967296.0));
        writer.Heading($"{step.Text}: zero with probability {TextOf(step.Rate)}, else times {TextOf(1 / (1 - step.Rate))}.");
        Write(writer, step, form, "Forward", [x.RowStride, y.RowStride], x, y, threshold);
        if (x.NeedsGradient)
        {
            int row = x.Width * x.Channels;
            writer.Heading($"{step.Text}, backward: the same mask on the gradient.");
            Write(writer, step, form, "Backward", [row, row], null, null, threshold);
        }
    }

    private static string TextOf(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Write(
        CodeWriter writer, DropoutStep step, VectorForm form, string direction, int[] strides, Tensor? from, Tensor? to, uint threshold)
    {
        Tensor shape = step.Input;
        int row = shape.Width * shape.Channels;
        string limit = threshold.ToString(CultureInfo.InvariantCulture) + "u";
        double scale = 1 / (1 - step.Rate);
        using (Method.Kernel(writer, step.Name + direction, "ref float x", "ref float y", "ulong key"))
        {
            string source = from is null ? "x" : ElementwiseEmitter.WriteOrigin(writer, "x", from);
            string target = to is null ? "y" : ElementwiseEmitter.WriteOrigin(writer, "y", to);

            // The last offset is the position without borders, which the hash counts.
            Sweep.Image(writer, form, shape.Height, row, [strides[0], strides[1], row], (op, offsets) =>
            {
                if (op.Form is { } vector)
                {
                    writer.Line($"{vector.Name}<uint> bits = CounterRandom.Bits(key, {vector.Name}.Create((uint)({offsets[2]})) + {vector.Name}<uint>.Indices);");
                    writer.Line($"{op.Type} kept = {vector.Name}.GreaterThanOrEqual(bits, {vector.Name}.Create({limit})).AsSingle() & {op.Load(source, offsets[0])};");
                    writer.Line(op.Store($"kept * {op.Constant(scale)}", target, offsets[1]));
                }
                else
                {
                    string kept = $"CounterRandom.Bits(key, (uint)({offsets[2]})) >= {limit}";
                    writer.Line(op.Store($"{kept} ? {op.Load(source, offsets[0])} * {op.Constant(scale)} : 0f", target, offsets[1]));
                }
            });
        }
    }
}
