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
        VerifyRoom(plan);
        foreach (Block block in new[] { Block.Weights, Block.Work, Block.Batch, Block.Lane })
        {
            RequireDisjoint(plan, block);
        }

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
                !step.IsSkipped || (step.Output.Border == step.Input.Border && step.Output.IsRow == step.Input.IsRow && step.Output.Shape == step.Input.Shape),
                $"{step.Name} is passed by, but its output lies in another way than its input.");
        }

        Require(made.Contains(plan.Output.Identity), "No step makes the output.");
        foreach (object value in made)
        {
            bool isRead = value == plan.Output.Identity || plan.Steps.Any(step => step.Inputs.Any(input => input.Identity == value));
            Require(isRead, "A step makes what no step reads.");
        }

        foreach (Node node in plan.Network.Nodes)
        {
            int owners = plan.Steps.Count(step => step.Owned.Contains(node));
            Require(owners == (node.Parameters.IsEmpty ? 0 : 1), $"{owners} steps say that they have the parameters of {node.Name}.");
        }
    }

    /// <summary>What has room for one sample alone is made and read while one sample is carried through one stretch.</summary>
    private static void VerifyRoom(ExecutionPlan plan)
    {
        var touching =
            from stretch in plan.Stretches
            from step in stretch.Steps
            where !step.IsSkipped
            from tensor in step.Inputs.Concat(step.Outputs)
            from touched in new[] { (Identity: tensor.Identity, tensor.Place, Words: "values"), (Identity: tensor.GradientIdentity, Place: tensor.GradientPlace, Words: "gradient") }
            where touched.Place is { Block: Block.Work, Stride: 0 }
            select (touched.Identity, touched.Words, step.Name, Stretch: stretch);
        foreach (var touches in touching.GroupBy(touch => touch.Identity))
        {
            var first = touches.First();
            Require(
                !first.Stretch.IsOfRows && touches.All(touch => touch.Stretch == first.Stretch),
                $"There is room for one sample only of the {first.Words} of {first.Name}, and all samples of a group are carried there at once.");
        }
    }

    private static void RequireDisjoint(ExecutionPlan plan, Block block)
    {
        int free = 0;
        string before = "the beginning";
        string words = Words(block, plan.Setting);
        IEnumerable<Occupied> all = Places(plan).Where(occupied => occupied.Place.Block == block && occupied.Length > 0);
        foreach ((string name, Place place, int length) in all.OrderBy(occupied => occupied.Place.Offset))
        {
            Require(place.Offset >= free, $"In the {words}, {name} overlaps {before}.");
            int samples = place.Stride == 0 || block == Block.Batch ? 1 : plan.GroupSize;
            Require(place.Stride == 0 || place.Stride >= length, $"In the {words}, samples of {name} overlap.");
            free = checked(place.Offset + (place.Stride == 0 ? length : place.Stride * samples));
            before = name;
        }

        Require(free <= plan.LengthOf(block), $"In the {words}, {before} ends behind the block.");
    }

    /// <summary>Everything that has a place of its own.</summary>
    private static IEnumerable<Occupied> Places(ExecutionPlan plan)
    {
        if (plan.Input.GradientPlace.Block != Block.None)
        {
            yield return new("Input gradient", plan.Input.GradientPlace, plan.Input.Size);
        }

        var gradients = new HashSet<object> { plan.Input.GradientIdentity };
        foreach (Step step in plan.Steps.Where(step => !step.IsSkipped))
        {
            Tensor tensor = step.Output;
            if (step.MakesValues)
            {
                yield return new(step.Name, tensor.Place, (tensor.Border.Top + tensor.Height + tensor.Border.Bottom) * tensor.RowStride);
            }

            foreach (Tensor output in step.Outputs.Where(output => output.GradientPlace.Block != Block.None && gradients.Add(output.GradientIdentity)))
            {
                yield return new(step.Name + " gradient", output.GradientPlace, output.Size);
            }

            foreach (Need need in step.Needs)
            {
                yield return new($"{step.Name} {need.Name}", need.Place, need.Floats);
            }
        }
    }

    private static string Words(Block block, Setting setting) => (block, setting.Trains) switch
    {
        (Block.Weights, false) => "packed weights of inference",
        (Block.Weights, true) => "packed weights of training",
        (Block.Work, false) => "workspace",
        (Block.Work, true) => "worker's buffers",
        (Block.Batch, _) => "batch's buffers",
        _ => "lane's gradients",
    };

    /// <summary>A stretch of a block of memory, for a sample or for all there is, and whose it is.</summary>
    private readonly record struct Occupied(string Name, Place Place, int Length);
}
