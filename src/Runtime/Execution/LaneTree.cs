using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen.Execution;

/// <summary>
/// Adds up what lanes have left, as a balanced tree by the numbers of the lanes: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)), where what is not there is
/// left out. So the lanes of a subtree may be added up elsewhere, and the sums of the subtrees by the same tree: the bits are those of one sum.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneTree
{
    // What is added at once stays in the first-level cache.
    private const int ChunkLength = 256;

    // Sixteen lanes, more than which no batch is cut into, are four levels, of which the last needs no chunk of its own.
    private const int Levels = 3;

    /// <summary>Writes the sums over the lanes of a stretch of their buffers.</summary>
    /// <param name="lanes">The lanes' buffers: 1 to 16.</param>
    /// <param name="offset">The first float of the stretch.</param>
    /// <param name="target">Receives the sums.</param>
    /// <param name="length">Number of floats.</param>
    public static void Sum(ReadOnlySpan<AlignedBuffer> lanes, int offset, ref float target, int length)
    {
        Span<float> scratch = stackalloc float[Levels * ChunkLength];
        for (int start = 0; start < length; start += ChunkLength)
        {
            Sum(lanes, offset + start, MemoryMarshal.CreateSpan(ref target, length)[start..Math.Min(start + ChunkLength, length)], scratch);
        }
    }

    /// <summary>The sum of values, one of each lane.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return values.IsEmpty ? 0 : values[0];
        }

        int half = Half(values.Length);
        return Sum(values[..half]) + Sum(values[half..]);
    }

    /// <summary>Lanes of a tree's first half: the whole subtree, of which the second may be a part.</summary>
    private static int Half(int lanes) => (int)BitOperations.RoundUpToPowerOf2((uint)lanes) / 2;

    private static void Sum(ReadOnlySpan<AlignedBuffer> lanes, int offset, Span<float> target, Span<float> scratch)
    {
        ReadOnlySpan<float> first = lanes[0].Span.Slice(offset, target.Length);
        switch (lanes.Length)
        {
            case 1:
                first.CopyTo(target);
                break;
            case 2:
                Add(first, lanes[1].Span.Slice(offset, target.Length), target);
                break;
            default:
                int half = Half(lanes.Length);
                Span<float> rest = scratch[..target.Length];
                Sum(lanes[..half], offset, target, scratch);
                Sum(lanes[half..], offset, rest, scratch[ChunkLength..]);
                Add(target, rest, target);
                break;
        }
    }

    private static void Add(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> target)
    {
        int i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(first[i..]) + new Vector<float>(second[i..])).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = first[i] + second[i];
        }
    }
}
