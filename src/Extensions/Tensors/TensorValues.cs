using System;
using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>The values of a tensor as floats in a row: where they lie, or copied and converted where they lie otherwise.</summary>
internal ref struct TensorValues<T>
    where T : unmanaged, INumberBase<T>
{
    private float[]? _rented;

    public TensorValues(in ReadOnlyTensorSpan<T> tensor)
    {
        int length = checked((int)tensor.FlattenedLength);
        if (length == 0)
        {
            return;
        }

        if (tensor.IsDense)
        {
            Span = AsFloats(MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), length));
            return;
        }

        T[] flat = ArrayPool<T>.Shared.Rent(length);
        tensor.FlattenTo(flat.AsSpan(0, length));
        if (flat is float[] floats)
        {
            _rented = floats;
            Span = floats.AsSpan(0, length);
            return;
        }

        Span = AsFloats(flat.AsSpan(0, length));
        ArrayPool<T>.Shared.Return(flat);
    }

    public ReadOnlySpan<float> Span { get; }

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private ReadOnlySpan<float> AsFloats(ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(float))
        {
            return MemoryMarshal.Cast<T, float>(values);
        }

        _rented = ArrayPool<float>.Shared.Rent(values.Length);
        Span<float> floats = _rented.AsSpan(0, values.Length);
        TensorPrimitives.ConvertSaturating(values, floats);
        return floats;
    }
}
