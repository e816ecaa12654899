namespace NetGen.Generator.Layers;

/// <summary>A rule that a declaration breaks. Equal by value, without places in the source.</summary>
/// <param name="Id">One of <see cref="RuleId"/>.</param>
/// <param name="Place">What in the declaration is wrong.</param>
/// <param name="Blocks">Whether no network can be made of the declaration. How loudly the finding is reported is another matter.</param>
/// <param name="Arguments">Fill the places of the rule's message.</param>
internal sealed record Finding(string Id, Place Place, bool Blocks, EquatableArray<string> Arguments);

/// <summary>A part of a declaration that a finding is about.</summary>
/// <param name="Index">Of a layer, a containing type or a colliding member.</param>
/// <param name="Argument">The attribute's argument; null is the attribute as a whole.</param>
internal readonly record struct Place(PlaceKind Kind, int Index, string? Argument)
{
    public static Place Class => new(PlaceKind.Class, 0, null);

    public static Place ContainingType(int index) => new(PlaceKind.ContainingType, index, null);

    public static Place Member(int index) => new(PlaceKind.Member, index, null);

    public static Place Network(string? argument = null) => new(PlaceKind.Network, 0, argument);

    public static Place Layer(int index, string? argument = null) => new(PlaceKind.Layer, index, argument);
}

internal enum PlaceKind
{
    Class,
    ContainingType,
    Member,
    Network,
    Layer,
}
