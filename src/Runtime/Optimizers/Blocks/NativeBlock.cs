using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>A vector of the width that the runtime has chosen.</summary>
internal readonly struct NativeBlock(Vector<float> values) : IBlock<NativeBlock>
{
    private readonly Vector<float> _values = values;

    public static int Length => Vector<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock Load(ReadOnlySpan<float> span, int index) => new(Vector.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock Of(float value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock Sqrt(NativeBlock block) => new(Vector.SquareRoot(block._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock Abs(NativeBlock block) => new(Vector.Abs(block._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock Max(NativeBlock a, NativeBlock b) => new(Vector.Max(a._values, b._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock SignOf(NativeBlock block, NativeBlock magnitude) => new(Vector.ConditionalSelect(
        Vector.GreaterThan(block._values, Vector<float>.Zero),
        magnitude._values,
        Vector.ConditionalSelect(Vector.LessThan(block._values, Vector<float>.Zero), -magnitude._values, Vector<float>.Zero)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock operator +(NativeBlock a, NativeBlock b) => new(a._values + b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock operator -(NativeBlock a, NativeBlock b) => new(a._values - b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock operator *(NativeBlock a, NativeBlock b) => new(a._values * b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock operator *(NativeBlock a, float b) => new(a._values * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock operator /(NativeBlock a, NativeBlock b) => new(a._values / b._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeBlock operator /(NativeBlock a, float b) => new(a._values / b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<float> span, int index) => _values.StoreUnsafe(ref MemoryMarshal.GetReference(span), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDecaying(Span<float> span, int index, NativeBlock floor) =>
        new NativeBlock(Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(_values), floor._values), Vector<float>.Zero, _values)).Store(span, index);
}
