using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;
using Xunit;

namespace NetGen.Generator.Tests;

public class PlanVerifierTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    public static TheoryData<string, string> Places => new()
    {
        { nameof(ConvolutionPlan.InferencePacked), "packed weights of inference" },
        { nameof(ConvolutionPlan.TrainingPacked), "packed weights of training" },
        { nameof(ConvolutionPlan.InputGradientPacked), "packed weights of training" },
        { nameof(ConvolutionPlan.InferenceStrip), "workspace" },
        { nameof(ConvolutionPlan.TrainingStrip), "worker's buffers" },
        { nameof(ConvolutionPlan.GradientOffset), "worker's buffers" },
        { nameof(ConvolutionPlan.Lane), "lane's gradients" },
        { nameof(ConvolutionPlan.ArgMax), "worker's buffers" },
        { nameof(Tensor.Inference), "workspace" },
        { nameof(Tensor.Training), "buffers" },
        { nameof(Tensor.Gradient), "worker's buffers" },
        { "Dense " + nameof(DensePlan.InferencePacked), "packed weights of inference" },
        { "Dense " + nameof(DensePlan.TrainingPacked), "packed weights of training" },
        { "Dense " + nameof(DensePlan.TrainingTransposed), "packed weights of training" },
        { "Dense " + nameof(DensePlan.LinearGradient), "batch's buffers" },
    };

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_plan_as_the_planner_makes_it_passes(int bits)
    {
        PlanVerifier.Verify(Plan(bits));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Overlapping_buffers_of_a_worker_are_refused(int bits)
    {
        ExecutionPlan plan = Plan(bits);
        plan.Steps[1].Output.Training = plan.Steps[1].Output.Training with { Offset = plan.Steps[0].Output.Training.Offset + 16 };

        string message = Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message;

        Assert.Contains("In the worker's buffers, Conv2d overlaps Input", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Overlapping_buffers_of_inference_are_refused(int bits)
    {
        ExecutionPlan plan = Plan(bits);
        var first = (ConvolutionStep)plan.Steps[1];
        first.Plan.InferenceStrip = first.Output.Inference.Offset;

        Assert.Contains("In the workspace", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_weights_are_refused()
    {
        ExecutionPlan plan = Plan(256);
        ((ConvolutionStep)plan.Steps[2]).Plan.TrainingPacked = ((ConvolutionStep)plan.Steps[1]).Plan.TrainingPacked;

        Assert.Contains("packed weights of training", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);
    }

    /// <summary>Each place that the planner gives is moved onto another's.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void Every_place_of_a_plan_is_verified(string name, string region)
    {
        ExecutionPlan plan = Plan(512);
        var convolution = (ConvolutionStep)plan.Steps[1];
        var next = (ConvolutionStep)plan.Steps[2];
        DenseStep dense = plan.Steps.OfType<DenseStep>().First();
        switch (name)
        {
            case nameof(ConvolutionPlan.InferencePacked): next.Plan.InferencePacked = convolution.Plan.InferencePacked; break;
            case nameof(ConvolutionPlan.TrainingPacked): next.Plan.TrainingPacked = convolution.Plan.TrainingPacked; break;
            case nameof(ConvolutionPlan.InputGradientPacked): next.Plan.InputGradientPacked = convolution.Plan.TrainingPacked; break;
            case nameof(ConvolutionPlan.InferenceStrip): next.Plan.InferenceStrip = convolution.Plan.InferenceStrip; break;
            case nameof(ConvolutionPlan.TrainingStrip): next.Plan.TrainingStrip = convolution.Plan.TrainingStrip; break;
            case nameof(ConvolutionPlan.GradientOffset): next.Plan.GradientOffset = convolution.Plan.GradientOffset; break;
            case nameof(ConvolutionPlan.Lane): next.Plan.Lane = convolution.Plan.Lane; break;
            case nameof(ConvolutionPlan.ArgMax): next.Plan.ArgMax = convolution.Plan.ArgMax; break;
            case nameof(Tensor.Inference): next.Output.Inference = convolution.Output.Inference; break;
            case nameof(Tensor.Training): next.Output.Training = convolution.Output.Training with { Region = next.Output.Training.Region }; break;
            case nameof(Tensor.Gradient): next.Output.Gradient = convolution.Output.Gradient; break;
            case "Dense " + nameof(DensePlan.InferencePacked): dense.Plan.InferencePacked = convolution.Plan.InferencePacked; break;
            case "Dense " + nameof(DensePlan.TrainingPacked): dense.Plan.TrainingPacked = convolution.Plan.TrainingPacked; break;
            case "Dense " + nameof(DensePlan.TrainingTransposed): dense.Plan.TrainingTransposed = dense.Plan.TrainingPacked; break;
            case "Dense " + nameof(DensePlan.LinearGradient): dense.Plan.LinearGradient = dense.Plan.LinearGradient with { Offset = dense.Input.Training.Offset }; break;
            default: throw new ArgumentException(name, nameof(name));
        }

        Assert.Contains(region, Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_ends_behind_its_block_is_refused()
    {
        ExecutionPlan plan = Plan(256);
        Tensor last = plan.Output;
        last.Inference = last.Inference with { Offset = plan.WorkspaceLength };

        Assert.Contains("ends behind the block", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_reads_another_tensor_is_refused()
    {
        ExecutionPlan plan = Plan(256);
        Step stray = plan.Steps[2] with { Input = plan.Steps[0].Output };

        ExecutionPlan broken = With(plan, plan.Steps.SetItem(2, stray));

        Assert.Contains("Conv2d1 does not read", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_with_the_wrong_shape_is_refused()
    {
        ExecutionPlan plan = Plan(256);
        var softmax = (ActivationStep)plan.Steps[^1];
        var wider = new Tensor(Shape.Vector(softmax.Input.Size + 1), isRow: true);

        ExecutionPlan broken = With(plan, plan.Steps.SetItem(plan.Steps.Length - 1, softmax with { Output = wider }));

        Assert.Contains("changes the shape", Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(broken)).Message, StringComparison.Ordinal);
    }

    private static ExecutionPlan Plan(int bits) =>
        Planner.Plan(PlannedNetworks.TwoConvolutions(), Array.Find(VectorForm.All, form => form.Bits == bits)!);

    private static ExecutionPlan With(ExecutionPlan plan, ImmutableArray<Step> steps) => plan with { Steps = steps, Output = steps[^1].Output };
}
