using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Emission;

/// <summary>From a valid network to its source files: the only door from the pipeline into planning and emission.</summary>
internal static class NetworkCompiler
{
    /// <summary>The members' signatures with empty bodies, for a network that has errors: one mistake stays one error.</summary>
    public static EquatableArray<SourceFile> CompileSignatures(TypeDeclaration type) => throw new System.NotSupportedException(type.Name);

    /// <summary>All files of a valid network.</summary>
    public static EquatableArray<SourceFile> Compile(TypeDeclaration type, Network network) => throw new System.NotSupportedException(type.Name + network.Name);
}
