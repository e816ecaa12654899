extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using generator::NetGen.Generator;
using generator::NetGen.Generator.Declaration;
using generator::NetGen.Generator.Diagnostics;
using generator::NetGen.Generator.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Tool.Emission;

/// <summary>The compiler with NetGen's generator in it, run over declarations as a build would.</summary>
internal sealed class NetworkCompilation
{
    // Projects have NetGen's namespace where they need it; a file alone may get it from another one.
    private const string Usings = "global using global::System; global using global::NetGen;";

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    private readonly CSharpCompilation _declarations;
    private readonly Compilation _compiled;
    private readonly ImmutableArray<AdditionalText> _models;
    private readonly ProjectProperties _properties;
    private readonly GeneratorRunResult _run;

    private NetworkCompilation(CSharpCompilation declarations, IReadOnlyList<int> widths, string folder)
    {
        _properties = new ProjectProperties(widths, folder);
        _declarations = declarations;
        _models = [.. NetworkClasses.In(declarations.Assembly.GlobalNamespace).Select(NetworkAttributes.Of).Select(ModelText.Of).OfType<ModelText>()];
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], _models, Language, _properties)
            .RunGeneratorsAndUpdateCompilation(declarations, out _compiled, out _);
        _run = driver.GetRunResult().Results[0];
        if (_run.Exception is { } failure)
        {
            throw new ToolException($"The generator failed: {failure.Message}", failure);
        }
    }

    /// <summary>This runtime's libraries and NetGen.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) is "NetGen.dll" or "netstandard.dll" or "mscorlib.dll" || IsOfPlatform(file))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>The networks that were declared, by name.</summary>
    public IReadOnlyList<INamedTypeSymbol> Networks => [.. NetworkClasses.In(_declarations.Assembly.GlobalNamespace)];

    /// <summary>The generated files.</summary>
    public ImmutableArray<GeneratedSourceResult> Files => _run.GeneratedSources;

    /// <summary>The models that declare networks.</summary>
    public ModelFiles Models => ModelFiles.Of(new AnalyzerOptions(_models, _properties));

    /// <summary>Compiles declarations.</summary>
    /// <param name="source">C#.</param>
    /// <param name="widths">The widths of vectors to compile for. Default: all.</param>
    /// <param name="path">The file that the source comes from, for messages.</param>
    public static NetworkCompilation Of(string source, IReadOnlyList<int>? widths = null, string path = "") => new(
        CSharpCompilation.Create(
            "NetGen.Compiled.Again",
            [CSharpSyntaxTree.ParseText(source, Language, path), CSharpSyntaxTree.ParseText(Usings, Language)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)),
        widths ?? [],
        path.Length > 0 ? Path.GetDirectoryName(Path.GetFullPath(path))! : "");

    /// <summary>
    /// What keeps networks from being compiled: what the compiler and NetGen's rules say of their attributes. A file alone may lack much else that
    /// its project has, and that is no matter here.
    /// </summary>
    public IReadOnlyList<string> Errors()
    {
        ImmutableArray<Diagnostic> rules = _compiled
            .WithAnalyzers([new NetworkAnalyzer()], new AnalyzerOptions(_models, _properties))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        IEnumerable<Diagnostic> language = _declarations.GetDiagnostics().Where(diagnostic => IsError(diagnostic) && IsInAttribute(diagnostic));
        return
        [
            .. language.Concat(rules.Where(IsError))
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => diagnostic.ToString())
                .Distinct(),
        ];
    }

    /// <summary>Compiles everything into an assembly and loads it.</summary>
    /// <exception cref="ToolException">It does not compile.</exception>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = _compiled.Emit(image);
        if (!result.Success)
        {
            throw new ToolException($"The networks do not compile: {result.Diagnostics.First(IsError)}");
        }

        image.Position = 0;
        return new AssemblyLoadContext("Compiled again", isCollectible: true).LoadFromStream(image);
    }

    private static bool IsOfPlatform(string file) => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal);

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static bool IsInAttribute(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf().Any(node => node is AttributeListSyntax) == true;
}
