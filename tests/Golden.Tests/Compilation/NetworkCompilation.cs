extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Golden.Tests.Declarations;
using NetworkAnalyzer = generator::NetGen.Generator.Diagnostics.NetworkAnalyzer;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Golden.Tests.Compilation;

/// <summary>Compiles attributed classes with the generator, in memory, every warning an error.</summary>
internal sealed class NetworkCompilation
{
    private const int ErrorsShown = 10;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References = FindReferences();

    /// <summary>Whether arithmetic overflow throws in the project.</summary>
    public bool CheckOverflow { get; init; }

    /// <summary>The project's nullable setting.</summary>
    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>The vector forms that are emitted, "128,256" or one of <see cref="VectorForms"/>.</summary>
    public string VectorBits { get; init; } = VectorForms.OfThisProcess;

    /// <summary>Whether the files that networks name become resources, as the package's targets see to.</summary>
    public bool EmbedsWeights { get; init; } = true;

    /// <summary>One assembly with a class for every network and a factory for all of them.</summary>
    public CompiledNetworks Compile(params IReadOnlyCollection<NetworkSpec> networks)
    {
        string[] weights = [.. networks.Select(network => network.Weights).Where(path => path.Length > 0).Distinct()];
        return new CompiledNetworks(Emit($"of {networks.Count} networks", [.. networks.Select(Source).Append(NetworkFactory.Source(networks))], weights));
    }

    /// <summary>A whole source file, with networks and what uses them, as an assembly.</summary>
    public Assembly CompileFile(string source) => Assembly.Load(Emit("of a file", [source], weights: []));

    private byte[] Emit(string what, string[] texts, string[] weights)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            checkOverflow: CheckOverflow,
            nullableContextOptions: Nullable);
        var compilation = CSharpCompilation.Create($"Networks{Guid.NewGuid():N}", texts.Select(Parse), References, options);
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], weights.Select(path => new WeightText(path)), ParseOptions, new ProjectProperties(VectorBits))
            .RunGeneratorsAndUpdateCompilation(compilation, out Microsoft.CodeAnalysis.Compilation complete, out ImmutableArray<Diagnostic> reported);

        using var image = new MemoryStream();
        var result = complete.Emit(image, manifestResources: EmbedsWeights ? weights.Select(Resource) : []);
        return result.Success && reported.IsEmpty
            ? image.ToArray()
            : throw new InvalidOperationException(Describe(what, [.. reported, .. result.Diagnostics, .. Findings(compilation)]));
    }

    /// <summary>What the analyzer says of networks, before anything is generated.</summary>
    public static ImmutableArray<Diagnostic> Findings(params IReadOnlyCollection<string> networks) => Findings(Declared(networks));

    /// <summary>Networks as they are declared, with nothing generated.</summary>
    public static CSharpCompilation Declared(params IReadOnlyCollection<string> networks) => CSharpCompilation.Create(
        "Declarations", networks.Select(Source).Select(Parse), References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static ResourceDescription Resource(string path) => new(ProjectProperties.ResourceOf(path), () => File.OpenRead(path), isPublic: true);

    private static string Source(NetworkSpec network) => Source(network.Source);

    private static string Source(string network) => $"using NetGen;\n\nnamespace {NetworkFactory.Namespace};\n\n{network}";

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions);

    private static string Describe(string what, IEnumerable<Diagnostic> diagnostics)
    {
        IEnumerable<string> errors = diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .DistinctBy(diagnostic => diagnostic.Id + diagnostic.GetMessage(CultureInfo.InvariantCulture))
            .Take(ErrorsShown)
            .Select(diagnostic => $"{diagnostic}\n    {Line(diagnostic)}");
        return $"The compilation {what} failed:\n{string.Join('\n', errors)}";
    }

    /// <summary>What the analyzer says of the declarations: the generator itself says nothing.</summary>
    private static ImmutableArray<Diagnostic> Findings(CSharpCompilation compilation) =>
        compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    private static string? Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        : null;

    /// <summary>The running framework's assemblies and the runtime library, as a project that uses NetGen has them.</summary>
    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string all = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. all.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework).Select(Reference),
            Reference(typeof(INetwork).Assembly.Location),
        ];
    }

    /// <summary>A file that nobody reads as text.</summary>
    private sealed class WeightText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => null;
    }

    private static MetadataReference Reference(string path) => MetadataReference.CreateFromFile(path);
}
