using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Execution;

/// <summary>A block of floats that never moves and begins on a cache line, so that full vectors never straddle two.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedBuffer
{
    private const int LineBytes = 64;
    private const int LineFloats = LineBytes / sizeof(float);

    private readonly float[] _array;
    private readonly int _first;

    /// <summary>A zeroed block.</summary>
    /// <param name="length">Number of floats.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + LineFloats), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        nint misaligned = address & (LineBytes - 1);
        _first = misaligned == 0 ? 0 : (int)(LineBytes - misaligned) / sizeof(float);
    }

    /// <summary>Several blocks of one length.</summary>
    public static AlignedBuffer[] Many(int count, int length)
    {
        var buffers = new AlignedBuffer[count];
        for (int i = 0; i < count; i++)
        {
            buffers[i] = new AlignedBuffer(length);
        }

        return buffers;
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The first float.</summary>
    public ref float Start => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _first);

    /// <summary>The whole block.</summary>
    public Span<float> Span => _array.AsSpan(_first, Length);
}
