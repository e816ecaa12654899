using System.Collections.Generic;

namespace NetGen.Import;

/// <summary>A layer as its attribute declares it.</summary>
public sealed class ImportedLayer
{
    internal ImportedLayer(string kind, string name, IReadOnlyList<ImportedArgument> arguments, IReadOnlyList<string> inputs, string origin)
    {
        Kind = kind;
        Name = name;
        Arguments = arguments;
        Inputs = inputs;
        Origin = origin;
    }

    /// <summary>The attribute: "Conv2D".</summary>
    public string Kind { get; }

    /// <summary>The layer's name in the network: the one that is declared, or Keras's for a layer that has none ("conv2d_1").</summary>
    public string Name { get; }

    /// <summary>The attribute's arguments, the constructor's first; what has its default is left out.</summary>
    public IReadOnlyList<ImportedArgument> Arguments { get; }

    /// <summary>The names of the layers that it reads; "input" is the network's input.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Hyperparameters that change what it computes and no weight's shape, also those that have their defaults, under Keras's names.</summary>
    internal IReadOnlyDictionary<string, object?> Settings { get; init; } = new Dictionary<string, object?>();

    /// <summary>What the file calls it: a layer's name, or that of a node.</summary>
    public string Origin { get; }
}
