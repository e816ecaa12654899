using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Planning;

/// <summary>Gives every tensor, weight and scratch buffer its place.</summary>
internal static class MemoryPlanner
{
    /// <summary>Samples carried together, so that dense layers are products of matrices.</summary>
    private const int LargestGroup = 8;

    /// <summary>Activations of a group stay below this, for the sake of caches and of memory.</summary>
    private const int GroupBytes = 12 * 1024 * 1024;

    private const int MostLanes = 16;

    /// <summary>Gradients of all lanes together stay below this where fewer lanes suffice.</summary>
    private const int LaneBytes = 64 * 1024 * 1024;

    public static ExecutionPlan Place(Network network, VectorForm form, Tensor input, Tensor output, ImmutableArray<Step> steps, ImmutableArray<Node> rolled)
    {
        int firstRowStep = 0;
        while (firstRowStep < steps.Length && !steps[firstRowStep].Input.IsRow)
        {
            firstRowStep++;
        }

        Step? last = steps.Length == 0 ? null : steps[steps.Length - 1];
        bool hasOutputActivation = last is ActivationStep { Function: Activation.Softmax or Activation.Sigmoid };

        ImmutableArray<int> offsets = ParameterOffsets(network);
        int groupSize = GroupSize(input, steps);
        var workspace = new Arena();
        var inferencePacked = new Arena();
        var trainingPacked = new Arena();
        var worker = new Arena();
        var lane = new Arena();
        var batch = new Arena();

        PlaceInference(input, output, steps, groupSize, workspace);
        PlaceTraining(input, steps, groupSize, worker, batch);
        PlaceGradients(input, output, steps, groupSize, worker, batch);
        foreach (Step step in steps)
        {
            switch (step)
            {
                case ConvolutionStep convolution:
                    PlaceConvolution(convolution, groupSize, workspace, inferencePacked, trainingPacked, worker, lane);
                    break;
                case DenseStep dense:
                    PlaceDense(dense, groupSize, inferencePacked, trainingPacked, batch);
                    break;
                case NormalizationStep { Plan: var normalization }:
                    normalization.InferencePacked = inferencePacked.Take(normalization.PackedLength);
                    normalization.TrainingPacked = trainingPacked.Take(normalization.PackedLength);
                    break;
                default:
                    break;
            }
        }

        return new ExecutionPlan
        {
            Network = network,
            Form = form,
            Steps = steps,
            FirstRowStep = firstRowStep,
            Input = input,
            Output = output,
            Logits = hasOutputActivation ? last!.Input : output,
            OutputActivation = hasOutputActivation ? ((ActivationStep)last!).Function : Activation.Linear,
            GroupSize = groupSize,
            WorkspaceLength = workspace.Length,
            InferencePackedLength = inferencePacked.Length,
            TrainingPackedLength = trainingPacked.Length,
            WorkerLength = worker.Length,
            LaneLength = lane.Length,
            BatchLength = batch.Length,
            MaxLanes = MaxLanes(steps),
            ParameterOffsets = offsets,
            Rolled = rolled,
        };
    }

    private static ImmutableArray<int> ParameterOffsets(Network network)
    {
        var offsets = ImmutableArray.CreateBuilder<int>(network.Nodes.Count);
        int next = 0;
        foreach (Node node in network.Nodes)
        {
            offsets.Add(next);
            next = checked((int)(next + node.ParameterCount));
        }

        return offsets.ToImmutable();
    }

    private static int GroupSize(Tensor input, ImmutableArray<Step> steps)
    {
        long bytes = sizeof(float) * ((long)input.Pitch + steps.Sum(step => (long)step.Output.Pitch));
        return (int)Math.Max(1, Math.Min(LargestGroup, GroupBytes / bytes));
    }

    /// <summary>
    /// The number of lanes decides the order of sums, so it is the same in every form, whichever of them a project wants: that of lanes
    /// in the widest.
    /// </summary>
    private static int MaxLanes(ImmutableArray<Step> steps)
    {
        var lane = new Arena();
        foreach (ConvolutionStep convolution in steps.OfType<ConvolutionStep>())
        {
            lane.Take(convolution.Plan.LaneLengthIn(VectorForm.Vector512));
        }

        return Math.Max(4, Math.Min(MostLanes, LaneBytes / (lane.Length * sizeof(float))));
    }

    private static void PlaceInference(Tensor input, Tensor output, ImmutableArray<Step> steps, int groupSize, Arena workspace)
    {
        input.Inference = new Place(Region.Input, 0, input.Size);
        foreach (Step step in steps)
        {
            if (step.IsTrainingOnly)
            {
                step.Output.Inference = step.Input.Inference;
            }
            else
            {
                Tensor tensor = step.Output;
                tensor.Inference = new Place(
                    Region.Workspace, workspace.Take(tensor.Pitch * (tensor.IsRow ? groupSize : 1)), tensor.IsRow ? tensor.Pitch : 0);
            }
        }
    }

    private static void PlaceTraining(Tensor input, ImmutableArray<Step> steps, int groupSize, Arena worker, Arena batch)
    {
        input.Training = new Place(Region.Input, 0, 0);
        foreach (Step step in steps)
        {
            // Dense layers need their inputs of the whole batch for the weight gradient.
            Tensor tensor = step.Output;
            bool feedsDense = steps.Any(consumer => consumer is DenseStep && consumer.Input.Is(tensor));
            tensor.Training = feedsDense
                ? new Place(Region.Batch, batch.Take(tensor.Pitch), tensor.Pitch)
                : new Place(Region.Worker, worker.Take(tensor.Pitch * groupSize), tensor.Pitch);
        }
    }

    private static void PlaceGradients(Tensor input, Tensor output, ImmutableArray<Step> steps, int groupSize, Arena worker, Arena batch)
    {
        if (input.NeedsGradient)
        {
            input.Gradient = new Place(Region.Batch, batch.Take(input.BarePitch), input.BarePitch);
        }

        foreach (Step step in steps)
        {
            Tensor tensor = step.Output;
            if (step is CopyStep)
            {
                // A copy's gradient is its input's.
                tensor.Gradient = input.Gradient;
            }
            else if (tensor.NeedsGradient || tensor.Is(output) || IsLogits(tensor, output, steps))
            {
                // Images go back one sample at a time; rows wait for their group.
                tensor.Gradient = new Place(
                    Region.Worker, worker.Take(tensor.BarePitch * (tensor.IsRow ? groupSize : 1)), tensor.IsRow ? tensor.BarePitch : 0);
            }
        }
    }

    private static bool IsLogits(Tensor tensor, Tensor output, ImmutableArray<Step> steps) =>
        steps.Any(step => step.Input.Is(tensor) && step.Output.Is(output));

    private static void PlaceConvolution(
        ConvolutionStep step, int groupSize, Arena workspace, Arena inferencePacked, Arena trainingPacked, Arena worker, Arena lane)
    {
        ConvolutionPlan plan = step.Plan;
        plan.InferencePacked = inferencePacked.Take(plan.PackedLength);
        plan.TrainingPacked = trainingPacked.Take(plan.PackedLength);
        plan.InputGradientPacked = trainingPacked.Take(plan.InputGradientPackedLength);
        plan.InferenceStrip = workspace.Take(plan.StripLength);
        plan.TrainingStrip = worker.Take(plan.TrainingStripLength);
        plan.GradientOffset = worker.Take(plan.GradientLength);
        plan.Lane = lane.Take(plan.LaneLength);
        if (step.Pooling is { Function: PoolingFunction.Max })
        {
            int length = Split.RoundUp((step.Output.Size + sizeof(float) - 1) / sizeof(float), Arena.Line);
            plan.ArgMax = new Place(Region.Worker, worker.Take(length * groupSize), length);
        }
    }

    private static void PlaceDense(DenseStep step, int groupSize, Arena inferencePacked, Arena trainingPacked, Arena batch)
    {
        DensePlan plan = step.Plan;
        plan.GroupSize = groupSize;
        plan.InferencePacked = inferencePacked.Take(plan.PackedLength);
        plan.TrainingPacked = trainingPacked.Take(plan.PackedLength);
        plan.TrainingTransposed = step.Input.NeedsGradient ? trainingPacked.Take(plan.TransposedLength) : 0;
        int pitch = Split.RoundUp(plan.Units, Arena.Line);
        plan.LinearGradient = new Place(Region.Batch, batch.Take(pitch), pitch);
    }
}
