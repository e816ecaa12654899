using System;
using System.Globalization;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Dropout: whether a value stays is a hash of key and position.</summary>
internal static class DropoutEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, Dropout layer)
    {
        double scale = 1 / (1 - layer.Rate);
        writer.Heading($"{step.Text}: zero with probability {TextOf(layer.Rate)}, else times {TextOf(scale)}.");
        Write(writer, kernel, step, Mask.Of(layer), [step.Input.RowStride, step.Output.RowStride], step.Input, step.Output);
    }

    public static void WriteForward(CodeWriter writer, Kernel kernel, RandomStep step, AlphaDropout layer)
    {
        writer.Heading(
            $"{step.Text}: {TextOf(layer.Dropped)} with probability {TextOf(layer.Rate)}, else times {TextOf(layer.Scale)} plus {TextOf(layer.Offset)}.");
        Write(writer, kernel, step, Mask.Of(layer), [step.Input.RowStride, step.Output.RowStride], step.Input, step.Output);
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RandomStep step, Mask mask)
    {
        int row = step.Input.Width * step.Input.Channels;
        writer.Heading($"{step.Text}, backward: the same mask on the gradient.");
        Write(writer, kernel, step, mask with { Offset = 0, Dropped = 0 }, [row, row], null, null);
    }

    /// <summary>Random bits below this drop a value.</summary>
    internal static string Threshold(double rate) =>
        ((uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0))).ToString(CultureInfo.InvariantCulture) + "u";

    internal static string TextOf(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Write(
        CodeWriter writer, Kernel kernel, RandomStep step, Mask mask, int[] strides, Tensor? from, Tensor? to)
    {
        Tensor shape = step.Input;
        int row = shape.Width * shape.Channels;
        string limit = Threshold(mask.Rate);
        using (kernel.Open(writer))
        {
            string source = from is null ? "x" : Origin.Write(writer, "x", from);
            string target = to is null ? "y" : Origin.Write(writer, "y", to);

            // The last offset is the position without borders, which the hash counts.
            Sweep.Image(writer, step.Form, shape.Height, row, [strides[0], strides[1], row], (op, offsets) =>
            {
                string value = op.Load(source, offsets[0]);
                if (op.Form is { } vector)
                {
                    string positions = $"{vector.Name}.Create((uint)({offsets[2]})) + {vector.Name}<uint>.Indices";
                    writer.Line($"{vector.Name}<uint> bits = CounterRandom.Bits(key, {positions});");
                    string isKept = $"{vector.Name}.GreaterThanOrEqual(bits, {vector.Name}.Create({limit})).AsSingle()";
                    if (mask.DropsToZero)
                    {
                        writer.Line($"{op.Type} kept = {isKept} & {value};");
                        writer.Line(op.Store($"kept * {op.Constant(mask.Scale)}", target, offsets[1]));
                    }
                    else
                    {
                        writer.Line($"{op.Type} isKept = {isKept};");
                        writer.Line(op.Store(op.If("isKept", mask.Kept(op, value), op.Constant(mask.Dropped)), target, offsets[1]));
                    }
                }
                else
                {
                    string kept = $"CounterRandom.Bits(key, (uint)({offsets[2]})) >= {limit}";
                    writer.Line(op.Store($"{kept} ? {mask.Kept(op, value)} : {op.Constant(mask.Dropped)}", target, offsets[1]));
                }
            });
        }
    }
}

/// <summary>What becomes of values that stay, and of those that do not.</summary>
/// <param name="Rate">The share of these.</param>
/// <param name="Scale">Factor of a value that stays.</param>
/// <param name="Offset">What is added to it.</param>
/// <param name="Dropped">What stands in the place of one that does not.</param>
internal readonly record struct Mask(double Rate, double Scale, double Offset, double Dropped)
{
    public bool DropsToZero => Offset == 0 && Dropped == 0;

    public static Mask Of(Dropout layer) => new(layer.Rate, 1 / (1 - layer.Rate), Offset: 0, Dropped: 0);

    public static Mask Of(AlphaDropout layer) => new(layer.Rate, layer.Scale, layer.Offset, layer.Dropped);

    /// <summary>A value that stays.</summary>
    public string Kept(Operations op, string value) =>
        Offset == 0 ? $"{value} * {op.Constant(Scale)}" : $"({value} * {op.Constant(Scale)}) + {op.Constant(Offset)}";
}
