using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace NetGen.Bench.Fuzz;

/// <summary>
/// Which edges of the readers' control flow inputs have taken. SharpFuzz's instrumentation counts each edge's uses in a map; as in AFL, an input is new where it takes an edge that none
/// before has taken, or takes one clearly more or less often (1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127 times, more).
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private static readonly byte* Uses = (byte*)NativeMemory.AllocZeroed(Size);

    private readonly byte[] _seen = new byte[Size];
    private readonly int[] _shortest = new int[Size];
    private readonly int[] _lengths = new int[Size];
    private readonly List<int> _taken = [];

    /// <summary>Whether this process reads with instrumented readers. Asking runs none of their code, which must not run before <see cref="Attach"/>.</summary>
    public static bool IsInstrumented { get; } =
        Array.Exists(typeof(NetGen.Idx).Assembly.GetReferencedAssemblies(), reference => reference.Name == typeof(Trace).Assembly.GetName().Name);

    /// <summary>Edges that have been taken.</summary>
    public int Edges { get; private set; }

    /// <summary>Gives instrumented code the map that it counts in.</summary>
    public static void Attach() => Trace.SharedMem = Uses;

    /// <summary>Before an input.</summary>
    public static void Begin()
    {
        new Span<byte>(Uses, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>After an input: whether it was new.</summary>
    public bool HasNew()
    {
        bool isNew = false;
        var words = new ReadOnlySpan<ulong>(Uses, Size / sizeof(ulong));
        for (int at = words.IndexOfAnyExcept(0ul), gap = 0; gap >= 0 && at >= 0; at += gap + 1)
        {
            for (int i = at * sizeof(ulong); i < (at + 1) * sizeof(ulong); i++)
            {
                if (Uses[i] > 0 && (Bucket(Uses[i]) & ~_seen[i]) is not 0 and var bucket)
                {
                    Edges += _seen[i] == 0 ? 1 : 0;
                    _seen[i] |= (byte)bucket;
                    isNew = true;
                }
            }

            gap = words[(at + 1)..].IndexOfAnyExcept(0ul);
        }

        return isNew;
    }

    /// <summary>After an input that is kept: it stands for the edges that no shorter one takes.</summary>
    public void Keep(int index, int length)
    {
        for (int i = 0; i < Size; i++)
        {
            if (Uses[i] == 0 || (_lengths[i] > 0 && length >= _lengths[i]))
            {
                continue;
            }

            if (_lengths[i] == 0)
            {
                _taken.Add(i);
            }

            (_shortest[i], _lengths[i]) = (index, Math.Max(1, length));
        }
    }

    /// <summary>The kept input that stands for an edge, whichever has been taken.</summary>
    public int Draw(Random random) => _shortest[_taken[random.Next(_taken.Count)]];

    private static int Bucket(byte uses) => uses switch
    {
        <= 3 => 1 << (uses - 1),
        <= 31 => 1 << (BitOperations.Log2(uses) + 1),
        <= 127 => 1 << 6,
        _ => 1 << 7,
    };
}
