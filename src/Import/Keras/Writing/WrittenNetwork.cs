using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras.Writing;

/// <summary>A network as layers of Keras's, on its way into a file.</summary>
internal sealed class WrittenNetwork
{
    private readonly INetwork _network;
    private readonly List<WrittenLayer> _layers = [];
    private readonly HashSet<string> _names;

    /// <summary>What a layer of NetGen's puts out is put out by this layer of the file.</summary>
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal) { [WrittenLayer.Input] = WrittenLayer.Input };

    public WrittenNetwork(INetwork network)
    {
        _network = network;
        _names = [.. network.Info.Layers.Select(layer => layer.Name), WrittenLayer.Input];
    }

    public NetworkInfo Info => _network.Info;

    /// <summary>The layers, each behind those that it reads.</summary>
    public IReadOnlyList<WrittenLayer> Layers => _layers;

    /// <summary>What the declaration says that Keras's settings do not, so that it is the same after an import.</summary>
    public WrittenHints Hints { get; } = new();

    /// <summary>The layer that makes the network's output.</summary>
    public string Output => _outputs[_network.Info.Layers[^1].Name];

    /// <summary>What a format makes of every setting.</summary>
    public Func<object?, object?> Adapt { get; init; } = value => value;

    /// <summary>Whether each layer reads the one above it alone.</summary>
    public bool IsSequence =>
        _layers.Select((layer, i) => layer.Inputs is [var only] && only == (i == 0 ? WrittenLayer.Input : _layers[i - 1].Name)).All(reads => reads);

    /// <summary>The layers of a network, by what a format makes of each.</summary>
    public static WrittenNetwork Of(INetwork network, Action<LayerRewriting> rewrite, Func<object?, object?>? adapt = null)
    {
        var written = new WrittenNetwork(network) { Adapt = adapt ?? (value => value) };
        foreach (LayerInfo layer in network.Info.Layers)
        {
            var rewriting = new LayerRewriting(written, layer);
            rewrite(rewriting);
            written._outputs.Add(layer.Name, rewriting.Result[0]);
            written.Hints.Declared.Add(layer.Name);
        }

        return written;
    }

    /// <summary>The layers of the file that a layer of NetGen's reads.</summary>
    public string[] InputsOf(LayerInfo layer) => [.. layer.Inputs.Select(name => _outputs[name])];

    /// <summary>A name that no layer has.</summary>
    public string Free(string wanted)
    {
        string name = wanted;
        for (int i = 1; !_names.Add(name); i++)
        {
            name = FormattableString.Invariant($"{wanted}_{i}");
        }

        return name;
    }

    public void Add(WrittenLayer layer) => _layers.Add(layer);

    /// <summary>A layer's parameter, with Keras's name and shape.</summary>
    public ImportedTensor Weight(ParameterInfo parameter) =>
        new(parameter.Name[(parameter.Name.LastIndexOf('/') + 1)..], parameter.Shape, _network.Parameters[parameter.Name].Values.ToArray());
}
