namespace NetGen.Generator.Declaration;

/// <summary>Metadata names of what users write.</summary>
internal static class AttributeNames
{
    public const string Network = "NetGen.NetworkAttribute";
    public const string Layer = "LayerAttribute";
    public const string Namespace = "NetGen";
    public const string Suffix = "Attribute";
}
