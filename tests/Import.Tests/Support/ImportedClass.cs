extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using NetworkAnalyzer = generator::NetGen.Generator.Diagnostics.NetworkAnalyzer;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Import.Tests.Support;

/// <summary>
/// Does with an imported network what a user does: compiles the class that was written, gives it the weights and runs it. The text and the emitted code are held to every
/// warning of the compiler; what a rule advises
/// against in somebody else's network, such as two linear layers in a row, is theirs.
/// </summary>
internal static class ImportedClass
{
    public const string ClassName = "Imported";

    // What these rules say is true of the network that somebody has made, and not of how its class is written.
    private static readonly string[] AdviceOnDesign =
    [
        "NG0118", "NG0208", "NG0210", "NG0211", "NG0212", "NG0221", "NG0222", "NG0223", "NG0224", "NG0225", "NG0226", "NG0227", "NG0228", "NG0229", "NG0230", "NG0231", "NG0232", "NG0245",
        "NG0246", "NG0251", "NG0252", "NG0302",
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References = FindReferences();

    /// <summary>The network as an instance of its class, with its weights.</summary>
    public static INetwork Create(ImportedNetwork imported)
    {
        INetwork network = Compile(imported.ToSource(ClassName, "Networks"));
        Assert.Equal(imported.InputShape, network.Info.InputShape);
        Assert.Equal(imported.Layers.Select(layer => layer.Name), network.Info.Layers.Select(layer => layer.Name));
        Assert.Equal(imported.Layers.Select(layer => layer.Inputs), network.Info.Layers.Select(layer => layer.Inputs));
        Assert.Equal(network.Parameters.Select(parameter => parameter.Info.Name).Order(), imported.Tensors.Select(tensor => tensor.Name).Order());
        foreach (ImportedTensor tensor in imported.Tensors)
        {
            Parameter parameter = network.Parameters[tensor.Name];
            Assert.Equal(parameter.Info.Shape, tensor.Shape);
            parameter.Set(tensor.Values);
        }

        return network;
    }

    /// <summary>The network as an instance of a class in which layers that repeat are blocks; its parameters come in the same order.</summary>
    public static INetwork CreateWithBlocks(ImportedNetwork imported)
    {
        INetwork network = Compile(imported.ToSource(ClassName, "Networks", useBlocks: true));
        Assert.Equal(imported.Tensors.Count, network.Parameters.Count);
        foreach ((ImportedTensor tensor, Parameter parameter) in imported.Tensors.Zip(network.Parameters))
        {
            Assert.Equal(parameter.Info.Shape, tensor.Shape);
            parameter.Set(tensor.Values);
        }

        return network;
    }

    /// <summary>What the compiler says of a network, whose weights may be missing.</summary>
    public static NetworkInfo InfoOf(ImportedNetwork imported) => Compile(imported.ToSource(ClassName, "Networks")).Info;

    /// <summary>What the network puts out.</summary>
    public static float[] Predict(INetwork network, float[] input)
    {
        var output = new float[input.Length / network.Info.InputSize * network.Info.OutputSize];
        network.Predict(input, output);
        return output;
    }

    /// <summary>A class of this name in the namespace Networks, as it was written.</summary>
    public static INetwork Compile(string source)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            specificDiagnosticOptions: AdviceOnDesign.ToDictionary(rule => rule, _ => ReportDiagnostic.Suppress),
            nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create($"Imported{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(source, ParseOptions)], References, options);
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> findings = compilation
            .WithOptions(options.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
            .WithAnalyzers([new NetworkAnalyzer()])
            .GetAnalyzerDiagnosticsAsync()
            .GetAwaiter()
            .GetResult();
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        Diagnostic[] errors = [.. findings.Concat(reported).Concat(result.Diagnostics).Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        Assert.True(result.Success && errors.Length == 0, $"{string.Join('\n', errors.Take(10))}\n{source}");
        return (INetwork)Activator.CreateInstance(Assembly.Load(image.ToArray()).GetType("Networks." + ClassName, throwOnError: true)!, [1])!;
    }

    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string all = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> paths = all.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework).Append(typeof(INetwork).Assembly.Location);
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
