using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What is emitted for networks that files declare, and when it is emitted anew.</summary>
public sealed class ModelFileTests : IDisposable
{
    private const string Net = "[Network(\"digits.onnx\")] public sealed partial class Net;";

    private readonly WeightFolder _folder = WeightFolder.OfPages();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Net)]
    [InlineData("[Network(\"digits.onnx\", LayerOutputs = true, InputGradient = true)] partial class Net;")]
    [InlineData("[Network(\"digits.onnx\")] [Weights(\"digits.safetensors\")] partial class Net;")]
    [InlineData("[Network(\"sequence.onnx\")] partial class Net;")]
    [InlineData("[Network(\"open.onnx\", InputHeight = 8, InputWidth = 10)] partial class Net;")]
    [InlineData("[Network(\"two.onnx\", Output = \"logits\")] partial class Net;")]
    [InlineData("[Network(\"none.onnx\")] partial class Net;")]
    public void It_compiles_without_a_warning(string source) => Assert.Empty(
        NetworkCompilation.Of(source).With(_folder).Generated().Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    [Fact]
    public void The_file_emits_what_its_attributes_would()
    {
        const string Attributes = "[Network(4)] [Dense(3, Activation = Activation.Softmax)] [Weights(\"digits.safetensors\")] public sealed partial class Net;";

        Assert.Equal(
            TextOf(Attributes).Replace("digits.safetensors", "digits.onnx", StringComparison.Ordinal),
            TextOf(Net));
    }

    [Fact]
    public void Classes_that_read_one_file_in_different_ways_have_shapes_and_weights_of_their_own()
    {
        string text = TextOf(
            """
            [Network("open.onnx", InputHeight = 8, InputWidth = 10)] public sealed partial class Small;
            [Network("open.onnx", InputHeight = 16, InputWidth = 16)] public sealed partial class Large;
            [Network("two.onnx", Output = "logits")] public sealed partial class First;
            """);

        Assert.Contains("open.onnx?height=8?width=10\"", text, StringComparison.Ordinal);
        Assert.Contains("open.onnx?height=16?width=16\"", text, StringComparison.Ordinal);
        Assert.Contains("two.onnx?output=logits\"", text, StringComparison.Ordinal);
    }

    /// <summary>What the attribute says of all convolutions holds for a file's too.</summary>
    [Fact]
    public void How_convolutions_are_computed_is_said_where_the_file_is_named()
    {
        const string Source = "[Network(\"open.onnx\", InputHeight = 8, InputWidth = 10, Convolution = Convolution.Direct)] public sealed partial class Net;";

        Assert.Contains("direct sums, as declared", TextOf(Source), StringComparison.Ordinal);
        Assert.DoesNotContain("direct sums", TextOf(Source.Replace(", Convolution = Convolution.Direct", "", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_asks_for_weights_compiles_where_the_file_is_refused()
    {
        const string Use = "class Use { static Net Run() => Net.Pretrained(); }";

        Assert.DoesNotContain(
            NetworkCompilation.Of(Net.Replace("digits", "sequence", StringComparison.Ordinal), Use).With(_folder).Generated().Compilation.GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_keystroke_elsewhere_reads_no_file_again()
    {
        NetworkCompilation before = NetworkCompilation.Of(Net, Sources.Small).With(_folder);
        GeneratorRun run = GeneratorRun.Of(before);

        // What lies there now is not the file that the compilation knows: the host hands out a new one where it has changed.
        _folder.Write("digits.onnx", [1, 2, 3]);
        GeneratorRun after = run.Again(before);

        Assert.All(after.Reasons(TrackingNames.Networks), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}"));
        Assert.Empty(before.Analyze());
    }

    [Fact]
    public void New_weights_in_the_file_emit_nothing_anew_and_new_layers_do()
    {
        NetworkCompilation before = NetworkCompilation.Of(Net).With(_folder);
        GeneratorRun run = GeneratorRun.Of(before);
        _folder.Write("digits.onnx", OnnxBytes.Digits(weight: 2));
        GeneratorRun trained = run.Again(before.With(_folder));

        Assert.All(trained.Reasons(TrackingNames.Networks), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}"));

        _folder.Write("digits.onnx", OnnxBytes.Digits(units: 5));
        GeneratorRun widened = trained.Again(before.With(_folder));

        Assert.Contains(IncrementalStepRunReason.Modified, widened.Reasons(TrackingNames.Networks));
    }

    private string TextOf(string source) => string.Concat(
        NetworkCompilation.Of(source).With(_folder).Generated().Compilation.SyntaxTrees
            .Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .OrderBy(tree => tree.FilePath, StringComparer.Ordinal)
            .Select(tree => tree.ToString()));
}
