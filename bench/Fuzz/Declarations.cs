extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Golden.Tests.Compilation;
using Compiler = generator::NetGen.Generator;

namespace NetGen.Bench.Fuzz;

/// <summary>Text where attributes stand, whatever it is: neither the generator nor an analyzer may throw.</summary>
internal static class Declarations
{
    private static readonly string[] Words =
    [
        "[", "]", "(", ")", ",", "=", "\"", "-1", "0", "1", "3", "int.MaxValue", "100000", "1e300", "double.NaN", "null", "default", "new[] { 1, 2 }",
        "typeof(Net)", "nameof(Net)", "Padding = Padding.Same", "Activation = Activation.Softmax", "Activation = (Activation)77", "Name = \"a\"",
        "Input = \"a\"", "Input = \"input\"", "Strides = 2", "Dilation = 3", "[Flatten]", "[Dense(4)]", "[Conv2D(3, 3)]", "[Add(\"a\")]",
        "[Concatenate(\"a\", \"b\")]", "[MaxPooling2D(2)]", "[BatchNormalization]", "[GlobalAveragePooling2D]", "[Reshape(2, -1)]",
        "[UpSampling2D(2)]", "[SeparableConv2D(4, 3)]", "[Block]", "[Conv2DTranspose(2, 3)]", "[LayerNormalization]", "[Dropout(0.5)]",
        "[Network(\"a.onnx\")]", "[Weights(\"a\")]", "partial", "class", "sealed", "abstract", "static", "struct", "<T>", ": Net", "{ }", ";",
    ];

    private static readonly string[] Seeds =
    [
        "[Network(8, 8, 3)]\n[Conv2D(4, 3, Activation = Activation.ReLU)]\n[MaxPooling2D(2)]\n[Flatten]\n[Dense(3, Activation = Activation.Softmax)]\npartial class Net;\n",
        "[Network(6, 6, 2, LayerOutputs = true)]\n[Conv2D(2, 3, Padding = Padding.Same, Name = \"a\")]\n[BatchNormalization]\n[Add(\"a\")]\n"
            + "[GlobalAveragePooling2D]\npublic sealed partial class Net;\n",
        "[Repeated(3, Repeat = 2)]\n[Network(5, 5, 1)]\npartial class Net;\n[Conv2D(2, 1)]\nclass RepeatedAttribute(int width) : BlockAttribute;\n",
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new Compiler.Diagnostics.NetworkAnalyzer(), new Compiler.Diagnostics.IntegerDivisionAnalyzer(), new Compiler.Diagnostics.Training.TrainingAnalyzer()];

    /// <summary>One vector form is emitted: the same code writes the others.</summary>
    private static readonly ProjectProperties Project = new("128");

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest, DocumentationMode.Parse);

    /// <summary>What a network refers to, and no more: types are looked for by name in each of them, for every input.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Fuzz",
        references: typeof(NetworkAttribute).Assembly.GetReferencedAssemblies()
            .Select(Assembly.Load)
            .Append(typeof(object).Assembly)
            .Append(typeof(NetworkAttribute).Assembly)
            .Select(assembly => MetadataReference.CreateFromFile(assembly.Location)),
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false));

    /// <summary>The compiler's own memory is not bounded here.</summary>
    public static Target Target { get; } = new("declarations", [.. Seeds.Select(Encoding.UTF8.GetBytes)], Words, Compile, _ => false, _ => long.MaxValue);

    /// <summary>What is found wrong, and whether code was written.</summary>
    private static string Compile(byte[] input)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText("using NetGen;\n" + Encoding.UTF8.GetString(input), Language, "Net.cs");
        CSharpCompilation compilation = Empty.AddSyntaxTrees(tree);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new Compiler.NetworkGenerator().AsSourceGenerator()], parseOptions: Language, optionsProvider: Project);
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results[0];
        if (result.Exception is { } exception)
        {
            throw exception;
        }

        var thrown = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], Project), (failure, _, _) => thrown.Add(failure), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return thrown.Count == 0
            ? $"{result.GeneratedSources.Length} files, {string.Join(' ', diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal))}"
            : throw thrown[0];
    }
}
