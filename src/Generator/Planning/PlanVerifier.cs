using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>Checks a plan before it is written down: a broken plan is an error of the compiler, named here rather than found in wrong numbers.</summary>
internal static class PlanVerifier
{
    /// <exception cref="InvalidOperationException">The plan breaks a rule; the message says which.</exception>
    public static void Verify(ExecutionPlan plan)
    {
        Tensor previous = plan.Input;
        foreach (Step step in plan.Steps)
        {
            Require(step.Input.Is(previous), $"{step.Name} does not read what the step before it writes.");
            previous = step.Output;
            if (step is ConvolutionStep { Pooling: null } convolution)
            {
                Require(
                    convolution.Layer.Infer(step.Input.Shape) == step.Output.Shape, $"{step.Name} gives another shape than its output's.");
            }
            else if (step is RandomStep { Layer: Augmentation })
            {
                Require(!step.Input.NeedsGradient, $"{step.Name} has no backward pass.");
            }

            if (step is CopyStep or ActivationStep or RandomStep or RescalingStep or NormalizationStep or PenaltyStep)
            {
                Require(step.Input.Shape == step.Output.Shape, $"{step.Name} changes the shape.");
            }
        }

        Require(previous.Is(plan.Output), "The last step does not write the output.");
        RequireDisjoint("workspace", WorkspacePlaces(plan), plan.WorkspaceLength);
        RequireDisjoint("worker's buffers", WorkerPlaces(plan), plan.WorkerLength);
        RequireDisjoint("batch's buffers", BatchPlaces(plan), plan.BatchLength);
        RequireDisjoint("lane's gradients", LanePlaces(plan), plan.LaneLength);
        RequireDisjoint("packed weights of inference", InferenceWeights(plan), plan.InferencePackedLength);
        RequireDisjoint("packed weights of training", TrainingWeights(plan), plan.TrainingPackedLength);
    }

    private static IEnumerable<Occupied> WorkspacePlaces(ExecutionPlan plan)
    {
        foreach (Step step in plan.Steps.Where(step => !step.IsTrainingOnly))
        {
            Tensor tensor = step.Output;
            yield return new(step.Name, tensor.Inference.Offset, tensor.Pitch * (tensor.IsRow ? plan.GroupSize : 1));
            if (step is ConvolutionStep convolution)
            {
                yield return new(step.Name + " strip", convolution.Plan.InferenceStrip, convolution.Plan.StripLength);
            }
        }
    }

    private static IEnumerable<Occupied> WorkerPlaces(ExecutionPlan plan)
    {
        foreach (Step step in plan.Steps)
        {
            Tensor tensor = step.Output;
            if (tensor.Training.Region == Region.Worker)
            {
                yield return new(step.Name, tensor.Training.Offset, tensor.Pitch * plan.GroupSize);
            }

            if (tensor.Gradient.Region == Region.Worker)
            {
                yield return new(step.Name + " gradient", tensor.Gradient.Offset, tensor.BarePitch * (tensor.IsRow ? plan.GroupSize : 1));
            }

            if (step is ConvolutionStep { Plan: var convolution })
            {
                yield return new(step.Name + " strip", convolution.TrainingStrip, convolution.TrainingStripLength);
                yield return new(step.Name + " linear gradient", convolution.GradientOffset, convolution.GradientLength);
                if (convolution.ArgMax.Region == Region.Worker)
                {
                    yield return new(step.Name + " largest cells", convolution.ArgMax.Offset, convolution.ArgMax.Stride * plan.GroupSize);
                }
            }
        }
    }

    private static IEnumerable<Occupied> BatchPlaces(ExecutionPlan plan)
    {
        if (plan.Input.Gradient.Region == Region.Batch)
        {
            yield return new("input gradient", plan.Input.Gradient.Offset, plan.Input.BarePitch);
        }

        foreach (Step step in plan.Steps)
        {
            if (step.Output.Training.Region == Region.Batch)
            {
                yield return new(step.Name, step.Output.Training.Offset, step.Output.Pitch);
            }

            if (step is DenseStep { Plan: var dense })
            {
                yield return new(step.Name + " linear gradient", dense.LinearGradient.Offset, dense.LinearGradient.Stride);
            }
        }
    }

    private static IEnumerable<Occupied> LanePlaces(ExecutionPlan plan) =>
        plan.Steps.OfType<ConvolutionStep>().Select(step => new Occupied(step.Name, step.Plan.Lane, step.Plan.LaneLength));

    private static IEnumerable<Occupied> InferenceWeights(ExecutionPlan plan)
    {
        foreach (Step step in plan.Steps)
        {
            if (step is ConvolutionStep { Plan: var convolution })
            {
                yield return new(step.Name, convolution.InferencePacked, convolution.PackedLength);
            }
            else if (step is DenseStep { Plan: var dense })
            {
                yield return new(step.Name, dense.InferencePacked, dense.PackedLength);
            }
            else if (step is NormalizationStep { Plan: var normalization })
            {
                yield return new(step.Name, normalization.InferencePacked, normalization.PackedLength);
            }
        }
    }

    private static IEnumerable<Occupied> TrainingWeights(ExecutionPlan plan)
    {
        foreach (Step step in plan.Steps)
        {
            if (step is ConvolutionStep { Plan: var convolution })
            {
                yield return new(step.Name, convolution.TrainingPacked, convolution.PackedLength);
                yield return new(step.Name + " reversed", convolution.InputGradientPacked, convolution.InputGradientPackedLength);
            }
            else if (step is DenseStep { Plan: var dense })
            {
                yield return new(step.Name, dense.TrainingPacked, dense.PackedLength);
                yield return new(step.Name + " transposed", dense.TrainingTransposed, step.Input.NeedsGradient ? dense.TransposedLength : 0);
            }
            else if (step is NormalizationStep { Plan: var normalization })
            {
                yield return new(step.Name, normalization.TrainingPacked, normalization.PackedLength);
            }
        }
    }

    private static void RequireDisjoint(string region, IEnumerable<Occupied> places, int length)
    {
        int free = 0;
        string before = "the beginning";
        foreach ((string name, int offset, int size) in places.Where(place => place.Length > 0).OrderBy(place => place.Offset))
        {
            Require(offset >= free, $"In the {region}, {name} overlaps {before}.");
            free = offset + size;
            before = name;
        }

        Require(free <= length, $"In the {region}, {before} ends behind the block.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Broken plan: " + otherwise);
        }
    }

    /// <summary>A stretch of a block of memory and whose it is.</summary>
    private readonly record struct Occupied(string Name, int Offset, int Length);
}
