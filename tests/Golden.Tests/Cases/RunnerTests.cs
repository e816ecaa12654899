using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetGen.Golden.Tests.Training;
using Xunit;

namespace NetGen.Golden.Tests.Cases;

/// <summary>What is not understood is said, and harms nothing else.</summary>
public sealed class RunnerTests
{
    private const string Known = "dense_7_5_relu";

    [Theory]
    [InlineData("surprise")]
    [InlineData("Tolerance_rel")]
    public void A_case_that_says_more_than_is_looked_at_is_refused(string key)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Changed(golden => golden[key] = 1));

        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_of_a_parameter_that_says_more_is_refused_too() =>
        Assert.Throws<InvalidDataException>(() => Changed(golden => golden["params"]![0]!["dtype"] = "float16"));

    [Theory]
    [InlineData("kernel_constraint")]
    [InlineData("lora_rank")]
    public void A_layer_with_an_unknown_argument_fails_by_itself(string argument)
    {
        LayerCase strange = Changed(golden => golden["declaration"]![0]![argument] = 3);

        Dictionary<string, Func<INetwork>> made = GoldenNetworks.Compile([Case(Known), strange, Case("dense_1_1")]);

        Assert.Contains(argument, Assert.Throws<NotSupportedException>(() => made["strange"]()).Message, StringComparison.Ordinal);
        Assert.NotNull(made[Known]());
        Assert.NotNull(made["dense_1_1"]());
    }

    [Fact]
    public void A_case_that_the_compiler_refuses_fails_by_itself()
    {
        LayerCase refused = Changed(golden => golden["declaration"]![0]!["units"] = 0);

        Dictionary<string, Func<INetwork>> made = GoldenNetworks.Compile([Case(Known), refused, Case("dense_1_1"), Case("flatten_3x4x5")]);

        Assert.Contains("NG", Assert.Throws<InvalidOperationException>(() => made["strange"]()).Message, StringComparison.Ordinal);
        Assert.All([Known, "dense_1_1", "flatten_3x4x5"], name => Assert.NotNull(made[name]()));
    }

    [Fact]
    public void An_optimizer_with_an_unknown_argument_is_refused() => Assert.Throws<NotSupportedException>(() =>
        KerasTraining.Optimizer(JsonDocument.Parse("""{"type": "SGD", "learning_rate": 0.1, "decay": 0.5}""").RootElement));

    [Fact]
    public void A_normalization_of_another_axis_is_refused()
    {
        LayerCase other = Changed("batchnorm_inference_4x5x3", golden => golden["declaration"]![0]!["axis"] = 1);

        Assert.Throws<NotSupportedException>(() => GoldenNetworks.Compile([other])["strange"]());
    }

    /// <summary>Else a trajectory would be met by standing still.</summary>
    [Fact]
    public void Tolerances_are_small_beside_what_training_changes() => Assert.All(
        GoldenFolder.Networks.SelectMany(golden => golden.Trajectories), trajectory => Assert.True(trajectory.ParamToleranceAbs <= 0.02 * trajectory.MaxParamChange));

    private static LayerCase Case(string name) => Changed(name, golden => golden["name"] = name);

    private static LayerCase Changed(Action<JsonNode> change) => Changed(Known, change);

    /// <summary>A case as a file that says something else would give it.</summary>
    private static LayerCase Changed(string name, Action<JsonNode> change)
    {
        string path = Path.GetTempFileName();
        try
        {
            JsonNode golden = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "layers", name + ".json")))!;
            golden["name"] = "strange";
            change(golden);
            File.WriteAllText(path, golden.ToJsonString());
            return GoldenFolder.ReadFile<LayerCase>(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
