using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Runs one network forward, one sample at a time, and keeps every layer's output: a second forward pass beside
/// <see cref="InferencePass"/>, in which no layer is fused into another. Emitted code supplies the abstract methods.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LayerOutputPass
{
    private readonly NetworkInfo _info;
    private readonly NetworkParameters _parameters;
    private readonly int _packedLength;
    private readonly int _workspaceLength;
    private readonly Lock _turn = new();

    private AlignedBuffer? _packed;
    private AlignedBuffer? _workspace;
    private int _packedVersion = -1;

    /// <summary>Called by emitted code. Buffers are made when a layer is first asked for.</summary>
    /// <param name="info">The network's description.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="packedLength">Floats of packed weights.</param>
    /// <param name="workspaceLength">Floats of all layers' outputs and of what is needed between them.</param>
    protected LayerOutputPass(NetworkInfo info, NetworkParameters parameters, int packedLength, int workspaceLength)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(packedLength);
        ArgumentOutOfRangeException.ThrowIfNegative(workspaceLength);
        _info = info;
        _parameters = parameters;
        _packedLength = packedLength;
        _workspaceLength = workspaceLength;
    }

    /// <summary>Brings the weights into the layouts that the kernels read.</summary>
    protected abstract void Pack(ReadOnlySpan<float> parameters, AlignedBuffer packed);

    /// <summary>Carries one sample forward and leaves every layer's output in the workspace.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="workspace">The buffers; zero borders in it stay zero between calls.</param>
    /// <param name="sample">The sample.</param>
    protected abstract void Forward(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> sample);

    /// <summary>Where the output of a layer lies, by its place in the network.</summary>
    protected abstract LayerPlace Place(int layer);

    /// <inheritdoc cref="ILayerOutputs.LayerOutput(string, ReadOnlySpan{float})"/>
    public float[] Read(string layer, ReadOnlySpan<float> sample)
    {
        int index = Find(layer);
        float[] output = new float[SizeOf(index)];
        Read(index, sample, output);
        return output;
    }

    /// <inheritdoc cref="ILayerOutputs.LayerOutput(string, ReadOnlySpan{float}, Span{float})"/>
    public void Read(string layer, ReadOnlySpan<float> sample, Span<float> output)
    {
        int index = Find(layer);
        if (output.Length != SizeOf(index))
        {
            throw new ArgumentException(
                $"'{layer}' puts out ({string.Join(", ", _info.Layers[index].OutputShape)}), that is {SizeOf(index)} values; the output has room for {output.Length}.",
                nameof(output));
        }

        Read(index, sample, output);
    }

    private void Read(int layer, ReadOnlySpan<float> sample, Span<float> output)
    {
        if (sample.Length != _info.InputSize)
        {
            throw new ArgumentException($"A sample has {_info.InputSize} values; {sample.Length} came.", nameof(sample));
        }

        lock (_turn)
        {
            AlignedBuffer workspace = _workspace ??= new AlignedBuffer(_workspaceLength);
            Forward(PackedWeights(), workspace, sample);
            LayerPlace place = Place(layer);
            ReadOnlySpan<float> values = place.First < 0 ? sample : workspace.Span[place.First..];
            for (int row = 0; row < place.Rows; row++)
            {
                values.Slice(row * place.RowStride, place.RowLength).CopyTo(output[(row * place.RowLength)..]);
            }
        }
    }

    private AlignedBuffer PackedWeights()
    {
        _packed ??= new AlignedBuffer(_packedLength);
        if (_packedVersion != _parameters.Version)
        {
            lock (_parameters.Gate)
            {
                Pack(_parameters.Values, _packed);
                _packedVersion = _parameters.Version;
            }
        }

        return _packed;
    }

    private int Find(string layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        for (int i = 0; i < _info.Layers.Count; i++)
        {
            if (_info.Layers[i].Name == layer)
            {
                return i;
            }
        }

        throw new ArgumentException(
            $"{_info.Name} has no layer '{layer}'; it has {string.Join(", ", _info.Layers.Select(candidate => candidate.Name))}.", nameof(layer));
    }

    private int SizeOf(int layer)
    {
        IReadOnlyList<int> shape = _info.Layers[layer].OutputShape;
        int size = 1;
        for (int i = 0; i < shape.Count; i++)
        {
            size *= shape[i];
        }

        return size;
    }
}
