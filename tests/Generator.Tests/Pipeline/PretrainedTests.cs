using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What is emitted for networks with weights, and when it is emitted anew.</summary>
public sealed class PretrainedTests : System.IDisposable
{
    private const string Net = "[Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] public sealed partial class Net;";

    private readonly WeightFolder _folder = WeightFolder.OfPages();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Net)]
    [InlineData(
        "[Network(4, LayerOutputs = true), Dense(3), Weights(\"digits.safetensors\")] partial class Net "
        + "{ public string Path { get; } public Net(string path) : this(seed: 3) { Path = path; } }")]
    [InlineData(
        "namespace A.@class { partial class Outer<T> { [Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] internal sealed partial class @event; "
        + "[Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] internal sealed partial class Other; } }")]
    [InlineData("class Base { public static int Pretrained() => 3; } [Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] sealed partial class Net : Base;")]
    [InlineData("[Network(4)] [Dense(0)] [Weights(\"digits.safetensors\")] partial class Net;")]
    [InlineData("[Network(4)] [Dense(3)] [Weights(\"none.safetensors\")] partial class Net;")]
    [InlineData("[Network(4)] [Dense(3)] [Weights(\"digits.safetensors\")] partial class Net { public required int Size { get; init; } }")]
    public void It_compiles_without_a_warning(string source)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true, warningLevel: 9999);

        Assert.Empty(NetworkCompilation.Of(options, source).With(_folder).Generated().Compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void The_method_names_the_resource_that_the_targets_embed()
    {
        string members = Members(NetworkCompilation.Of(Net).With(_folder));

        Assert.Contains("public static Net Pretrained() =>", members, System.StringComparison.Ordinal);
        Assert.Contains("EmbeddedWeights(typeof(Net), @\"NetGen.Weights/digits.safetensors\")", members, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_asks_for_weights_compiles_where_these_have_errors()
    {
        const string Use = "class Use { static Net Run() => Net.Pretrained(); }";

        Assert.Empty(NetworkCompilation.Of(Net.Replace("digits", "none", System.StringComparison.Ordinal), Use).With(_folder).Generated().Compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void An_edit_of_the_file_runs_nothing_of_the_generator_again_and_the_analyzer_sees_it()
    {
        NetworkCompilation before = NetworkCompilation.Of(Net, Sources.Small).With(_folder);
        GeneratorRun run = GeneratorRun.Of(before);
        Assert.Empty(before.Analyze());

        _folder.Write("digits.safetensors", WeightFolder.Digits, 3);
        NetworkCompilation edited = before.With(_folder);
        GeneratorRun after = run.Again(edited);

        AssertNothingRan(after);
        Assert.All(after.Reasons(TrackingNames.WeightFiles), reason => Assert.Contains(reason, Unchanged));
        Assert.Equal(["NG0702"], edited.Analyze().Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Another_file_beside_it_runs_nothing_again()
    {
        NetworkCompilation before = NetworkCompilation.Of(Net).With(_folder);
        GeneratorRun run = GeneratorRun.Of(before);

        _folder.Write("checkpoint.safetensors", WeightFolder.Digits, 3);

        AssertNothingRan(run.Again(before.With(_folder)));
    }

    [Fact]
    public void A_file_that_appears_changes_the_members_of_its_network_alone()
    {
        string missing = Net.Replace("digits", "new", System.StringComparison.Ordinal);
        NetworkCompilation before = NetworkCompilation.Of(missing, Sources.Small).With(_folder);
        GeneratorRun run = GeneratorRun.Of(before);

        _folder.Write("new.safetensors", WeightFolder.Digits, WeightFolder.DigitsLength);
        GeneratorRun after = run.Again(before.With(_folder));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], after.Reasons(TrackingNames.Models));
        Assert.All(after.Reasons(TrackingNames.Networks), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static readonly IncrementalStepRunReason[] Unchanged = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static void AssertNothingRan(GeneratorRun run)
    {
        Assert.All(run.Reasons(TrackingNames.Networks), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(run.Reasons(TrackingNames.Models), reason => Assert.Contains(reason, Unchanged));
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static string Members(NetworkCompilation compilation) =>
        compilation.Generated().Compilation.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath) == "Net.g.cs").ToString();
}
