using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Whole vectors from and to spans whose length no vector width need divide: the last one is filled up with zeros, and
/// of it only what lies in the span is stored. So an elementwise formula is written once.
/// </summary>
internal static class Block
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> span, int index) =>
        index <= span.Length - Vector<float>.Count
            ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)index)
            : LoadRest(span[index..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<float> span, int index, Vector<float> vector)
    {
        if (index <= span.Length - Vector<float>.Count)
        {
            vector.StoreUnsafe(ref MemoryMarshal.GetReference(span), (nuint)index);
        }
        else
        {
            StoreRest(span[index..], vector);
        }
    }

    /// <summary>
    /// Stores values that decay from step to step, those below the smallest normal number as 0: below it processors compute many times
    /// slower, and what decays would stay there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreDecaying(Span<float> span, int index, Vector<float> vector) =>
        StoreDecaying(span, index, vector, new Vector<float>(DecayFloor.SmallestNormal));

    /// <summary>Stores values that decay from step to step, those below a <see cref="DecayFloor"/> as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreDecaying(Span<float> span, int index, Vector<float> vector, Vector<float> floor) =>
        Store(span, index, Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(vector), floor), Vector<float>.Zero, vector));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> LoadRest(ReadOnlySpan<float> rest)
    {
        Span<float> filled = stackalloc float[Vector<float>.Count];
        filled.Clear();
        rest.CopyTo(filled);
        return new Vector<float>(filled);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreRest(Span<float> rest, Vector<float> vector)
    {
        Span<float> filled = stackalloc float[Vector<float>.Count];
        vector.CopyTo(filled);
        filled[..rest.Length].CopyTo(rest);
    }
}
