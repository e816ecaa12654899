using System;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>The generator's own files, which analyzers see beside the user's.</summary>
internal static class EmittedTrees
{
    /// <summary>The compiler puts generated files into a folder named after the generator.</summary>
    internal const string Folder = "NetGen.Generator.NetworkGenerator";

    public static bool Contains(SyntaxTree? tree) => tree?.FilePath.IndexOf(Folder, StringComparison.Ordinal) >= 0;
}
