using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>A vector of 512 bits, where the processor computes with such: the runtime's own width is 256 at most.</summary>
internal readonly struct WideBlock(Vector512<float> values) : IBlock<WideBlock>
{
    private readonly Vector512<float> _values = values;

    public static int Length => Vector512<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock Load(ReadOnlySpan<float> span, int index) => new(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock Sqrt(WideBlock block) => new(Vector512.Sqrt(block._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock Abs(WideBlock block) => new(Vector512.Abs(block._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock Max(WideBlock a, WideBlock b) => new(Vector512.Max(a._values, b._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock SignOf(WideBlock block, WideBlock magnitude) => new(Vector512.ConditionalSelect(
        Vector512.GreaterThan(block._values, Vector512<float>.Zero),
        magnitude._values,
        Vector512.ConditionalSelect(Vector512.LessThan(block._values, Vector512<float>.Zero), -magnitude._values, Vector512<float>.Zero)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock operator +(WideBlock a, WideBlock b) => new(a._values + b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock operator -(WideBlock a, WideBlock b) => new(a._values - b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock operator *(WideBlock a, WideBlock b) => new(a._values * b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock operator *(WideBlock a, float b) => new(a._values * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock operator /(WideBlock a, WideBlock b) => new(a._values / b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideBlock operator /(WideBlock a, float b) => new(a._values / b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<float> span, int index) => _values.StoreUnsafe(ref MemoryMarshal.GetReference(span), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDecaying(Span<float> span, int index, WideBlock floor) =>
        new WideBlock(Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(_values), floor._values), Vector512<float>.Zero, _values)).Store(span, index);
}
