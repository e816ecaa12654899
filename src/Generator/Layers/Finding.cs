using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>A rule that a declaration breaks. Equal by value, without locations in the source.</summary>
/// <param name="Id">One of <see cref="RuleId"/>.</param>
/// <param name="Site">What in the declaration is wrong.</param>
/// <param name="Blocks">Whether no network can be made of the declaration. How loudly the finding is reported is another matter.</param>
/// <param name="Arguments">Fill the gaps of the rule's message.</param>
internal sealed record Finding(string Id, Site Site, bool Blocks, EquatableArray<string> Arguments)
{
    /// <summary>The text that would be right in the argument's place; null where nobody knows.</summary>
    public string? Repair { get; init; }

    /// <summary>The layer's name where it stands in a block, or in a file that declares the network; null elsewhere.</summary>
    public string? InBlock { get; init; }
}

/// <summary>A part of a declaration that a finding is about.</summary>
/// <param name="Index">Of a layer, a containing type, a colliding member or an unchained constructor.</param>
/// <param name="Argument">The attribute's argument; null is the attribute as a whole.</param>
internal readonly record struct Site(SiteKind Kind, int Index, string? Argument)
{
    /// <summary>For what stands in a block: the layer's index among those of the block that the layer of the network is, and so on inwards.</summary>
    public EquatableArray<int> Inside { get; init; }

    public static Site Class => new(SiteKind.Class, 0, null);

    public static Site ContainingType(int index) => new(SiteKind.ContainingType, index, null);

    public static Site Member(int index) => new(SiteKind.Member, index, null);

    public static Site Constructor(int index) => new(SiteKind.Constructor, index, null);

    public static Site Weights => new(SiteKind.Weights, 0, "path");

    public static Site Network(string? argument = null) => new(SiteKind.Network, 0, argument);

    public static Site Layer(int index, string? argument = null) => new(SiteKind.Layer, index, argument);
}

internal enum SiteKind
{
    Class,
    ContainingType,
    Member,
    Constructor,
    Network,
    Layer,
    Weights,
}
