namespace NetGen.Generator.Declaration;

/// <summary>A [Weights] attribute.</summary>
/// <param name="Path">The file as the attribute names it; empty where it is null, or cannot be bound, which the compiler reports.</param>
/// <param name="Folder">The folder of the source that the attribute stands in.</param>
/// <param name="HasRequiredMembers">Whether the class has members that whoever makes a network must set.</param>
internal sealed record WeightsDeclaration(string Path, string Folder, bool HasRequiredMembers)
{
    /// <summary>What the name of the resource ends with: for models that leave something open, what is said of it.</summary>
    public string Variant { get; init; } = "";
}
