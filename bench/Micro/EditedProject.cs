extern alias generator;
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using generator::NetGen.Generator;
using generator::NetGen.Generator.Diagnostics;
using generator::NetGen.Generator.Diagnostics.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Bench.Micro;

/// <summary>A user's project in memory, as an editor holds it.</summary>
internal sealed class EditedProject
{
    /// <summary>NetGen's.</summary>
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new NetworkAnalyzer(), new TrainingAnalyzer()];

    /// <summary>One that looks at each type and says nothing.</summary>
    public static readonly ImmutableArray<DiagnosticAnalyzer> Nothing = [new IdleAnalyzer()];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse);

    private readonly string[] _sources;
    private readonly SyntaxTree[] _files;
    private Compilation _written;
    private Compilation _generated;
    private GeneratorDriver _driver;

    /// <summary>A project whose generator has run once.</summary>
    /// <param name="bodies">Whether there are bodies, as in builds; or the members alone, as in editors.</param>
    /// <param name="sources">The text of each file.</param>
    public EditedProject(bool bodies, string[] sources)
    {
        _sources = sources;
        _files = [.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{i}.cs"))];
        _generated = _written = CSharpCompilation.Create("Edited", _files, References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false));
        IncrementalGeneratorOutputKind disabled = bodies ? IncrementalGeneratorOutputKind.None : IncrementalGeneratorOutputKind.Implementation;
        _driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions, driverOptions: new GeneratorDriverOptions(disabled));
        Generate();
    }

    /// <summary>A file as it was first written.</summary>
    public string Source(int file) => _sources[file];

    public void Edit(int file, string text)
    {
        SyntaxTree edited = CSharpSyntaxTree.ParseText(text, ParseOptions, _files[file].FilePath);
        _written = _written.ReplaceSyntaxTree(_files[file], edited);
        _files[file] = edited;
    }

    public GeneratorDriver Generate() => _driver = _driver.RunGeneratorsAndUpdateCompilation(_written, out _generated, out _);

    /// <summary>Makes the compiler parse all files and list their types, which it otherwise does when first asked for one.</summary>
    public bool ReadEmitted() => _generated.ContainsSymbolsWithName("Network", SymbolFilter.Type);

    /// <summary>All that the compiler says of the project, for which it binds every method.</summary>
    public ImmutableArray<Diagnostic> Bind() => _generated.GetDiagnostics();

    /// <summary>The files that the generator adds.</summary>
    public IEnumerable<SyntaxTree> Emitted => _generated.SyntaxTrees.Except(_files);

    /// <summary>The findings in a file.</summary>
    public ImmutableArray<Diagnostic> Analyze(int file, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return _generated.WithAnalyzers(analyzers, options)
            .GetAnalyzerSemanticDiagnosticsAsync(_generated.GetSemanticModel(_files[file]), filterSpan: null, default)
            .GetAwaiter().GetResult();
    }

    private static MetadataReference[] References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "NetGen.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
