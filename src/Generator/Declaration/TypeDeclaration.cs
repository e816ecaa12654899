namespace NetGen.Generator.Declaration;

/// <summary>The class that a network is declared on, as much of it as emitted code must repeat.</summary>
/// <param name="Namespace">Dotted, escaped where a part is a keyword; empty for the global namespace.</param>
/// <param name="ContainingTypes">Headers that open the containing types, outermost first: "partial class Outer".</param>
/// <param name="Name">The class's name, escaped with @ where it is a keyword.</param>
/// <param name="HintName">Begins the names of the generated files; unique in the compilation, ignoring case.</param>
/// <param name="IsSealed">Whether the class is sealed.</param>
/// <param name="IsPublic">Whether the class can be seen from other assemblies.</param>
/// <param name="Extras">What the class gets beyond the members of every network.</param>
/// <param name="Hiding">Emitted members that hide one of a base class.</param>
internal sealed record TypeDeclaration(
    string Namespace, EquatableArray<string> ContainingTypes, string Name, string HintName, bool IsSealed, bool IsPublic, EmittedExtras Extras, EquatableArray<string> Hiding)
{
    /// <summary>Whether the class is to show the outputs of its layers.</summary>
    public bool LayerOutputs => Extras.LayerOutputs;
}
