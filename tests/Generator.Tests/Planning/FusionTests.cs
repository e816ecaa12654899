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
