using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>A concatenation of channels is a place, so long as all that make and read its inputs can step over the channels of others.</summary>
public class PartTests
{
    private const string Ending = " [Conv2D(4, 1, Name = \"end\")] [Flatten] [Dense(2)] partial class Net;";

    /// <summary>What makes an input, and what reads it beside the concatenation; the input is called "part".</summary>
    [Theory]
    [InlineData("[Conv2D(16, 3, Padding = Padding.Same, Name = \"part\")]")]
    [InlineData("[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = \"part\")] [MaxPooling2D(2)] [UpSampling2D(2, Name = \"rest\")]")]
    [InlineData("[Conv2D(16, 3, Padding = Padding.Same, Name = \"part\")] [Conv2D(8, 3, Strides = 2, Padding = Padding.Same)] [Conv2DTranspose(8, 2, Strides = 2, Name = \"rest\")]")]
    [InlineData("[MaxPooling2D(3, Strides = 1, Padding = Padding.Same, Name = \"part\")]")]
    [InlineData("[Conv2DTranspose(16, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = \"part\")]")]
    [InlineData("[MaxPooling2D(2)] [UpSampling2D(2, Name = \"part\")]")]
    [InlineData("[MaxPooling2D(2)] [UpSampling2D(2, Interpolation = Interpolation.Bilinear, Name = \"part\")]")]
    [InlineData("[Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization(Name = \"part\")]")]
    [InlineData("[Conv2D(16, 3, Padding = Padding.Same)] [BatchNormalization] [Activation(Activation.ReLU, Name = \"part\")] [MaxPooling2D(2)] [UpSampling2D(2, Name = \"rest\")]")]
    [InlineData("[Conv2D(16, 3, Padding = Padding.Same)] [Add(\"first\", Name = \"part\")] [Activation(Activation.Tanh, Name = \"rest\")]")]
    [InlineData("[Activation(Activation.Tanh, Name = \"part\")] [BatchNormalization(Name = \"rest\")]")]
    [InlineData("[Conv2D(8, 1)] [Concatenate(\"first\", Name = \"part\")]")]
    public void What_can_step_over_the_channels_of_others_copies_nothing(string layers)
    {
        Network network = Build(Joined(layers));
        foreach (Purpose purpose in (Purpose[])[Purpose.Inference, Purpose.Training])
        {
            ExecutionPlan plan = Planner.Plan(network, VectorForm.Vector256, purpose);
            ConcatenationStep step = Whole(plan);

            Assert.True(step.Holds(0));
            Assert.DoesNotContain(0, step.Copied);
            Assert.DoesNotContain(0, step.Written);
            Assert.Equal(step.Output.Channels, step.Inputs[0].PixelStride);
            PlanVerifier.Verify(plan);
        }
    }

    [Theory]
    [InlineData("[DepthwiseConv2D(3, Padding = Padding.Same, Name = \"part\")]")]
    [InlineData("[Conv2D(16, 1, Name = \"part\")] [DepthwiseConv2D(3, Padding = Padding.Same, Name = \"rest\")]")]
    [InlineData("[Conv2D(16, 1, Name = \"part\")] [GlobalAveragePooling2D(KeepDims = true)] [UpSampling2D(8, Name = \"rest\")]")]
    [InlineData("[Conv2D(16, 1, Name = \"part\")] [ZeroPadding2D(1)] [Conv2D(4, 3, Name = \"rest\")]")]
    [InlineData("[Activation(Activation.Softmax, Name = \"part\")]")]
    [InlineData("[Cropping2D(1)] [ZeroPadding2D(1, Name = \"part\")]")]
    public void What_others_make_or_read_in_one_piece_is_copied(string layers)
    {
        ConcatenationStep step = Whole(Planner.Plan(Build(Joined(layers)), VectorForm.Vector256, Purpose.Training));

        Assert.False(step.Holds(0));
        Assert.Contains(0, step.Copied);
    }

    /// <summary>Of one that stands there twice, or in two concatenations, the first lies within, and the second is a copy of it.</summary>
    [Fact]
    public void Nothing_lies_in_two_places()
    {
        Network network = Build("[Conv2D(16, 1, Name = \"part\")] [Concatenate(\"part\", \"part\", \"other\", Name = \"whole\")]");
        ConcatenationStep twice = Whole(Planner.Plan(network, VectorForm.Vector512, Purpose.Training));

        Assert.Equal([1], twice.Copied);
        Assert.Empty(twice.Written);

        network = Build("[Conv2D(16, 1, Name = \"part\")] [Concatenate(\"part\", \"other\", Name = \"whole\")] [Conv2D(4, 1)] [Concatenate(\"part\", Name = \"again\")]");
        ExecutionPlan plan = Planner.Plan(network, VectorForm.Vector512, Purpose.Training);

        Assert.Empty(Whole(plan).Copied);
        Assert.Equal([1], plan.Steps.OfType<ConcatenationStep>().Single(step => step.Node.Name == "again").Copied);
    }

    /// <summary>Rows and columns that are joined, vectors, and what a pass of all layers' outputs shows are copied.</summary>
    [Theory]
    [InlineData("[Conv2D(16, 1, Name = \"part\")] [Concatenate(\"part\", \"other\", Axis = 1, Name = \"whole\")]", false)]
    [InlineData("[Conv2D(16, 1, Name = \"part\")] [Concatenate(\"part\", \"other\", Axis = 2, Name = \"whole\")]", false)]
    [InlineData("[Conv2D(16, 1, Name = \"part\")] [Concatenate(\"part\", \"other\", Name = \"whole\")]", true)]
    public void Along_other_axes_and_where_all_outputs_are_shown_all_is_copied(string layers, bool showsAll)
    {
        ExecutionPlan plan = Planner.Plan(Build(layers), VectorForm.Vector256, showsAll ? Purpose.LayerOutputs : Purpose.Training);

        Assert.Equal([0, 1], Whole(plan).Copied);
    }

    /// <summary>Every layer of a dense block reads all before it, which are parts of what the last one makes.</summary>
    [Fact]
    public void Concatenations_within_concatenations_have_one_place()
    {
        string[] layers = [.. Enumerable.Range(1, 3).Select(i =>
            "[BatchNormalization] [Activation(Activation.ReLU)]"
            + $" [Conv2D(8, 3, Padding = Padding.Same, Name = \"c{i}\")] [Concatenate(\"{(i == 1 ? "first" : $"j{i - 1}")}\", \"c{i}\", Name = \"j{i}\")]")];
        ExecutionPlan plan = Planner.Plan(Build(string.Join(" ", layers) + " [Concatenate(\"other\")]"), VectorForm.Vector256, Purpose.Training);
        ConcatenationStep[] steps = [.. plan.Steps.OfType<ConcatenationStep>()];
        Tensor whole = steps[3].Output;

        Assert.All(steps, step => Assert.True(step.IsSkipped));
        Assert.All(steps.SelectMany(step => step.Inputs), input => Assert.Same(whole.Identity, input.PlaceIdentity));
        Assert.All(steps.SelectMany(step => step.Inputs), input => Assert.Equal(whole.Channels, input.PixelStride));
        Assert.Equal([0, 16, 24, 32, 40], steps.SelectMany(step => step.Inputs).Where(input => input.Channels is 16 or 8).Select(input => input.FirstChannel).Order());
        PlanVerifier.Verify(plan);
    }

    /// <summary>Other readers' padding is stored around the whole.</summary>
    [Fact]
    public void The_border_of_a_part_is_that_of_the_whole()
    {
        Network network = Build(Joined("[Conv2D(16, 3, Padding = Padding.Same, Name = \"part\")] [Conv2D(16, 5, Padding = Padding.Same, Name = \"rest\")]"));
        ConcatenationStep step = Whole(Planner.Plan(network, VectorForm.Vector512, Purpose.Inference));

        Assert.Empty(step.Copied);
        Assert.True(step.Output.Border.Top >= 2);
        Assert.All(step.Inputs, input => Assert.Equal(step.Output.Border, input.Border));
        Assert.All(step.Inputs, input => Assert.Equal(step.Output.Frame, input.Frame));
    }

    [Fact]
    public void A_step_that_takes_pixels_in_one_piece_must_not_get_parts()
    {
        Network network = Build("[Conv2D(16, 1)] [Activation(Activation.Softmax)] [Conv2D(16, 1)] [Concatenate(\"other\", Name = \"whole\")]");
        ExecutionPlan plan = Planner.Plan(network, VectorForm.Vector256, Purpose.Inference);
        Step softmax = plan.Steps.OfType<ActivationStep>().Single();
        softmax.Input.LieWithin(Whole(plan).Output, 0);

        Assert.Contains("takes pixels as lying one behind the other", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);
    }

    /// <summary>The part, what else reads it, which may be called "rest", and another layer.</summary>
    private static string Joined(string layers) =>
        $"{layers} [Concatenate(\"part\", {(layers.Contains("rest", StringComparison.Ordinal) ? "\"rest\", " : "")}\"other\", Name = \"whole\")]";

    private static Network Build(string layers)
    {
        string source = $"[Network(8, 8, 3)] [Conv2D(16, 1, Name = \"other\")] [Conv2D(16, 1, Name = \"first\")] {layers}{Ending}";
        return Networks.Build(source).Network ?? throw new InvalidOperationException("No network: " + source);
    }

    private static ConcatenationStep Whole(ExecutionPlan plan) => plan.Steps.OfType<ConcatenationStep>().Single(step => step.Node.Name == "whole");
}
