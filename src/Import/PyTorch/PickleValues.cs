using System.Collections.Generic;
using NetGen.Import.Files;

namespace NetGen.Import.PyTorch;

/// <summary>A name of Python's that a pickle speaks of; nothing of it is run.</summary>
/// <param name="Name">Module and name: "collections.OrderedDict".</param>
internal sealed record PickleGlobal(string Name);

/// <summary>Keys and values in order. Python's containers never hold themselves here, since nothing walks deeper than two of them.</summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(IReadOnlyList<object?> Items);

/// <summary>Numbers that lie elsewhere in the file.</summary>
/// <param name="Format">How they are written.</param>
/// <param name="Key">Under which key.</param>
/// <param name="Count">How many there are.</param>
internal sealed record PickleStorage(NumberFormat Format, string Key, long Count);

/// <summary>A part of a storage as an array.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Sizes, long[] Strides);
