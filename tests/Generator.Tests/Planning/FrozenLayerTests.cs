using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What is planned for layers that are not trained: nothing that nobody needs.</summary>
public class FrozenLayerTests
{
    [Fact]
    public void Layers_before_the_first_that_is_trained_have_no_way_back()
    {
        ExecutionPlan plan = Plan($"[Network(12, 12, 3, TrainableFrom = \"head\")] {Layers("")} partial class Net;");

        Assert.Empty(plan.Steps.Where(step => step.Name != "Head").SelectMany(GoingBack));
        Assert.Equal(["HeadLinearGradient", "HeadWeightGradient", "HeadBiasGradient"], plan.Steps.Single(step => step.Name == "Head").Kernels.Where(IsBackward).Select(kernel => kernel.Name));
        Assert.DoesNotContain(plan.Steps.SelectMany(step => step.Needs), need => need.Block == Block.Lane || need.Name == "BackwardWeights");
        Assert.Equal((6 * 2) + 2, plan.Parameters.TrainableLength);
    }

    [Fact]
    public void Behind_one_that_is_trained_gradients_pass_through_and_weights_have_none()
    {
        ExecutionPlan plan = Plan(
            "[Network(12, 12, 3)] [Conv2D(4, 1)] [Conv2D(8, 3, Trainable = false)] [BatchNormalization(Trainable = false)] [Flatten] [Dense(3, Trainable = false)] partial class Net;");

        Assert.Equal(
            [
                "Conv2dBackward", "Conv2dReduce", "Conv2d1PackInputGradient", "Conv2d1Backward", "BatchNormalizationBackward",
                "DenseLinearGradient", "DensePackTransposed", "DenseInputGradient",
            ],
            plan.Steps.SelectMany(GoingBack));
        Kernel backward = plan.Steps.SelectMany(step => step.Kernels).Single(kernel => kernel.Name == "Conv2d1Backward");
        Assert.Equal(["dy", "dz", "weights", "dx"], backward.Operands.Select(operand => operand.Name));
    }

    [Fact]
    public void To_name_the_first_layer_that_is_trained_is_to_say_so_of_all_before_it()
    {
        Network named = Networks.Build($"[Network(12, 12, 3, TrainableFrom = \"head\")] {Layers("")} partial class Net;").Network!;
        Network one = Networks.Build($"[Network(12, 12, 3)] {Layers("Trainable = false")} partial class Net;").Network!;

        Assert.Equal(one.Nodes.Select(node => node.Parameters.Select(parameter => parameter.IsTrainable)), named.Nodes.Select(node => node.Parameters.Select(parameter => parameter.IsTrainable)));
        Assert.Equal(named.Nodes.Where(node => node.Layer.Learns).Select(node => node.Name), ["head"]);
    }

    /// <summary>Layers and a head, all but the head with an argument more.</summary>
    private static string Layers(string argument) =>
        $"[Conv2D(8, 3, {argument})] [MaxPooling2D(2)] [Conv2D(8, 3, {argument})] [BatchNormalization({argument})] [Activation(Activation.ReLU)] [Flatten] [Dense(6, {argument})] "
            .Replace(", )", ")", System.StringComparison.Ordinal) + "[Dense(2, Name = \"head\")]";

    private static ExecutionPlan Plan(string source) => Planner.Plan(Networks.Build(source).Network!, VectorForm.Vector256, Purpose.Training);

    private static IEnumerable<string> GoingBack(Step step) =>
        step.Kernels.Where(kernel => IsBackward(kernel) || PacksForIt(kernel)).Select(kernel => kernel.Name);

    private static bool IsBackward(Kernel kernel) => kernel.Stage is Stage.Backward or Stage.Reduce;

    private static bool PacksForIt(Kernel kernel) =>
        kernel.Name.EndsWith("PackTransposed", System.StringComparison.Ordinal) || kernel.Name.EndsWith("PackInputGradient", System.StringComparison.Ordinal);
}
