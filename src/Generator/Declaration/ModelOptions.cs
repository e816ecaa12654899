using System.Collections.Immutable;
using NetGen.Import;

namespace NetGen.Generator.Declaration;

/// <summary>Arguments of [Network] that say what a model's file leaves open.</summary>
internal static class ModelOptions
{
    public const string Height = "InputHeight";
    public const string Width = "InputWidth";
    public const string Output = "Output";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Height, Width, Output];

    /// <summary>What an attribute says.</summary>
    public static ImportOptions Of(AttributeDeclaration attribute) => new()
    {
        Height = (int?)attribute.Find(Height)?.Number,
        Width = (int?)attribute.Find(Width)?.Number,
        Output = attribute.Find(Output)?.Text,
    };
}
