using System;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Declaration;

/// <summary>The generator's own files, which analyzers see beside the user's.</summary>
internal static class EmittedTrees
{
    // The compiler puts generated files into a folder named after the generator.
    private static readonly string Folder = typeof(NetworkGenerator).FullName;

    public static bool Contains(SyntaxTree? tree) => tree?.FilePath.IndexOf(Folder, StringComparison.Ordinal) >= 0;
}
