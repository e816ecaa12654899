using System.Collections.Generic;
using System.Collections.Immutable;

namespace NetGen.Generator.Layers;

/// <summary>Collects what one pass over a declaration finds.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _items = [];

    /// <summary>Whether no network can be made.</summary>
    public bool Block { get; private set; }

    public ImmutableArray<Finding> Items => [.. _items];

    /// <summary>Reports what leaves no network to compile.</summary>
    public void Error(string id, Site site, params string[] arguments)
    {
        Block = true;
        _items.Add(new Finding(id, site, Blocks: true, ImmutableArray.Create(arguments)));
    }

    /// <summary>Reports what leaves no network to compile, and the text that would be right in its place.</summary>
    public void Error(string id, Site site, string? repair, string[] arguments)
    {
        Block = true;
        _items.Add(new Finding(id, site, Blocks: true, ImmutableArray.Create(arguments)) { Repair = repair });
    }

    /// <summary>Reports what a network can live with.</summary>
    public void Remark(string id, Site site, params string[] arguments) =>
        _items.Add(new Finding(id, site, Blocks: false, ImmutableArray.Create(arguments)));

    /// <summary>Stops the network without a word: someone else, mostly the compiler, has the word.</summary>
    public void BlockSilently() => Block = true;
}
