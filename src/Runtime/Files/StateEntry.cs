using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>One thing of a <see cref="SavedState"/>: a text, or an array of numbers with its shape.</summary>
internal sealed class StateEntry
{
    /// <summary>The text; null for an array.</summary>
    public string? Text
    {
        get;
        set
        {
            field = value;
            Values = null;
        }
    }

    /// <summary>The array; null for a text.</summary>
    public Array? Values { get; private set; }

    /// <summary>The array's shape.</summary>
    public IReadOnlyList<int> Shape { get; private set; } = [];

    /// <summary>Whether this is left from an earlier time.</summary>
    public bool IsStale { get; set; }

    /// <summary>safetensors' name of the array's numbers.</summary>
    public string DataType => Values switch
    {
        float[] => "F32",
        double[] => "F64",
        _ => "I64",
    };

    /// <summary>The array as it lies in memory.</summary>
    public Span<byte> Bytes => Values switch
    {
        float[] values => MemoryMarshal.AsBytes(values.AsSpan()),
        double[] values => MemoryMarshal.AsBytes(values.AsSpan()),
        long[] values => MemoryMarshal.AsBytes(values.AsSpan()),
        _ => [],
    };

    /// <summary>Takes a copy of an array, in the place of one of the same length.</summary>
    public void Take<T>(ReadOnlySpan<T> values, IReadOnlyList<int>? shape = null)
        where T : unmanaged
    {
        if (shape is not null && shape.Aggregate(1L, (product, side) => product * side) != values.Length)
        {
            throw new ArgumentException($"A shape of ({string.Join(", ", shape)}) has not the {values.Length} values that came.", nameof(shape));
        }

        values.CopyTo(Reserve<T>(values.Length));
        Shape = shape ?? [values.Length];
    }

    /// <summary>Room for an array.</summary>
    public T[] Reserve<T>(int length)
        where T : unmanaged
    {
        if (Values is not T[] array || array.Length != length)
        {
            array = new T[length];
            Text = null;
            Values = array;
        }

        Shape = [length];
        return array;
    }
}
