using System;
using System.Collections.Generic;

namespace NetGen.Import.Hdf5.Writing;

/// <summary>A group of a file that is to be written: groups and arrays by their names, and attributes that are texts.</summary>
internal sealed class Hdf5Group
{
    private readonly Dictionary<string, Hdf5Group> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hdf5Array> _arrays = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Hdf5Group> Groups => _groups;

    public IReadOnlyDictionary<string, Hdf5Array> Arrays => _arrays;

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The group at a path below this one; it is made where it is missing.</summary>
    public Hdf5Group At(string path)
    {
        Hdf5Group group = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!group._groups.TryGetValue(name, out Hdf5Group? inner))
            {
                inner = new Hdf5Group();
                group._groups.Add(name, inner);
            }

            group = inner;
        }

        return group;
    }

    /// <summary>Adds an array of single precision.</summary>
    public void Add(string name, IReadOnlyList<int> shape, ReadOnlyMemory<float> values) => _arrays.Add(name, new Hdf5Array(shape, values, null));

    /// <summary>Adds one whole number of 32 bits.</summary>
    public void Add(string name, int number) => _arrays.Add(name, new Hdf5Array([], default, number));
}

/// <summary>An array: numbers of single precision, or one whole number.</summary>
internal sealed record Hdf5Array(IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values, int? Number);
