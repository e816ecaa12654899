using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>One mistake is one error in the build: what follows from it is silent, in the declaration and wherever the network is used.</summary>
public class OneMistakeTests
{
    private const string Use = """
        class Use
        {
            static void Run(float[] input, float[] output)
            {
                var net = new Net(seed: 3);
                INetwork network = net;
                net.Predict(input, output);
                System.Console.WriteLine(Net.Info.Summary() + net.Parameters.Count);
                new Trainer<Net>(net, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Dataset.FromClasses(input, new[] { 0 }));
            }
        }
        """;

    [Theory]
    [InlineData("[Network(0, 8, 2)] [Conv2D(4, 3)] [Flatten] [Dense(2)]", "NG0301")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(0, 3)] [MaxPooling2D(9)] [Dense(2)] [Flatten]", "NG0201")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 3, Strides = 0, Dilation = 2)] [Flatten] [Dense(2)]", "NG0201")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 0, Padding = Padding.Same)] [Flatten] [Dense(2)]", "NG0201")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 4, Padding = Padding.Same, Activation = Activation.ReLU)] [Flatten] [Dense(2, Activation = Activation.Softmax)]", "NG0202")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 3, Strides = 2, Dilation = 2)] [MaxPooling2D(8)] [Flatten] [Dense(2)]", "NG0203")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 9)] [MaxPooling2D(3)] [Conv2D(4, 3)] [Dense(2)]", "NG0303")]
    [InlineData("[Network(8, 8, 2)] [Flatten] [Conv2D(4, 3)] [MaxPooling2D] [Flatten] [Dense(2)]", "NG0304")]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 3)] [Dense(2)] [Dense(2)] [Flatten]", "NG0305")]
    [InlineData("[Network(50000, 50000, 3)] [Conv2D(4, 3)] [Flatten] [Dense(2)]", "NG0307")]
    [InlineData("[Network(8)] [Dense(1, Activation = Activation.Softmax)] [Dense(2)]", "NG0207")]
    [InlineData("[Network(8)] [Dropout(1.5)]", "NG0204")]
    [InlineData("[Network(8)] [Dense(2, KernelL2 = -1)] [Dense(2)]", "NG0205")]
    [InlineData("[Network(8)] [Dense(2, Activation = (Activation)99)]", "NG0213")]
    [InlineData("[Network(8, 8, 2)] [Flatten(Activation = Activation.Softmax)] [Dense(2)]", "NG0209")]
    [InlineData("[Network(8)] [Dense(2, Name = \"a\")] [Dense(2, Name = \"a\")] [Dense(2, Name = \"b\")]", "NG0108")]
    [InlineData("[Network(8)] [Dense(2, Name = \"a/b\")] [Dense(2)]", "NG0109")]
    [InlineData("[Network(8)]", "NG0104")]
    [InlineData("[Network(8, MaxParameters = 1)] [Dense(2)]", "NG0503")]
    [InlineData("[Network(8, MaxMegabytes = 0)] [Dense(2)]", "NG0214")]
    public void It_is_one_error_in_the_build(string attributes, string id)
    {
        NetworkCompilation built = NetworkCompilation.Of($"{attributes} public sealed partial class Net;", Use).GeneratedWithoutBodies();

        Assert.Equal([id], built.Analyze().Select(diagnostic => diagnostic.Id));
        Assert.Empty(built.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("[Network(8, 8, 2)] [Conv2D(4, 3)] [Flattn] [Dense(2)] public sealed partial class Net;")]
    [InlineData("[Network(8, 8, 2)] [Flatten] [Conv2d(4, 3)] [Dense(2)] [Flatten] [Dropout(0.5)] public sealed partial class Net;")]
    [InlineData("[Network(8, 8, 2)] [GlobalAveragePooling] [Dense(2, Activation = Activation.Softmax)] [Dense(2)] public sealed partial class Net;")]
    [InlineData("[Network(8)] [Linear(2)] public sealed partial class Net;")]
    [InlineData("[Netwrok(8)] [Dense(2)] public sealed partial class Net;")]
    [InlineData("using A; [Network(8, 8, 2)] [Dense(4)] [Flatten] public sealed partial class Net; namespace A { class DenseAttribute(int x) : System.Attribute; }", "CS0104")]
    public void A_layer_that_the_compiler_does_not_know_is_the_compilers_error_alone(string source, string id = "CS0246")
    {
        // Without [Network] there is nothing to use.
        string use = source.Contains("[Network", System.StringComparison.Ordinal) ? Use : "";
        NetworkCompilation built = NetworkCompilation.Of(source, use).GeneratedWithoutBodies();

        Assert.Empty(built.Analyze());
        Assert.Equal([id], built.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public void What_a_layer_says_of_itself_is_said_beside_one_that_is_unknown() => Assert.Equal(
        ["NG0201"],
        NetworkCompilation.Of("[Network(8, 8, 2)] [Conv2D(0, 3)] [Flattn] [Dense(2)] partial class Net;").GeneratedWithoutBodies().Analyze().Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData("[Network(8)] [Dense(2)] public sealed class Net;", "NG0101")]
    [InlineData("[Network(8)] [Dense(2)] public static class Net;", "NG0103")]
    [InlineData("[Network(8)] [Dense(2)] partial class Net { int Info; }", "NG0107")]
    [InlineData("[Network(8, 8, 2)] [Flatten] partial class Net; [Dense(2)] partial class Net;", "NG0106")]
    [InlineData("class Base { public Base(int x) { } } [Network(8)] [Dense(2)] partial class Net : Base;", "NG0110")]
    [InlineData("[Network(8)] [Dense(2)] partial class Base; [Network(8)] [Dense(2)] partial class Net : Base;", "NG0111")]
    [InlineData("[Network(8)] [Dense(2)] partial class Info;", "NG0112")]
    [InlineData("#nullable enable\n[Network(8)] [Dense(2)] partial class Net { public string Path { get; } public Net(string path) { Path = path; } }", "NG0113")]
    [InlineData("class Outer { [Network(8)] [Dense(2)] partial class Net; [Network(8)] [Dense(2)] partial class Other; }", "NG0102")]
    public void A_mistake_of_structure_is_one_finding(string source, string id) =>
        Assert.Equal([id], NetworkCompilation.Of(source).GeneratedWithoutBodies().Analyze().Select(diagnostic => diagnostic.Id));
}
