using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;

namespace NetGen;

/// <summary>What a tensor's shape means to a network: one sample, or a batch of them.</summary>
internal readonly ref struct SampleShape
{
    private readonly INetwork _network;
    private readonly nint? _count;

    private SampleShape(INetwork network, nint? count)
    {
        _network = network;
        _count = count;
    }

    /// <summary>The shape of the outputs.</summary>
    public nint[] OutputLengths
    {
        get
        {
            IEnumerable<nint> sample = _network.Info.OutputShape.Select(side => (nint)side);
            return [.. _count is { } count ? sample.Prepend(count) : sample];
        }
    }

    /// <exception cref="ArgumentException">The tensor is neither a sample nor a batch.</exception>
    public static SampleShape Of<T>(INetwork network, in ReadOnlyTensorSpan<T> tensor, string parameter)
    {
        IReadOnlyList<int> shape = network.Info.InputShape;
        int batch = tensor.Rank - shape.Count;
        return batch is 0 or 1 && Ends(tensor.Lengths, shape)
            ? new SampleShape(network, batch == 1 ? tensor.Lengths[0] : null)
            : throw new ArgumentException(
                $"{network.Info.Name} takes ({Text(shape)}) for one sample and (n, {Text(shape)}) for n; a tensor of ({Text(tensor.Lengths)}) came.",
                parameter);
    }

    /// <exception cref="ArgumentException">The tensor has not the shape of the outputs.</exception>
    public void CheckOutput(in TensorSpan<float> tensor, string parameter)
    {
        IReadOnlyList<int> shape = _network.Info.OutputShape;
        bool fits = _count is { } count
            ? tensor.Rank == shape.Count + 1 && tensor.Lengths[0] == count && Ends(tensor.Lengths, shape)
            : tensor.Rank == shape.Count && Ends(tensor.Lengths, shape);
        if (!fits)
        {
            throw new ArgumentException(
                $"The output of {_network.Info.Name} for this input is ({Text(OutputLengths)}); a tensor of ({Text(tensor.Lengths)}) came.", parameter);
        }
    }

    /// <exception cref="ArgumentException">The tensor is a batch of another number than one.</exception>
    public void CheckSingle(string parameter)
    {
        if (_count is { } count && count != 1)
        {
            throw new ArgumentException($"A class is predicted for one sample; {count} came.", parameter);
        }
    }

    private static bool Ends(ReadOnlySpan<nint> lengths, IReadOnlyList<int> shape)
    {
        for (int i = 1; i <= shape.Count; i++)
        {
            if (lengths[^i] != shape[^i])
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(IReadOnlyList<int> shape) => string.Join(", ", shape);

    private static string Text(ReadOnlySpan<nint> lengths) => string.Join(", ", lengths.ToArray());
}
