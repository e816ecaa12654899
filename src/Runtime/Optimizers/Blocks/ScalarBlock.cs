using System;

namespace NetGen;

/// <summary>A single value: what no vector fits that is left of a range.</summary>
internal readonly struct ScalarBlock(float value) : IBlock<ScalarBlock>
{
    private readonly float _value = value;

    public static int Length => 1;

    public static ScalarBlock Load(ReadOnlySpan<float> span, int index) => new(span[index]);

    public static ScalarBlock Of(float value) => new(value);

    public static ScalarBlock Sqrt(ScalarBlock block) => new(MathF.Sqrt(block._value));

    public static ScalarBlock Abs(ScalarBlock block) => new(MathF.Abs(block._value));

    public static ScalarBlock Max(ScalarBlock a, ScalarBlock b) => new(MathF.Max(a._value, b._value));

    public static ScalarBlock SignOf(ScalarBlock block, ScalarBlock magnitude) => new(block._value > 0 ? magnitude._value : block._value < 0 ? -magnitude._value : 0);

    public static ScalarBlock operator +(ScalarBlock a, ScalarBlock b) => new(a._value + b._value);

    public static ScalarBlock operator -(ScalarBlock a, ScalarBlock b) => new(a._value - b._value);

    public static ScalarBlock operator *(ScalarBlock a, ScalarBlock b) => new(a._value * b._value);

    public static ScalarBlock operator *(ScalarBlock a, float b) => new(a._value * b);

    public static ScalarBlock operator /(ScalarBlock a, ScalarBlock b) => new(a._value / b._value);

    public static ScalarBlock operator /(ScalarBlock a, float b) => new(a._value / b);

    public void Store(Span<float> span, int index) => span[index] = _value;

    public void StoreDecaying(Span<float> span, int index, ScalarBlock floor) => span[index] = MathF.Abs(_value) < floor._value ? 0 : _value;
}
