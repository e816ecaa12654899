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
        VerifySteps(plan);
        MemoryTrace.Verify(plan);
        DataFlow.Verify(plan);
    }

    /// <summary>For the classes of this folder that check a part.</summary>
    internal static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Broken plan: " + otherwise);
        }
    }

    private static void VerifySteps(ExecutionPlan plan)
    {
        var made = new HashSet<object> { plan.Input.Identity };
        foreach (Step step in plan.Steps)
        {
            Require(step.Inputs.All(input => made.Contains(input.Identity)), $"{step.Name} reads what no step before it makes.");
            Require(
                step.Outputs.All(output => step.MakesValues ? made.Add(output.Identity) : output.Is(step.Input)), $"{step.Name} makes what another step makes.");
            foreach (string fault in step.Faults())
            {
                Require(false, fault);
            }

            Require(
                !step.IsSkipped || (step.Output.Border == step.Input.Border && step.Output.IsRow == step.Input.IsRow && step.Output.Size == step.Inputs.Sum(input => input.Size)),
                $"{step.Name} is passed by, but its output lies in another way than its input.");
            Require(
                step.Inputs.Concat(step.Outputs).All(tensor => tensor.PixelStride == tensor.Channels || step is ForkStep || step.TakesStrides(tensor)),
                $"{step.Name} takes pixels as lying one behind the other, and they lie within others.");
            Require(
                step is ForkStep || step.Outputs.All(output => output.GradientPixelStride == output.Channels || step.TakesGradientStrides),
                $"{step.Name} takes gradients of pixels as lying one behind the other, and they lie within others.");
        }

        Require(made.Contains(plan.Output.Identity), "No step makes the output.");
        foreach (object value in made)
        {
            bool isRead = value == plan.Output.Identity || plan.Steps.Any(step => step.Inputs.Any(input => input.Identity == value || input.OnWayBack.Identity == value));
            Require(isRead, "A step makes what no step reads.");
        }

        foreach (Node node in plan.Network.Nodes)
        {
            // Several steps may be one layer's, and share its parameters.
            int owners = plan.Steps.Where(step => step.Owned.Contains(node)).Select(step => step.Node).Distinct().Count();
            Require(owners == (node.Parameters.IsEmpty ? 0 : 1), $"Steps of {owners} layers say that they have the parameters of {node.Name}.");
        }
    }
}
