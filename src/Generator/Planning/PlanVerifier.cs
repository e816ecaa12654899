using System;
using System.Collections.Generic;
using System.Linq;

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
            else if (step is CopyStep or ActivationStep or DropoutStep or RescalingStep or PenaltyStep)
            {
                Require(step.Input.Shape == step.Output.Shape, $"{step.Name} changes the shape.");
            }
        }

        Require(previous.Is(plan.Output), "The last step does not write the output.");
        RequireDisjoint("workspace", WorkspacePlaces(plan), plan.WorkspaceLength);
        RequireDisjoint("worker", WorkerPlaces(plan), plan.WorkerLength);
    }

    private static IEnumerable<(string Name, int Offset, int Length)> WorkspacePlaces(ExecutionPlan plan)
    {
        foreach (Step step in plan.Steps.Where(step => !step.IsTrainingOnly))
        {
            Tensor tensor = step.Output;
            yield return (step.Name, tensor.Inference.Offset, tensor.Pitch * (tensor.IsRow ? plan.GroupSize : 1));
            if (step is ConvolutionStep convolution)
            {
                yield return (step.Name + " strip", convolution.Plan.InferenceStrip, convolution.Plan.StripLength);
            }
        }
    }

    private static IEnumerable<(string Name, int Offset, int Length)> WorkerPlaces(ExecutionPlan plan)
    {
        foreach (Step step in plan.Steps)
        {
            Tensor tensor = step.Output;
            if (tensor.Training.Region == Region.Worker)
            {
                yield return (step.Name, tensor.Training.Offset, tensor.Pitch * plan.GroupSize);
            }

            if (tensor.Gradient.Region == Region.Worker)
            {
                yield return (step.Name + " gradient", tensor.Gradient.Offset, tensor.BarePitch * (tensor.IsRow ? plan.GroupSize : 1));
            }

            if (step is ConvolutionStep convolution)
            {
                yield return (step.Name + " strip", convolution.Plan.TrainingStrip, convolution.Plan.StripLength);
                yield return (step.Name + " linear gradient", convolution.Plan.GradientOffset, convolution.Plan.GradientLength);
            }
        }
    }

    private static void RequireDisjoint(string region, IEnumerable<(string Name, int Offset, int Length)> places, int length)
    {
        int free = 0;
        string before = "the beginning";
        foreach ((string name, int offset, int size) in places.OrderBy(place => place.Offset))
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
}
