extern alias generator;

using System.Collections.Generic;
using System.IO;
using System.Linq;
using generator::NetGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tool.Emission;
using Xunit;

namespace NetGen.Tool.Tests.Support;

/// <summary>Compiles assemblies of sources, as builds do.</summary>
internal static class SourceAssembly
{
    /// <summary>Writes an assembly to a file in the current folder.</summary>
    /// <param name="path">The file; its name is the assembly's.</param>
    /// <param name="source">C#.</param>
    /// <param name="optimization">Debug or Release.</param>
    /// <param name="references">Assemblies to reference beside the platform and NetGen; where one is called NetGen.dll, it takes NetGen's place.</param>
    /// <param name="widths">The widths of vectors to compile for. Default: all.</param>
    public static string Write(
        string path, string source, OptimizationLevel optimization = OptimizationLevel.Release, string[]? references = null, int[]? widths = null)
    {
        references ??= [];
        IEnumerable<MetadataReference> usual = NetworkCompilation.References
            .Where(reference => !references.Any(own => Path.GetFileName(own) == Path.GetFileName(reference.Display)));
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            [.. usual, .. references.Select(reference => MetadataReference.CreateFromFile(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimization));
        CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], optionsProvider: new ProjectProperties(widths ?? []))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation compiled, out _);
        Microsoft.CodeAnalysis.Emit.EmitResult result = compiled.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
