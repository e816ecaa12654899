using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What training does not keep, but makes once more on the way back.</summary>
public class RemakingTests
{
    [Theory]
    [InlineData("[Conv2D(4, 3, Padding = Padding.Same)]")]
    [InlineData("[Conv2D(4, 1)]")]
    [InlineData("[Conv2D(8, 3, Groups = 2)]")]
    [InlineData("[DepthwiseConv2D(3)]")]
    public void What_one_convolution_alone_reads_of_a_normalization_is_not_kept(string reader)
    {
        ExecutionPlan plan = Plan($"[BatchNormalization] [Activation(Activation.ReLU6)] {reader}");

        RemakingStep step = Assert.Single(plan.Steps.OfType<RemakingStep>());
        Assert.Same(step.Normalization, plan.Steps.OfType<BatchNormalizationStep>().Single());
        Assert.Equal(Block.Work, step.Normalization.Output.Place.Block);
        Assert.Equal(Block.Work, step.Output.Place.Block);
        Assert.Equal(Block.Batch, step.Input.Place.Block);
        Assert.Same(step.Output, step.Normalization.Output.OnWayBack);
    }

    /// <summary>The way back of a sum reads nothing, so the values may go when it has been made.</summary>
    [Theory]
    [InlineData("[Conv2D(4, 1)] [Add(\"batch_normalization\")]")]
    [InlineData("[Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"batch_normalization\")]")]
    public void What_others_read_on_the_way_forward_alone_is_not_kept_either(string readers)
    {
        ExecutionPlan plan = Plan($"[BatchNormalization] {readers}");

        RemakingStep step = plan.Steps.OfType<RemakingStep>().First();
        Step reader = plan.Steps.First(other => other.ReadsInputBack && other.Input.Is(step.Normalization.Output));
        Assert.Same(step.Output, reader.Input.OnWayBack);
        Assert.DoesNotContain(plan.Steps, other => !ReferenceEquals(other, step) && other.ValuesReadBack.Contains(step.Normalization.Output.Identity));
    }

    /// <summary>What a block ends with is made once more of what the block before ended with, where that is kept: so every second one is.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[Activation(Activation.ReLU)]")]
    public void Of_sums_behind_normalizations_every_second_one_is_kept(string behind)
    {
        string[] outcomes = ["conv2d", .. Enumerable.Range(1, 5).Select(i => (behind.Length == 0 ? "add" : "activation") + (i == 1 ? "" : $"_{i - 1}"))];
        string[] blocks = [.. outcomes.Take(5).Select(before => $"[Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"{before}\")] {behind}")];
        ExecutionPlan plan = Plan(string.Join(" ", blocks) + " [GlobalAveragePooling2D(KeepDims = true)]");

        BatchNormalizationStep[] sums = [.. plan.Steps.OfType<BatchNormalizationStep>().Where(step => step.Added is not null)];
        Assert.Equal(5, sums.Length);
        Assert.Equal([true, false, true, false, false], sums.Select(step => step.Output.OnWayBack != step.Output));
        Assert.All(plan.Steps.OfType<RemakingStep>().Where(step => step.Inputs.Length > 1), step => Assert.Equal(Block.Work, step.Output.Place.Block));
    }

    [Theory]
    [InlineData("[BatchNormalization] [Conv2D(4, 1)] [Multiply(\"batch_normalization\")]")]
    [InlineData("[BatchNormalization] [Conv2D(4, 1)] [Conv2D(4, 1, Input = \"batch_normalization\")] [Add(\"conv2d_1\")]")]
    [InlineData("[BatchNormalization] [MaxPooling2D(2)]")]
    [InlineData("[BatchNormalization] [Conv2D(4, 1, Trainable = false)]")]
    [InlineData("[BatchNormalization(Trainable = false)] [Conv2D(4, 1)]")]
    [InlineData("[BatchNormalization] [Activation(Activation.GELU)] [Conv2D(4, 1)]")]
    [InlineData("[Flatten] [BatchNormalization] [Dense(4)] [Reshape(1, 1, 4)]")]
    public void Where_others_read_it_or_nobody_reads_it_back_all_is_as_it_was(string layers) =>
        Assert.Empty(Plan(layers).Steps.Where(step => step.IsOfWayBack));

    /// <summary>What takes all samples of a group at once finds them made once more, all of them.</summary>
    [Theory]
    [InlineData(256)]
    [InlineData(64)]
    public void For_a_group_at_once_it_is_made_once_more_of_all_samples(int channels)
    {
        ExecutionPlan plan = Plan($"[Conv2D({channels}, 1)] [BatchNormalization] [Conv2D({channels}, 3, Padding = Padding.Same)] [BatchNormalization]");

        RemakingStep step = Assert.Single(plan.Steps.OfType<RemakingStep>());
        ConvolutionStep reader = plan.Steps.OfType<ConvolutionStep>().Single(convolution => convolution.Input.OnWayBack == step.Output);
        Assert.True(reader.TakesGroups);
        Assert.True(plan.GroupSize > 1);
        Assert.True(step.Output.Place.Stride >= step.Output.Size);
        Assert.True(plan.Steps.ToList().IndexOf(step) > plan.Steps.ToList().IndexOf(reader));
    }

    /// <summary>In predictions, and where no lanes meet behind the layer, one sample after the other finds what it reads in the caches.</summary>
    [Theory]
    [InlineData("[BatchNormalization]", true, true)]
    [InlineData("[BatchNormalization]", false, false)]
    [InlineData("[BatchNormalization(Trainable = false)]", true, false)]
    [InlineData("", true, false)]
    public void Lighter_weights_take_groups_where_lanes_meet_behind_them(string behind, bool trains, bool takesGroups)
    {
        Network network = Networks.Build($"[Network(12, 12, 64)] [Conv2D(64, 1)] [Conv2D(64, 3)] {behind} [Flatten] [Dense(2)] partial class Net;").Network!;

        Assert.Equal(takesGroups, Planner.Plan(network, VectorForm.Vector256, trains ? Purpose.Training : Purpose.Inference).Steps.Any(step => step.TakesGroups));
    }

    [Fact]
    public void In_memory_there_is_one_map_less()
    {
        ExecutionPlan plan = Plan("[BatchNormalization] [Activation(Activation.ReLU)] [Conv2D(4, 3, Padding = Padding.Same)]");
        Step[] steps = [.. plan.Steps];

        // The input, what the normalization reads, what comes out, and gradients that wait while all lanes meet.
        Assert.DoesNotContain(steps.OfType<BatchNormalizationStep>(), step => step.Output.Place.Block == Block.Batch);
        Assert.Contains(steps.OfType<ConvolutionStep>(), step => step.Output.Place.Block == Block.Batch);
    }

    [Fact]
    public void Random_layers_behind_it_have_the_numbers_that_they_would_have()
    {
        ExecutionPlan plan = Plan("[BatchNormalization] [Conv2D(4, 1)] [Dropout(0.5)]");
        Step random = plan.Steps.OfType<RandomStep>().Single();

        Assert.Contains(plan.Steps, step => step.IsOfWayBack);
        Assert.Equal(plan.Steps.Where(step => !step.IsOfWayBack).ToList().FindIndex(step => ReferenceEquals(step, random)), plan.NumberOf(random));
    }

    private static ExecutionPlan Plan(string layers) => Planner.Plan(
        Networks.Build($"[Network(12, 12, 3)] [Conv2D(4, 3, Padding = Padding.Same)] {layers} [Flatten(Name = \"end\")] [Dense(2)] partial class Net;").Network!,
        VectorForm.Vector256,
        Purpose.Training);
}
