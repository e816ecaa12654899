using System;
using System.Globalization;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Dropout: whether a value stays is a hash of key and position.</summary>
internal static class DropoutEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, double rate)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: zero with probability {TextOf(rate)}, else times {TextOf(1 / (1 - rate))}.");
        Write(writer, kernel, step, rate, [x.RowStride, y.RowStride], x, y);
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RandomStep step, double rate)
    {
        int row = step.Input.Width * step.Input.Channels;
        writer.Heading($"{step.Text}, backward: the same mask on the gradient.");
        Write(writer, kernel, step, rate, [row, row], null, null);
    }

    /// <summary>Random bits below this drop a value.</summary>
    internal static string Threshold(double rate) =>
        ((uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0))).ToString(CultureInfo.InvariantCulture) + "u";

    internal static string TextOf(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Write(
        CodeWriter writer, Kernel kernel, RandomStep step, double rate, int[] strides, Tensor? from, Tensor? to)
    {
        Tensor shape = step.Input;
        int row = shape.Width * shape.Channels;
        string limit = Threshold(rate);
        double scale = 1 / (1 - rate);
        using (kernel.Open(writer))
        {
            string source = from is null ? "x" : Origin.Write(writer, "x", from);
            string target = to is null ? "y" : Origin.Write(writer, "y", to);

            // The last offset is the position without borders, which the hash counts.
            Sweep.Image(writer, step.Form, shape.Height, row, [strides[0], strides[1], row], (op, offsets) =>
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
