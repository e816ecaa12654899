using System;
using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Room in a row for the values of a tensor: the tensor's own, or a copy where its values lie otherwise.</summary>
internal ref struct TensorResults
{
    private readonly TensorSpan<float> _tensor;
    private float[]? _rented;

    public TensorResults(in TensorSpan<float> tensor)
    {
        int length = checked((int)tensor.FlattenedLength);
        _tensor = tensor;
        if (length == 0)
        {
            return;
        }

        if (tensor.IsDense)
        {
            Span = MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), length);
            return;
        }

        _rented = ArrayPool<float>.Shared.Rent(length);
        Span = _rented.AsSpan(0, length);
    }

    public Span<float> Span { get; }

    /// <summary>Brings the values into the tensor.</summary>
    public readonly void Finish()
    {
        if (_rented is not null)
        {
            new ReadOnlyTensorSpan<float>(Span, _tensor.Lengths).CopyTo(_tensor);
        }
    }

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
