extern alias generator;

using System;
using System.Collections.Concurrent;
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
/// warning of the compiler and of the rules; what a rule advises against in somebody else's network, such as two linear layers in a row, is theirs.
/// </summary>
internal static class ImportedClass
{
    public const string ClassName = "Imported";

    // What these rules say is true of the network that somebody has made, and not of how its class is written.
    private static readonly string[] AdviceOnDesign =
    [
        "NG0118", "NG0208", "NG0210", "NG0211", "NG0212", "NG0221", "NG0222", "NG0223", "NG0224", "NG0225", "NG0226", "NG0227", "NG0228", "NG0229", "NG0230",
        "NG0231", "NG0232", "NG0245", "NG0246", "NG0251", "NG0252", "NG0302",
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    // Many tests give the same classes other weights.
    private static readonly ConcurrentDictionary<string, Lazy<Type[]>> Compiled = new(StringComparer.Ordinal);

    // What is referenced is bound once, for all compilations that are made of this one.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Imported", null, FindReferences(), new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        specificDiagnosticOptions: AdviceOnDesign.ToDictionary(rule => rule, _ => ReportDiagnostic.Suppress),
        nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The network as an instance of its class, with its weights.</summary>
    public static INetwork Create(ImportedNetwork imported)
    {
        INetwork network = Compile(imported.ToSource(ClassName, "Networks"));
        Give(imported, network);
        return network;
    }

    /// <summary>Several networks, compiled together, which is quicker than one after the other.</summary>
    public static IReadOnlyList<INetwork> CreateAll(IReadOnlyList<ImportedNetwork> imported)
    {
        IReadOnlyList<INetwork> networks = CompileAll([.. imported.Select((network, i) => (NameOf(i), network.ToSource(NameOf(i), "Networks")))]);
        foreach ((ImportedNetwork network, INetwork made) in imported.Zip(networks))
        {
            Give(network, made);
        }

        return networks;

        static string NameOf(int i) => FormattableString.Invariant($"{ClassName}{i}");
    }

    private static void Give(ImportedNetwork imported, INetwork network)
    {
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
    public static INetwork Compile(string source) => CompileAll([(ClassName, source)])[0];

    /// <summary>Classes of these names in the namespace Networks, as they were written.</summary>
    public static IReadOnlyList<INetwork> CompileAll(IReadOnlyList<(string Name, string Source)> classes)
    {
        string text = string.Concat(classes.Select(one => one.Source));
        return [.. Compiled.GetOrAdd(text, _ => new Lazy<Type[]>(() => TypesOf(classes))).Value.Select(New)];
    }

    /// <summary>Another network of the same class, with weights of its own.</summary>
    public static INetwork Another(INetwork network) => New(network.GetType());

    private static INetwork New(Type type) => (INetwork)Activator.CreateInstance(type, [1])!;

    private static Type[] TypesOf(IReadOnlyList<(string Name, string Source)> classes)
    {
        CSharpCompilation compilation = Empty.AddSyntaxTrees(classes.Select(one => CSharpSyntaxTree.ParseText(one.Source, ParseOptions)));
        CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions, optionsProvider: EmittedForms.OfThisMachine)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> findings = compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        Diagnostic[] errors = [.. findings.Concat(reported).Concat(result.Diagnostics).Where(finding => finding.Severity == DiagnosticSeverity.Error)];
        IEnumerable<string> wrong = classes
            .Where(one => classes.Count == 1 || errors.Any(error => error.ToString().Contains(one.Name, StringComparison.Ordinal)))
            .Select(one => one.Source);
        Assert.True(result.Success && errors.Length == 0, $"{string.Join('\n', errors.Take(10))}\n{string.Join("\n\n", wrong.Take(5))}");
        Assembly assembly = Assembly.Load(image.ToArray());
        return [.. classes.Select(one => assembly.GetType("Networks." + one.Name, throwOnError: true)!)];
    }

    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string all = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> paths = all.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework).Append(typeof(INetwork).Assembly.Location);
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
