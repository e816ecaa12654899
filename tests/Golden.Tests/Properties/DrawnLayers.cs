using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Properties;

/// <summary>The layers of a network that is being drawn, what they put out, and how many read it. Number -1 is the network's input.</summary>
/// <param name="input">The shape of one sample.</param>
internal sealed class DrawnLayers(SampleShape input)
{
    private readonly List<LayerSpec> _layers = [];
    private readonly List<SampleShape> _shapes = [];
    private readonly List<int> _readers = [];

    public int Count => _layers.Count;

    /// <summary>The layer that was drawn last; the network's input before the first.</summary>
    public int Last => Count - 1;

    public SampleShape ShapeOf(int layer) => layer < 0 ? input : _shapes[layer];

    /// <summary>How many read a layer; the network's input may be read by any number.</summary>
    public int ReadersOf(int layer) => layer < 0 ? 0 : _readers[layer];

    /// <summary>The layers that nobody reads.</summary>
    public int[] Loose() => [.. Enumerable.Range(0, Count).Where(layer => _readers[layer] == 0)];

    public void Take(LayerSpec layer, IReadOnlyList<int> inputs)
    {
        SampleShape output = layer.Infer([.. inputs.Select(ShapeOf)]);
        foreach (int from in inputs.Where(from => from >= 0))
        {
            _readers[from]++;
        }

        bool readsAbove = inputs.Count == 1 && inputs[0] == Last;
        _layers.Add(layer with { Inputs = readsAbove ? null : inputs });
        _shapes.Add(output);
        _readers.Add(0);
    }

    public NetworkSpec ToNetwork(bool inputGradient) => new("Random", input, [.. _layers]) { InputGradient = inputGradient };
}
