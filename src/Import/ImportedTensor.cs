using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import;

/// <summary>An array of numbers under a name, row by row.</summary>
public sealed class ImportedTensor
{
    /// <exception cref="ArgumentException">There are more or fewer values than the shape says.</exception>
    internal ImportedTensor(string name, IReadOnlyList<int> shape, float[] values)
    {
        if (shape.Aggregate(1L, (product, size) => product * size) != values.Length)
        {
            throw new ArgumentException($"'{name}' of shape ({string.Join(", ", shape)}) has {values.Length} values.", nameof(values));
        }

        Name = name;
        Shape = shape;
        Values = values;
    }

    /// <summary>Its name: "conv2d/kernel" where it belongs to a network, the file's own otherwise.</summary>
    public string Name { get; }

    /// <summary>Its sizes, the slowest first; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its values, the last size's closest together. Whoever changes them changes the tensor.</summary>
    public float[] Values { get; }
}
