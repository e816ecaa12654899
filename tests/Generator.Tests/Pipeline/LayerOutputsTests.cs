using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What [Network(..., LayerOutputs = true)] adds to the emitted code, and what it leaves alone.</summary>
public class LayerOutputsTests
{
    private static readonly string Asked = Sources.Small.Replace("[Network(6, 6, 1)]", "[Network(6, 6, 1, LayerOutputs = true)]", StringComparison.Ordinal);

    [Fact]
    public void Files_come_beside_the_others_which_stay_as_they_are()
    {
        Dictionary<string, string> without = Files(Sources.Small);
        Dictionary<string, string> with = Files(Asked);

        Assert.Equal(
            ["Shop.Small.LayerOutputs.Vector128.g.cs", "Shop.Small.LayerOutputs.Vector256.g.cs", "Shop.Small.LayerOutputs.Vector512.g.cs", "Shop.Small.LayerOutputs.g.cs"],
            with.Keys.Except(without.Keys).Order(StringComparer.Ordinal));
        Assert.Empty(without.Keys.Except(with.Keys));
        Assert.All(without.Where(file => file.Key is not ("Shop.Small.g.cs" or "Shop.Small.Factory.g.cs")), file => Assert.Equal(file.Value, with[file.Key]));
        Assert.DoesNotContain(without.Values, text => text.Contains("LayerOutput", StringComparison.Ordinal));
    }

    /// <summary>Nothing goes back there, and the pooling has a method of its own.</summary>
    [Fact]
    public void The_pass_has_forward_methods_alone_and_no_fusion()
    {
        string kernels = Files(Asked)["Shop.Small.LayerOutputs.Vector256.g.cs"];

        Assert.Contains("MaxPooling2dForward(", kernels, StringComparison.Ordinal);
        Assert.DoesNotContain("Backward", kernels, StringComparison.Ordinal);
        Assert.DoesNotContain("Gradient", kernels, StringComparison.Ordinal);
        Assert.DoesNotContain("ref float output", kernels, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Conv2D(2, 3)] [Flatten] [Dense(2)]")]
    [InlineData("[Dropout(0.5)] [Flatten] [Activation(Activation.Linear)]")]
    [InlineData("[Rescaling(2)] [RandomFlip] [GaussianNoise(0.1)] [AveragePooling2D(3, Strides = 1)] [Activation(Activation.Softmax)]")]
    [InlineData("[Flatten] [Dense(0)]")]
    public void Code_that_asks_for_layers_compiles_without_a_warning_whether_the_declaration_has_errors_or_not(string layers)
    {
        const string Use = """
            class Use
            {
                static void Main()
                {
                    ILayerOutputs network = new Net();
                    float[] map = network.LayerOutput("conv2d", new float[128]);
                    new Net(seed: 1).LayerOutput("conv2d", new float[128], map);
                }
            }
            """;
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true, warningLevel: 9999);
        CSharpCompilation generated = NetworkCompilation
            .Of(options, $"[Network(8, 8, 2, LayerOutputs = true)] {layers} public sealed partial class Net;", Use).Generated().Compilation;

        Assert.Empty(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    private static Dictionary<string, string> Files(string source) =>
        GeneratorRun.Of(NetworkCompilation.Of(source)).Files.ToDictionary(file => file.Name, file => file.Text);
}
