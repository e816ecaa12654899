using System.Collections.Generic;

namespace NetGen.Import.Declaration;

/// <summary>A layer on its way into a declaration: who reads whom is said by references, and names are wishes.</summary>
/// <param name="kind">The attribute.</param>
/// <param name="origin">What the file calls it.</param>
internal sealed class DraftLayer(string kind, string origin)
{
    public string Kind => kind;

    public string Origin => origin;

    /// <summary>The name that it should have, where it is one that a layer can have; null for Keras's own.</summary>
    public string? WantedName { get; set; }

    /// <summary>Its arguments, the constructor's first, without those that name other layers.</summary>
    public List<ImportedArgument> Arguments { get; } = [];

    /// <summary>Hyperparameters that change what it computes and no weight's shape, also those that have their defaults: Keras's names, and numbers, sizes or words.</summary>
    public Dictionary<string, object?> Settings { get; } = [];

    /// <summary>The layers that it reads; null is the network's input.</summary>
    public List<DraftLayer?> Inputs { get; } = [];

    /// <summary>Its weights by the names that parameters have in NetGen: "kernel", "moving_mean".</summary>
    public List<ImportedTensor> Weights { get; } = [];

    public DraftLayer Reading(params DraftLayer?[] inputs)
    {
        Inputs.AddRange(inputs);
        return this;
    }

    /// <summary>One of the constructor's arguments.</summary>
    public DraftLayer With(string parameter, object value)
    {
        Arguments.Add(new ImportedArgument(parameter, value, isPositional: true));
        return this;
    }

    /// <summary>A property, unless it has its default.</summary>
    public DraftLayer Set<T>(string property, T value, T byDefault)
        where T : notnull
    {
        if (!EqualityComparer<T>.Default.Equals(value, byDefault))
        {
            Arguments.Add(new ImportedArgument(property, value));
        }

        return this;
    }

    /// <summary>A hyperparameter under Keras's name, whether or not it is written.</summary>
    public DraftLayer Says(string setting, object? value)
    {
        Settings[setting] = value;
        return this;
    }

    public DraftLayer Weighing(string parameter, IReadOnlyList<int> shape, float[] values)
    {
        Weights.Add(new ImportedTensor(parameter, shape, values));
        return this;
    }
}
