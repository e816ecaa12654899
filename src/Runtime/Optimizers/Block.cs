using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Whole vectors from and to spans whose length no vector width need divide: the last one is filled up with zeros, and
/// of it only what lies in the span is stored. So an elementwise formula is written once. It takes some three times as long as the kinds of <see cref="IBlock{TSelf}"/> do, which
/// every step of an optimizer goes through.
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
