using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Execution;

/// <summary>Which pixel of a row or column stands for one outside it, under each <see cref="FillMode"/> but the constant one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PixelIndex
{
    /// <summary><c>d c b a | a b c d | d c b a</c>.</summary>
    /// <param name="index">Any index.</param>
    /// <param name="size">Number of pixels; at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Reflect(int index, int size)
    {
        if (index >= 0 && index < size)
        {
            return index;
        }

        int place = Wrap(index, 2 * size);
        return place < size ? place : (2 * size) - 1 - place;
    }

    /// <summary><c>a b c d | a b c d | a b c d</c>.</summary>
    /// <param name="index">Any index.</param>
    /// <param name="size">Number of pixels; at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Wrap(int index, int size)
    {
        if (index >= 0 && index < size)
        {
            return index;
        }

        int rest = index % size;
        return rest < 0 ? rest + size : rest;
    }

    /// <summary><c>a a a a | a b c d | d d d d</c>.</summary>
    /// <param name="index">Any index.</param>
    /// <param name="size">Number of pixels; at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Nearest(int index, int size) => Math.Clamp(index, 0, size - 1);
}
