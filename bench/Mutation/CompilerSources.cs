using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Bench.Mutation;

/// <summary>
/// The generator's project as its build compiles it, in memory, so that one file can be exchanged and the whole be compiled again in a second or two.
/// </summary>
internal sealed class CompilerSources
{
    /// <summary>Folders of what computes: how layers infer and check, steps and kernels, what is planned, what is emitted.</summary>
    private static readonly string[] Folders = ["Code", "Emission", "Layers", "Planning", "Steps"];

    /// <summary>Files whose only subject is how text looks.</summary>
    private static readonly string[] Layout =
    [
        "Code/CodeReader.cs", "Code/LineBreaks.cs", "Code/LineBuffer.cs", "Code/LineText.cs", "Code/Words.cs", "Emission/Files/SummaryComment.cs",
        "Layers/NearName.cs", "Layers/NumberText.cs", "Layers/RuleId.cs", "Layers/TextOf.cs", "Steps/Kernels/ConvolutionWords.cs",
    ];

    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<string, SyntaxTree> _trees;

    private CompilerSources(string folder, CSharpCompilation compilation)
    {
        _compilation = compilation;
        _trees = compilation.SyntaxTrees
            .Select(tree => (File: Path.GetRelativePath(folder, tree.FilePath).Replace('\\', '/'), Tree: tree))
            .Where(entry => Folders.Contains(entry.File.Split('/')[0]) && !Layout.Contains(entry.File))
            .ToDictionary(entry => entry.File, entry => entry.Tree);
    }

    /// <summary>Reads the project.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="folder">Where what its build makes on the way may lie.</param>
    public static CompilerSources Read(string root, string folder)
    {
        string project = Path.Combine(root, "src", "Generator");
        CSharpCommandLineArguments arguments = CSharpCommandLineParser.Default.Parse(CommandLine(project, folder), project, sdkDirectory: null);
        IEnumerable<SyntaxTree> trees = arguments.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(
            SourceText.From(File.ReadAllText(file.Path), System.Text.Encoding.UTF8), arguments.ParseOptions, file.Path));
        IEnumerable<MetadataReference> references = arguments.MetadataReferences.Select(reference =>
            MetadataReference.CreateFromFile(Path.Combine(project, reference.Reference), reference.Properties));
        CSharpCompilationOptions options = arguments.CompilationOptions
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithConcurrentBuild(false);
        var compilation = CSharpCompilation.Create(arguments.CompilationName ?? "NetGen.Generator", trees, references, options);

        // Generators among the project's analyzers give it the types that netstandard2.0 lacks.
        var loader = new AnalyzerLoader();
        ISourceGenerator[] generators = [.. arguments.AnalyzerReferences
            .Where(reference => Path.GetFileName(reference.FilePath).StartsWith("PolySharp", StringComparison.Ordinal))
            .SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetGenerators(LanguageNames.CSharp))];
        CSharpGeneratorDriver.Create(generators, parseOptions: arguments.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _);
        return new(project, (CSharpCompilation)complete);
    }

    /// <summary>All mutants of all files.</summary>
    public IReadOnlyList<Mutant> Mutants() =>
    [
        .. _trees.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => MutantFinder.Of(entry.Key, _compilation.GetSemanticModel(entry.Value))),
    ];

    /// <summary>The compiler as an assembly, with one change or none; null where it does not compile.</summary>
    public byte[]? Compile(Mutant? mutant)
    {
        CSharpCompilation compilation = _compilation;
        if (mutant is not null)
        {
            SyntaxTree tree = _trees[mutant.File];
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().Replace(mutant.Span, mutant.After)));
        }

        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        if (mutant is null && !result.Success)
        {
            throw new InvalidOperationException("The compiler itself does not compile: " + string.Join('\n', result.Diagnostics.Take(5)));
        }

        return result.Success ? image.ToArray() : null;
    }

    /// <summary>What the build would call the C# compiler with.</summary>
    private static string[] CommandLine(string project, string folder)
    {
        string kept = Path.Combine(folder, "command-line.json");
        if (!File.Exists(kept))
        {
            string[] arguments =
            [
                "build", Path.Combine(project, "NetGen.Generator.csproj"), "-c", "Release", "-t:Compile",
                "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true",
                $"-p:IntermediateOutputPath={Path.Combine(folder, "obj")}/", "-getItem:CscCommandLineArgs",
            ];
            using Process build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
            File.WriteAllText(kept, build.StandardOutput.ReadToEnd());
        }

        using var document = JsonDocument.Parse(File.ReadAllText(kept));
        JsonElement items = document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs");
        return [.. items.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }

    private sealed class AnalyzerLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
