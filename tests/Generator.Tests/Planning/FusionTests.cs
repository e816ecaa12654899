using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;
using Xunit;

namespace NetGen.Generator.Tests;

public class FusionTests
{
    [Fact]
    public void Pooling_and_activation_join_the_convolution()
    {
        Assert.Equal(
            "CopyStep ConvolutionStep ConvolutionStep DenseStep ActivationStep",
            Steps(PlannedNetworks.TwoConvolutions(), Purpose.Training));
    }

    [Fact]
    public void Without_fusion_pooling_is_a_step_of_its_own()
    {
        Assert.Equal(
            "CopyStep ConvolutionStep PoolingStep ConvolutionStep DenseStep ActivationStep",
            Steps(PlannedNetworks.TwoConvolutions(), Purpose.LayerOutputs));
    }

    [Theory]
    [InlineData("[Conv2D(8, 3, Padding = Padding.Same)] [BatchNormalization] [Activation(Activation.ReLU)] [MaxPooling2D(2)]", "CopyStep ConvolutionStep")]
    [InlineData("[Conv2D(8, 3)] [BatchNormalization] [Activation(Activation.GELU)] [MaxPooling2D(2)]", "CopyStep ConvolutionStep PoolingStep")]
    [InlineData("[Conv2D(8, 3)] [BatchNormalization] [AveragePooling2D(2)] [Activation(Activation.ReLU)]", "CopyStep ConvolutionStep ActivationStep")]
    [InlineData("[Conv2D(8, 3, ActivityL2 = 0.1)] [BatchNormalization] [Activation(Activation.ReLU)]", "CopyStep ConvolutionStep")]
    [InlineData(
        "[Flatten] [Dense(8)] [BatchNormalization] [Activation(Activation.Tanh)] [Dense(2)] [BatchNormalization] [Activation(Activation.Softmax)]",
        "CopyStep DenseStep DenseStep ActivationStep")]
    [InlineData("[Conv2D(8, 3, Activation = Activation.ReLU)] [BatchNormalization] [Activation(Activation.ReLU)]", "CopyStep ConvolutionStep BatchNormalizationStep")]
    [InlineData("[Conv2D(8, 3)] [MaxPooling2D(2)] [BatchNormalization] [Activation(Activation.SiLU)]", "CopyStep ConvolutionStep BatchNormalizationStep")]
    [InlineData("[Conv2D(8, 3)] [Flatten] [BatchNormalization]", "CopyStep ConvolutionStep BatchNormalizationStep")]
    public void Predictions_take_a_normalization_and_what_follows_it_into_the_weights_before(string layers, string steps) =>
        Assert.Equal(steps, Steps(Networks.Build($"[Network(8, 8, 2)] {layers} partial class Net;").Network!, Purpose.Inference));

    [Fact]
    public void Training_and_layer_outputs_keep_a_normalization_apart()
    {
        Network network = Networks.Build(
            "[Network(8, 8, 2)] [Conv2D(8, 3)] [BatchNormalization] [Activation(Activation.ReLU)] [MaxPooling2D(2)] partial class Net;").Network!;

        Assert.Equal("CopyStep ConvolutionStep BatchNormalizationStep PoolingStep", Steps(network, Purpose.Training));
        Assert.Equal("CopyStep ConvolutionStep BatchNormalizationStep ActivationStep PoolingStep", Steps(network, Purpose.LayerOutputs));
    }

    [Theory]
    [InlineData("[BatchNormalization] [Activation(Activation.ReLU6)]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization] [Activation(Activation.LeakyReLU, NegativeSlope = 0.1)]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization] [Activation(Activation.Tanh)]", "BatchNormalizationStep ActivationStep")]
    [InlineData("[BatchNormalization(Trainable = false)] [Activation(Activation.ReLU)]", "BatchNormalizationStep ActivationStep")]
    [InlineData("[BatchNormalization(Name = \"n\")] [Activation(Activation.ReLU)] [Add(\"n\")]", "BatchNormalizationStep ForkStep ActivationStep MergingStep")]
    public void Training_computes_a_rectifier_with_the_normalization_before_it(string layers, string steps) => Assert.Equal(
        "CopyStep ConvolutionStep " + steps,
        Steps(Networks.Build($"[Network(8, 8, 2)] [Conv2D(8, 3)] {layers} partial class Net;").Network!, Purpose.Training));

    /// <summary>Kernels of both plans stand in one class. What is fused in one alone, and what lies with another border, has a name of its own; no layer's name gets in the way.</summary>
    [Fact]
    public void Steps_that_differ_between_training_and_predictions_have_two_names()
    {
        Network network = Networks.Build(
            "[Network(8, 8, 2)] [Conv2D(32, 3, Name = \"a\")] [BatchNormalization] [MaxPooling2D(3)] [Conv2D(4, 1, Name = \"a_inference\")] [Flatten] [Dense(2)] partial class Net;").Network!;
        FormPlans plans = FormPlans.Of(network, VectorForm.Vector256);

        Assert.Equal(["Input", "AInferenceInference", "AInference", "Dense"], plans.Inference.Steps.Select(step => step.Name));
        Assert.Equal(["Input", "A", "BatchNormalization", "MaxPooling2d", "AInference", "Dense"], plans.Training.Steps.Select(step => step.Name));
    }

    [Theory]
    [InlineData("[Add(\"a\")] [Activation(Activation.ReLU)]", "MergingStep", "MergingStep")]
    [InlineData("[Multiply(\"a\")] [Activation(Activation.Tanh)]", "MergingStep", "MergingStep")]
    [InlineData("[Add(\"a\")] [Activation(Activation.GELU)]", "MergingStep", "MergingStep ActivationStep")]
    [InlineData("[Add(\"a\")] [Activation(Activation.ReLU)] [Add(\"add\")]", "MergingStep ActivationStep MergingStep", "MergingStep ForkStep ActivationStep MergingStep")]
    [InlineData("[Add(\"a\")] [Activation(Activation.Softmax)]", "MergingStep ActivationStep", "MergingStep ActivationStep")]
    [InlineData("[Concatenate(\"a\")] [Activation(Activation.ReLU)]", "ConcatenationStep ActivationStep", "ConcatenationStep ActivationStep")]
    public void A_function_joins_the_layer_that_joins_others_if_nobody_else_reads_that(string layers, string inference, string training)
    {
        Network network = Networks.Build($"[Network(4)] [Dense(3, Name = \"a\")] [Dense(3, Input = \"input\")] {layers} partial class Net;").Network!;
        string before = "CopyStep DenseStep DenseStep ";

        Assert.Equal(before + inference, Steps(network, Purpose.Inference));
        Assert.Equal(before + training, Steps(network, Purpose.Training));
        string last = layers.EndsWith("[Add(\"add\")]", System.StringComparison.Ordinal) ? "ActivationStep MergingStep" : "ActivationStep";
        Assert.EndsWith(last, Steps(network, Purpose.LayerOutputs), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Conv2D(4, 3, Padding = Padding.Same)] [Add(\"a\")]", "ConvolutionStep")]
    [InlineData("[Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"a\")] [Activation(Activation.GELU)]", "ConvolutionStep")]
    [InlineData("[Conv2D(4, 1)] [Add(\"a\")] [Activation(Activation.Softmax)]", "ConvolutionStep ActivationStep")]
    [InlineData("[Conv2D(4, 1, Activation = Activation.ReLU)] [Add(\"a\")]", "ConvolutionStep MergingStep")]
    [InlineData("[Conv2D(4, 1)] [BatchNormalization] [Activation(Activation.ReLU)] [Add(\"a\")]", "ConvolutionStep MergingStep")]
    [InlineData("[Conv2D(1, 1)] [Add(\"a\")]", "ConvolutionStep MergingStep")]
    [InlineData("[Conv2D(4, 1, Name = \"b\")] [Add(\"a\", \"b\", \"b\")]", "ConvolutionStep MergingStep")]
    [InlineData("[Conv2D(4, 1)] [Subtract(\"a\")]", "ConvolutionStep MergingStep")]
    [InlineData("[Conv2D(4, 2, Groups = 2, Padding = Padding.Same)] [Add(\"a\")]", "ConvolutionStep MergingStep")]
    public void Predictions_add_to_a_convolution_what_is_there_by_then(string layers, string steps)
    {
        Network network = Networks.Build($"[Network(8, 8, 2)] [Conv2D(4, 1, Name = \"a\")] {layers} partial class Net;").Network!;

        Assert.Equal("CopyStep ConvolutionStep " + steps, Steps(network, Purpose.Inference));
        Assert.DoesNotContain(Planner.Plan(network, VectorForm.Vector256, Purpose.Training).Steps.OfType<ConvolutionStep>(), step => step.Added is not null);
        Assert.Contains("MergingStep", Steps(network, Purpose.LayerOutputs), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[BatchNormalization] [Add(\"a\")]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization] [Add(\"a\")] [Activation(Activation.ReLU)]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization] [Add(\"a\")] [Activation(Activation.Tanh)]", "BatchNormalizationStep MergingStep")]
    [InlineData("[BatchNormalization] [Add(\"a\")] [Activation(Activation.GELU)]", "BatchNormalizationStep ActivationStep")]
    [InlineData("[BatchNormalization] [Activation(Activation.ReLU)] [Add(\"a\")]", "BatchNormalizationStep MergingStep")]
    [InlineData("[BatchNormalization(Trainable = false)] [Add(\"a\")]", "BatchNormalizationStep MergingStep")]
    [InlineData("[BatchNormalization(Name = \"n\")] [Add(\"a\")] [Add(\"n\")]", "BatchNormalizationStep ForkStep MergingStep MergingStep")]
    [InlineData("[BatchNormalization(Name = \"n\")] [Add(\"a\", \"n\", \"n\")]", "BatchNormalizationStep ForkStep MergingStep")]
    [InlineData("[BatchNormalization] [Subtract(\"a\")]", "BatchNormalizationStep MergingStep")]
    [InlineData("[BatchNormalization] [Conv2D(4, 1, Input = \"a\")] [BatchNormalization] [Add(\"batch_normalization\")]", "BatchNormalizationStep ConvolutionStep BatchNormalizationStep")]
    public void Training_adds_to_a_normalization_what_is_there_by_then(string layers, string steps)
    {
        Network network = Networks.Build($"[Network(8, 8, 2)] [Conv2D(4, 1, Name = \"a\")] [Conv2D(4, 1)] {layers} partial class Net;").Network!;

        Assert.Equal("CopyStep ConvolutionStep ForkStep ConvolutionStep " + steps, Steps(network, Purpose.Training));
        Assert.Contains("MergingStep", Steps(network, Purpose.LayerOutputs), System.StringComparison.Ordinal);
    }

    /// <summary>
    /// Behind a sum with a function, the way back through the normalization writes the gradient by the other term: where there is no such way, or nobody wants that, the sum is a
    /// step.
    /// </summary>
    [Theory]
    [InlineData("[BatchNormalization] [Add(\"input\")]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization] [Add(\"input\")] [Activation(Activation.ReLU)]", "BatchNormalizationStep MergingStep")]
    [InlineData("[BatchNormalization(Input = \"input\")] [Add(\"a\")] [Activation(Activation.ReLU)]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization(Center = false, Scale = false, Input = \"input\")] [Add(\"a\")]", "BatchNormalizationStep")]
    [InlineData("[BatchNormalization(Center = false, Scale = false, Input = \"input\")] [Add(\"a\")] [Activation(Activation.ReLU)]", "BatchNormalizationStep MergingStep")]
    public void Where_nothing_writes_a_gradient_that_is_wanted_the_sum_is_a_step(string layers, string steps)
    {
        Network network = Networks.Build($"[Network(8, 8, 2)] [Conv2D(2, 1, Name = \"a\")] {layers} partial class Net;").Network!;

        Assert.Equal("CopyStep ConvolutionStep " + steps, Steps(network, Purpose.Training));
        PlanVerifier.Verify(Planner.Plan(network, VectorForm.Vector256, Purpose.Training));
    }

    [Fact]
    public void Overlapping_windows_are_not_fused()
    {
        Network network = PlannedNetworks.Of(
            Shape.Image(12, 12, 3),
            PlannedNetworks.Convolution(8, Padding.Same),
            new Pooling2D(PoolingFunction.Max, new Extent(3, 3), new Extent(2, 2), Padding.Valid));

        Assert.Equal("CopyStep ConvolutionStep PoolingStep", Steps(network, Purpose.Training));
    }

    [Fact]
    public void A_mean_does_not_commute_with_an_activation()
    {
        Network network = PlannedNetworks.Of(
            Shape.Image(12, 12, 3),
            PlannedNetworks.Convolution(8, Padding.Same),
            new Pooling2D(PoolingFunction.Average, new Extent(2, 2), new Extent(2, 2), Padding.Valid));

        Assert.Equal("CopyStep ConvolutionStep PoolingStep", Steps(network, Purpose.Training));
    }

    [Fact]
    public void Rows_that_a_fused_pooling_drops_are_not_computed()
    {
        Network network = PlannedNetworks.Of(
            Shape.Image(13, 11, 3),
            PlannedNetworks.Convolution(8, Padding.Valid),
            new Pooling2D(PoolingFunction.Max, new Extent(2, 2), new Extent(2, 2), Padding.Valid));

        ConvolutionPlan plan = Planner.Plan(network, VectorForm.Vector256, Purpose.Training).Steps.OfType<ConvolutionStep>().Single().Plan;

        Assert.Equal((10, 8), (plan.Height, plan.Width));
    }

    [Fact]
    public void The_first_layer_has_no_input_gradient_unless_it_is_asked_for()
    {
        Network network = PlannedNetworks.TwoConvolutions();

        Assert.Equal([true, false], EmptyInputGradients(network));
        Assert.Equal([false, false], EmptyInputGradients(network with { InputGradient = true }));
    }

    private static bool[] EmptyInputGradients(Network network) =>
        [.. Planner.Plan(network, VectorForm.Vector256, Purpose.Training).Steps.OfType<ConvolutionStep>().Select(step => step.Plan.InputGradient.IsEmpty)];

    private static string Steps(Network network, Purpose purpose) => string.Join(
        " ", Planner.Plan(network, VectorForm.Vector256, purpose).Steps.Select(step => step.GetType().Name));
}
