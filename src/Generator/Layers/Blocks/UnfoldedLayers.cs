using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers.Blocks;

/// <summary>The layers of a network written out: each under its full name, reading others by theirs. Knows the shapes of what they put out, for blocks ask.</summary>
/// <param name="input">The shape of the network's input; null where it is not known.</param>
internal sealed class UnfoldedLayers(Shape? input)
{
    private readonly List<AttributeDeclaration> _attributes = [];
    private readonly List<EquatableArray<int>> _paths = [];
    private readonly List<string> _names = [];
    private readonly List<ImmutableArray<int>> _inputs = [];
    private readonly List<Shape?> _shapes = [];

    public EquatableArray<AttributeDeclaration> Attributes => _attributes.ToImmutableArray();

    public EquatableArray<EquatableArray<int>> Paths => _paths.ToImmutableArray();

    public EquatableArray<string> Names => _names.ToImmutableArray();

    /// <summary>Adds a layer.</summary>
    /// <returns>Its index.</returns>
    public int Add(AttributeDeclaration layer, string name, EquatableArray<int> path, ImmutableArray<int> inputs, bool? trainable)
    {
        int index = _attributes.Count;
        _attributes.Add(layer with { Arguments = Write(layer, name, index, inputs, trainable).ToImmutableArray() });
        _names.Add(name);
        _paths.Add(path);
        _inputs.Add(inputs);
        return index;
    }

    /// <summary>A layer by its full name; null where there is none.</summary>
    public int? Find(string name) => _names.IndexOf(name) is var index and >= 0 ? index : null;

    /// <summary>The full name of the first layer of a block; null where it has none.</summary>
    public string? FirstOf(string block) => _names.FirstOrDefault(name => name == block) ?? _names.FirstOrDefault(name => name.StartsWith(block + "_", StringComparison.Ordinal));

    /// <summary>The shape of what a layer puts out; null where a mistake leaves it unknown.</summary>
    public Shape? ShapeOf(int layer)
    {
        while (_shapes.Count <= layer)
        {
            _shapes.Add(Infer(_shapes.Count));
        }

        return layer < 0 ? input : _shapes[layer];
    }

    private Shape? Infer(int index)
    {
        Shape?[] shapes = [.. _inputs[index].Select(from => from < 0 ? input : _shapes[from])];
        if (Array.Exists(shapes, shape => shape is null))
        {
            return null;
        }

        EquatableArray<Shape> known = shapes.Select(shape => shape!.Value).ToImmutableArray();

        // What is wrong is said by the pass that reads all layers again.
        var reader = new LayerReader(_attributes[index], index, static () => [], [.. _inputs[index].Select(NameOf)], new Findings());
        return LayerCatalog.Read(reader, isTrainable: true) is { } layer && layer.Accepts(known, reader) ? layer.Infer(known) : null;
    }

    private string NameOf(int layer) => layer < 0 ? LayerInputs.NetworkInput : _names[layer];

    /// <summary>The arguments with the names that hold in the whole network. A layer that reads the one above needs to name none.</summary>
    private IEnumerable<Argument> Write(AttributeDeclaration layer, string name, int index, ImmutableArray<int> inputs, bool? trainable)
    {
        bool merges = Merging.IsKind(layer.Kind);
        int named = merges ? layer.Arguments.Count(argument => argument.Name.StartsWith(Merging.Names + "[", StringComparison.Ordinal)) : 0;
        foreach (Argument argument in layer.Arguments)
        {
            if (argument.Name is not ("Name" or "OnlyIf" or LayerInputs.Input) && !(merges && argument.Name.StartsWith(Merging.Names + "[", StringComparison.Ordinal)))
            {
                yield return argument;
            }
        }

        yield return new Argument("Name", 0, name);
        if (trainable is { } isTrained && layer.Find("Trainable") is null)
        {
            yield return new Argument("Trainable", isTrained ? 1 : 0, null);
        }

        if (named >= 2 ? layer.Find(LayerInputs.Input) is not null : layer.Find(LayerInputs.Input) is not null || inputs[0] != index - 1)
        {
            yield return new Argument(LayerInputs.Input, 0, NameOf(inputs[0]));
        }

        for (int i = 0; i < named; i++)
        {
            yield return new Argument(Argument.Element(Merging.Names, i), 0, NameOf(inputs[named >= 2 ? i : i + 1]));
        }
    }
}
