using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Execution;

/// <summary>
/// Adds up what lanes have left, as a balanced tree by the numbers of the lanes: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)), where what is not there is
/// left out. So the lanes of a subtree may be added up elsewhere, and the sums of the subtrees by the same tree: the bits are those of one sum.
/// What emitted code calls here is optimized from the first step on, as that code is: until the runtime came to it, it would take longer than any kernel.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneTree
{
    // What is added at once stays in the first-level cache.
    private const int ChunkLength = 256;

    // No batch is cut into more lanes: two halves of the tree, or four quarters.
    private const int MostLanes = 16;
    private const int LanesOfHalf = 8;
    private const int LanesOfQuarter = 4;

    /// <summary>Writes the sums over the lanes of a stretch of their buffers.</summary>
    /// <param name="lanes">The lanes' buffers: 1 to 16.</param>
    /// <param name="offset">The first float of the stretch.</param>
    /// <param name="target">Receives the sums.</param>
    /// <param name="length">Number of floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<AlignedBuffer> lanes, int offset, ref float target, int length)
    {
        Span<float> second = stackalloc float[ChunkLength];
        for (int start = 0; start < length; start += ChunkLength)
        {
            int count = Math.Min(ChunkLength, length - start);
            ref float first = ref Unsafe.Add(ref target, start);
            SumHalf(lanes[..Math.Min(lanes.Length, LanesOfHalf)], offset + start, ref first, count);
            if (lanes.Length > LanesOfHalf)
            {
                SumHalf(lanes[LanesOfHalf..], offset + start, ref MemoryMarshal.GetReference(second), count);
                Add(ref first, ref MemoryMarshal.GetReference(second), count);
            }
        }
    }

    /// <summary>The sum of values, one of each lane. Networks with batch normalization ask for some for each channel, in each step.</summary>
    /// <param name="values">As many values as there are lanes, which are 16 or fewer in emitted code.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> values)
    {
        Span<double> sums = values.Length > MostLanes ? new double[values.Length] : stackalloc double[MostLanes];
        sums[0] = 0;
        values.CopyTo(sums);
        int count = values.Length;
        while (count > 1)
        {
            // Neighbours are added up, and one that has none is a subtree with the rest left out.
            int pairs = count / 2;
            for (int i = 0; i < pairs; i++)
            {
                sums[i] = sums[2 * i] + sums[(2 * i) + 1];
            }

            if ((count & 1) == 1)
            {
                sums[pairs] = sums[count - 1];
            }

            count -= pairs;
        }

        return sums[0];
    }

    /// <summary>The sums of up to eight lanes.</summary>
    private static void SumHalf(ReadOnlySpan<AlignedBuffer> lanes, int offset, ref float target, int length)
    {
        SumQuarter(lanes[..Math.Min(lanes.Length, LanesOfQuarter)], offset, ref target, length, adds: false);
        if (lanes.Length > LanesOfQuarter)
        {
            SumQuarter(lanes[LanesOfQuarter..], offset, ref target, length, adds: true);
        }
    }

    /// <summary>The sums of up to four lanes, which are read once; or the same behind what the target holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumQuarter(ReadOnlySpan<AlignedBuffer> lanes, int offset, ref float target, int length, bool adds)
    {
        int count = lanes.Length;
        ref float a = ref Unsafe.Add(ref lanes[0].Start, offset);
        ref float b = ref count > 1 ? ref Unsafe.Add(ref lanes[1].Start, offset) : ref a;
        ref float c = ref count > 2 ? ref Unsafe.Add(ref lanes[2].Start, offset) : ref a;
        ref float d = ref count > 3 ? ref Unsafe.Add(ref lanes[3].Start, offset) : ref a;
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> sum = Load(ref a, i);
            sum = count > 1 ? sum + Load(ref b, i) : sum;
            sum = count > 3 ? sum + (Load(ref c, i) + Load(ref d, i)) : count > 2 ? sum + Load(ref c, i) : sum;
            (adds ? Load(ref target, i) + sum : sum).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < length; i++)
        {
            float sum = Unsafe.Add(ref a, i);
            sum = count > 1 ? sum + Unsafe.Add(ref b, i) : sum;
            sum = count > 3 ? sum + (Unsafe.Add(ref c, i) + Unsafe.Add(ref d, i)) : count > 2 ? sum + Unsafe.Add(ref c, i) : sum;
            Unsafe.Add(ref target, i) = adds ? Unsafe.Add(ref target, i) + sum : sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ref float target, ref float second, int length)
    {
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Load(ref target, i) + Load(ref second, i)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref target, i) += Unsafe.Add(ref second, i);
        }
    }

    private static Vector<float> Load(ref float first, int offset) => Vector.LoadUnsafe(ref first, (nuint)offset);
}
