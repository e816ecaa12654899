using System;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>How convolutions are computed where the declaration says it: the layer, or the network for all that say nothing.</summary>
public class ConvolutionChoiceTests
{
    [Theory]
    [InlineData("", "Conv2D(32, 3)", true)]
    [InlineData("", "Conv2D(32, 3, Convolution = Convolution.Direct)", false)]
    [InlineData(", Convolution = Convolution.Direct", "Conv2D(32, 3)", false)]
    [InlineData(", Convolution = Convolution.Direct", "Conv2D(32, 3, Convolution = Convolution.Auto)", true)]
    [InlineData(", Convolution = Convolution.Direct", "Conv2D(32, 3, Convolution = Convolution.Winograd)", true)]
    [InlineData("", "Conv2D(8, 3)", true)]
    [InlineData("", "Conv2D(4, 3)", false)]
    [InlineData("", "Conv2D(8, 3, Convolution = Convolution.Winograd)", true)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3)", true)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3, Convolution = Convolution.Direct)", false)]
    [InlineData("", "Conv2D(32, 5)", true)]
    [InlineData("", "Conv2D(32, 5, Convolution = Convolution.Direct)", false)]
    [InlineData("", "Conv2D(8, 5)", true)]
    [InlineData("", "Conv2D(4, 5)", false)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 5)", true)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 7)", false)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 5, Strides = 2)", false)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3, Strides = 2)", false)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3, Dilation = 2)", false)]
    [InlineData(", Convolution = Convolution.Winograd", "Conv2D(8, 3, Groups = 2)", false)]
    public void A_layer_says_it_or_the_network_or_what_pays(string network, string layer, bool isWinograd)
    {
        ExecutionPlan training = Plan(network, layer, VectorForm.Vector256, Purpose.Training);
        ConvolutionStep step = training.Steps.OfType<ConvolutionStep>().Last();

        Assert.Equal(isWinograd, step.Plan.Winograd is not null);
        Assert.Equal(isWinograd, step.Words.Contains(layer.Contains(", 5") ? "Winograd F(2x2, 5x5)" : "Winograd F(4x4, 3x3)", StringComparison.Ordinal));
        Assert.Equal(isWinograd, step.Plan.InputWinograd is not null);
        Assert.Equal(isWinograd, step.Plan.GradientWinograd is not null);
    }

    /// <summary>With fewer channels than a register has lanes the transforms cost more than the products save.</summary>
    [Theory]
    [InlineData(3, 128, false)]
    [InlineData(4, 128, true)]
    [InlineData(4, 256, false)]
    [InlineData(8, 256, true)]
    [InlineData(8, 512, false)]
    [InlineData(16, 512, true)]
    public void It_pays_where_channels_fill_a_register(int channels, int bits, bool isWinograd)
    {
        WinogradPlan? Of(string convolution) => Planner.Plan(
            Networks.Build($"[Network(18, 18, {channels})] [Conv2D(16, 3{convolution})] [Flatten] [Dense(2)] partial class Net;").Network!,
            VectorForm.All.Single(form => form.Bits == bits),
            Purpose.Inference).Steps.OfType<ConvolutionStep>().Single().Plan.Winograd;

        Assert.Equal(isWinograd, Of("") is not null);
        Assert.NotNull(Of(", Convolution = Convolution.Winograd"));
    }

    /// <summary>Errors grow with the channels that a sum runs over: beyond those that are documented, only who asks for it gets the algorithm.</summary>
    [Theory]
    [InlineData(4096, "", true)]
    [InlineData(4112, "", false)]
    [InlineData(4112, ", Convolution = Convolution.Winograd", true)]
    public void Of_very_many_channels_sums_are_direct(int channels, string convolution, bool isWinograd) => Assert.Equal(isWinograd, Planner.Plan(
        Networks.Build($"[Network(16, 16, {channels})] [Conv2D(16, 3{convolution})] [Flatten] [Dense(2)] partial class Net;").Network!,
        VectorForm.Vector512,
        Purpose.Inference).Steps.OfType<ConvolutionStep>().Single().Plan.Winograd is not null);

    /// <summary>The gradient by the input has the channels of that for its outputs.</summary>
    [Fact]
    public void Whether_registers_are_filled_is_asked_of_each_way()
    {
        ConvolutionStep step = Plan("", "Conv2D(9, 3, Convolution = Convolution.Winograd)", VectorForm.Vector256, Purpose.Training).Steps.OfType<ConvolutionStep>().Last();

        Assert.Null(step.Plan.Winograd);
        Assert.NotNull(step.Plan.InputWinograd);
    }

    [Theory]
    [InlineData("Conv2D(8, 3, Convolution = Convolution.Direct)", "direct sums, as declared")]
    [InlineData("Conv2D(9, 3, Convolution = Convolution.Winograd)", "direct sums, since Winograd's algorithm needs filters that fill whole vectors")]
    [InlineData("Conv2D(8, 7)", "direct sums, since Winograd's algorithm needs kernels of 3x3 or 5x5, strides and a dilation of 1 and one group")]
    public void Where_something_is_declared_the_plan_says_why_sums_are_direct(string layer, string words) => Assert.Contains(
        words,
        Plan(", Convolution = Convolution.Winograd", layer, VectorForm.Vector256, Purpose.Inference).Steps.OfType<ConvolutionStep>().Last().Words,
        StringComparison.Ordinal);

    [Fact]
    public void Heavy_weights_of_few_tiles_are_read_for_several_samples_in_every_form_and_whichever_way_they_are_used()
    {
        ConvolutionStep Of(string convolution, VectorForm form) => Planner.Plan(
            Networks.Build($"[Network(8, 8, 256{convolution})] [Conv2D(256, 3, Padding = Padding.Same)] [Flatten] [Dense(2)] partial class Net;").Network!,
            form,
            Purpose.Inference).Steps.OfType<ConvolutionStep>().Single();

        Assert.All(VectorForm.All, form => Assert.True(Of("", form).TakesGroups));
        Assert.All(VectorForm.All, form => Assert.False(Of("", form).Plan.TakesPanels));
        Assert.All(VectorForm.All, form => Assert.True(Of(", Convolution = Convolution.Direct", form).Plan.TakesPanels));
    }

    /// <summary>Transformed weights of 5x5 are little more than those that the layer has.</summary>
    [Fact]
    public void Heavy_weights_of_5x5_are_transformed_before_and_read_for_several_samples()
    {
        const string Source = "[Network(4, 4, 256)] [Conv2D(256, 5, Padding = Padding.Same)] [Flatten] [Dense(2)] partial class Net;";
        Assert.All(VectorForm.All, form =>
        {
            ConvolutionStep step = Planner.Plan(Networks.Build(Source).Network!, form, Purpose.Inference).Steps.OfType<ConvolutionStep>().Single();
            Assert.True(step.Plan.Winograd is { TransformsWeights: false, TakesGroups: true, Samples: > 1 });
        });
    }

    /// <summary>Samples share what is transformed.</summary>
    [Theory]
    [InlineData(nameof(Purpose.Inference))]
    [InlineData(nameof(Purpose.Training))]
    public void Heavy_weights_of_one_tile_are_transformed_where_they_are_used(string purpose)
    {
        const string Source = "[Network(4, 4, 256)] [Conv2D(256, 3, Padding = Padding.Same)] [Flatten] [Dense(2)] partial class Net;";
        ConvolutionStep step = Planner.Plan(Networks.Build(Source).Network!, VectorForm.Vector256, Enum.Parse<Purpose>(purpose)).Steps.OfType<ConvolutionStep>().Single();
        Assert.True(step.Plan.Winograd is { TransformsWeights: true, TakesGroups: true });
    }

    [Theory]
    [InlineData("[Network(4, 4, 8)] [Conv2D(256, 1)]", true)]
    [InlineData("[Network(8, 8, 8)] [Conv2D(256, 1)] [MaxPooling2D(2)]", true)]
    [InlineData("[Network(4, 4, 8)] [Conv2D(256, 1, Trainable = false)]", true)]
    [InlineData("[Network(4, 4, 256, InputGradient = true)]", true)]
    [InlineData("[Network(4, 4, 256)] [Conv2D(256, 1, Name = \"first\")] [Add(\"input\")] [Dropout(0.5)]", true)]
    [InlineData("[Network(17, 17, 8)] [Conv2D(256, 1)]", false)]
    public void Training_takes_heavy_weights_for_a_group_of_samples(string before, bool takesGroups)
    {
        Network network = Networks.Build($"{before} [Conv2D(256, 3, Padding = Padding.Same)] [Flatten] [Dense(2)] partial class Net;").Network!;
        Assert.All(VectorForm.All, form =>
        {
            ConvolutionStep step = Planner.Plan(network, form, Purpose.Training).Steps.OfType<ConvolutionStep>().Last();
            Assert.Equal(takesGroups, step.TakesGroups);
            Assert.All(
                step.Kernels.Where(kernel => kernel.Stage is Stage.Forward or Stage.Backward && !kernel.IsPart),
                kernel => Assert.Equal(takesGroups ? Cut.Group : Cut.Sample, kernel.Cut));
            Assert.Equal(takesGroups && step.Plan.HasInputGradient, step.Plan.GradientWinograd is { Samples: > 1 });
        });
    }

    /// <summary>A pooling's window lies in one strip, whatever its height.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(13)]
    public void Strips_end_where_windows_of_a_pooling_end(int rows)
    {
        string pooling = $"MaxPooling2D(PoolHeight = {rows}, PoolWidth = 1, StrideHeight = {rows}, StrideWidth = 1)";
        Network network = Networks.Build($"[Network(97, 48, 32)] [Conv2D(32, 3, Padding = Padding.Same)] [{pooling}] [Flatten] [Dense(2)] partial class Net;").Network!;
        Assert.All(VectorForm.All, form =>
        {
            ConvolutionPlan plan = Planner.Plan(network, form, Purpose.Inference).Steps.OfType<ConvolutionStep>().Single().Plan;
            Assert.True(plan is { Winograd: not null, Strips: > 1 });
            Assert.Equal(0, plan.StripRows % rows);
        });
    }

    private static ExecutionPlan Plan(string network, string layer, VectorForm form, Purpose purpose) => Planner.Plan(
        Networks.Build($"[Network(18, 18, 3{network})] [Conv2D(16, 1)] [{layer}] [Flatten] [Dense(2)] partial class Net;").Network!, form, purpose);
}
