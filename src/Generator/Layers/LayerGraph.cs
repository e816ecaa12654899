using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>Who reads whom among the layers of a network: what rules about a layer's place ask.</summary>
internal sealed class LayerGraph
{
    private readonly ImmutableArray<EquatableArray<int>> _inputs;
    private readonly ILookup<int, int> _readers;

    /// <param name="inputs">For each layer the indices of those that it reads.</param>
    public LayerGraph(ImmutableArray<EquatableArray<int>> inputs)
    {
        _inputs = inputs;
        _readers = inputs.SelectMany((layers, reader) => layers.Select(layer => (layer, reader))).ToLookup(edge => edge.layer, edge => edge.reader);
    }

    public static LayerGraph Of(IEnumerable<Node> nodes) => new([.. nodes.Select(node => node.Inputs)]);

    /// <summary>The layers that read a layer, in source order.</summary>
    public IEnumerable<int> Readers(int layer) => _readers[layer];

    /// <summary>All layers that lead to a layer, in source order.</summary>
    public IEnumerable<int> Before(int layer)
    {
        var found = new SortedSet<int>();
        for (int i = layer; i >= 0; i--)
        {
            if (i == layer || found.Contains(i))
            {
                found.UnionWith(_inputs[i].Where(input => input >= 0));
            }
        }

        return found;
    }

    /// <summary>All layers that a layer leads to, in source order.</summary>
    public IEnumerable<int> Behind(int layer)
    {
        var found = new HashSet<int> { layer };
        for (int i = layer + 1; i < _inputs.Length; i++)
        {
            if (_inputs[i].Any(found.Contains))
            {
                found.Add(i);
                yield return i;
            }
        }
    }

    /// <summary>From what a layer reads back to the network's input, so long as each has one input; a layer with several is not passed.</summary>
    public IEnumerable<int> PathTo(int layer)
    {
        while (_inputs[layer].Count == 1 && _inputs[layer][0] is var input and >= 0)
        {
            yield return layer = input;
        }
    }

    /// <summary>The layers behind a layer, so long as each is the only reader of the one before, which is its only input.</summary>
    public IEnumerable<int> PathFrom(int layer)
    {
        while (_readers[layer].Take(2).ToArray() is [var reader] && _inputs[reader].Count == 1)
        {
            yield return layer = reader;
        }
    }
}
