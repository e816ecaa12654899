using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Diagnostics.Training;

namespace NetGen.Generator.Tests;

/// <summary>User code in memory, compiled against .NET and NetGen as a user's project would be.</summary>
internal sealed class NetworkCompilation
{
    /// <summary>The assemblies that this process runs on: net10.0 and NetGen.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "NetGen.dll" or "mscorlib.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse);

    // Compilations that come from one share what they have read of its references.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Networks", references: References, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private NetworkCompilation(CSharpCompilation compilation, ProjectSettings? settings = null, ImmutableArray<AdditionalText>? weights = null) =>
        (Compilation, Settings, Weights) = (compilation, settings ?? ProjectSettings.None, weights ?? []);

    public CSharpCompilation Compilation { get; }

    /// <summary>What the project's properties say.</summary>
    public ProjectSettings Settings { get; }

    /// <summary>The files of weights that the project's targets have found.</summary>
    public ImmutableArray<AdditionalText> Weights { get; }

    /// <summary>One file of text for each source; "using NetGen;" is in each of them.</summary>
    public static NetworkCompilation Of(params string[] sources) => Of(Empty.Options, sources);

    public static NetworkCompilation Of(CSharpCompilationOptions options, params string[] sources) => new(
        Empty.WithOptions(options).AddSyntaxTrees(Trees(sources, ParseOptions)));

    /// <summary>One whole file at a path.</summary>
    public static NetworkCompilation At(string path, string source) => new(Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, path)));

    public static SyntaxTree Parse(string source, string path) => Parse(source, path, ParseOptions);

    /// <summary>A project that holds on to a language.</summary>
    public static NetworkCompilation In(LanguageVersion language, CSharpCompilationOptions options, params string[] sources) => new(
        Empty.WithOptions(options).AddSyntaxTrees(Trees(sources, ParseOptions.WithLanguageVersion(language))));

    /// <summary>The same compilation after an edit of one file.</summary>
    public NetworkCompilation With(int file, string source)
    {
        SyntaxTree old = Compilation.SyntaxTrees[file];
        return new(Compilation.ReplaceSyntaxTree(old, Parse(source, old.FilePath)), Settings, Weights);
    }

    /// <summary>The same sources in a project with such a property.</summary>
    public NetworkCompilation With(string property, string value) => new(Compilation, Settings.With(property, value), Weights);

    /// <summary>The same sources as an editor sees them.</summary>
    public NetworkCompilation InEditor() => new(Compilation, Settings.InEditor(), Weights);

    /// <summary>The same sources in a project whose folder holds these weights, as they are now.</summary>
    public NetworkCompilation With(WeightFolder folder) => new(Compilation, Settings.With("ProjectDir", folder.Path), folder.Texts);

    /// <summary>The same compilation with the files that the generator adds.</summary>
    public NetworkCompilation Generated() => Generated(IncrementalGeneratorOutputKind.None);

    /// <summary>The same for a host that builds nothing and leaves the bodies out.</summary>
    public NetworkCompilation GeneratedWithoutBodies() => Generated(IncrementalGeneratorOutputKind.Implementation);

    private static SyntaxTree Parse(string source, string path, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText("using NetGen;\n" + source, options, path);

    /// <summary>The sources' trees as an array: of a sequence that parses when it is read, a compilation may keep two trees for each source.</summary>
    private static SyntaxTree[] Trees(string[] sources, CSharpParseOptions options) =>
        [.. sources.Select((source, i) => Parse(source, $"Source{i}.cs", options))];

    private NetworkCompilation Generated(IncrementalGeneratorOutputKind disabled)
    {
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            Weights,
            parseOptions: (CSharpParseOptions)Compilation.SyntaxTrees[0].Options,
            optionsProvider: Settings,
            driverOptions: new GeneratorDriverOptions(disabled)).RunGeneratorsAndUpdateCompilation(Compilation, out Compilation generated, out _);
        return new((CSharpCompilation)generated, Settings, Weights);
    }

    /// <summary>What the analyzers say, in source order.</summary>
    public ImmutableArray<Diagnostic> Analyze()
    {
        ImmutableArray<Diagnostic> diagnostics = Compilation
            .WithAnalyzers([new NetworkAnalyzer(), new IntegerDivisionAnalyzer(), new TrainingAnalyzer()], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(Weights, Settings), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }
}
