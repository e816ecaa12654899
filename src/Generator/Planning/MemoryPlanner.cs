using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>Gives all values, their gradients and what steps need beside them a place.</summary>
internal static class MemoryPlanner
{
    /// <summary>Samples carried together, so that dense layers are products of matrices.</summary>
    private const int LargestGroup = 8;

    /// <summary>Activations of a group stay below this, for the sake of caches and of memory.</summary>
    private const int GroupBytes = 12 * 1024 * 1024;

    private const int MostLanes = 16;

    /// <summary>Gradients of all lanes together stay below this where fewer lanes suffice.</summary>
    private const int LaneBytes = 64 * 1024 * 1024;

    /// <summary>The plan with all places and the lengths of the blocks.</summary>
    public static ExecutionPlan Place(ExecutionPlan plan)
    {
        Setting setting = plan.Setting;
        setting.GroupSize = GroupSize(plan);
        Dictionary<Block, Arena> arenas = new[] { Block.Weights, Block.Work, Block.Batch, Block.Lane }.ToDictionary(block => block, _ => new Arena());
        PlaceValues(plan, arenas);
        if (setting.Trains)
        {
            PlaceGradients(plan, arenas);
        }

        foreach (Need need in plan.Steps.Where(step => !step.IsSkipped).SelectMany(step => step.Needs))
        {
            need.Place = need.IsPerSample
                ? new Place(need.Block, arenas[need.Block].Take(need.Pitch * SamplesIn(need.Block, setting)), need.Pitch)
                : new Place(need.Block, arenas[need.Block].Take(need.Floats), 0);
        }

        return plan with
        {
            WeightsLength = arenas[Block.Weights].Length,
            WorkLength = arenas[Block.Work].Length,
            BatchLength = arenas[Block.Batch].Length,
            LaneLength = arenas[Block.Lane].Length,
        };
    }

    private static int GroupSize(ExecutionPlan plan)
    {
        long bytes = sizeof(float) * ((long)plan.Input.Pitch + plan.Steps.Where(step => step.MakesValues).Sum(step => (long)step.Output.Pitch));
        return (int)Math.Max(1, Math.Min(LargestGroup, GroupBytes / bytes));
    }

    /// <summary>The most lanes that a batch is cut into, by the size of what each of them sums up.</summary>
    public static int MaxLanes(ExecutionPlan plan) => Math.Max(4, Math.Min(MostLanes, LaneBytes / (plan.LaneLength * sizeof(float))));

    /// <summary>Samples that have a place each in a block. The length of the batch's counts for one: emitted code takes as many as there are.</summary>
    private static int SamplesIn(Block block, Setting setting) => block == Block.Batch ? 1 : setting.GroupSize;

    private static void PlaceValues(ExecutionPlan plan, Dictionary<Block, Arena> arenas)
    {
        Setting setting = plan.Setting;
        plan.Input.Place = new Place(Block.Sample, 0, setting.Trains ? 0 : plan.Input.Size);
        HashSet<object> keptForBatch = [.. ReadOverBatch(plan)];
        foreach (Step step in plan.Steps.Where(step => step.MakesValues))
        {
            Tensor tensor = step.Output;
            if (step.IsSkipped)
            {
                tensor.Place = step.Input.Place;
                continue;
            }

            Block block = keptForBatch.Contains(tensor.Identity) ? Block.Batch : Block.Work;
            bool isPerSample = setting.Trains || tensor.IsRow || tensor.OutlivesStretch;
            int offset = arenas[block].Take(tensor.Pitch * (isPerSample ? SamplesIn(block, setting) : 1));
            tensor.Place = new Place(block, offset, isPerSample ? tensor.Pitch : 0);
        }
    }

    /// <summary>What is read when all lanes are through: it must be there for the whole batch.</summary>
    private static IEnumerable<object> ReadOverBatch(ExecutionPlan plan) =>
        from step in plan.Steps
        from kernel in step.Kernels
        where kernel.Stage == Stage.Reduce
        from operand in kernel.Operands
        where operand.Kind == OperandKind.Values
        select operand.Tensor!.Identity;

    private static void PlaceGradients(ExecutionPlan plan, Dictionary<Block, Arena> arenas)
    {
        var placed = new HashSet<object>();
        Tensor input = plan.Input;
        if (input.NeedsGradient)
        {
            input.GradientPlace = new Place(Block.Batch, arenas[Block.Batch].Take(input.BarePitch), input.BarePitch);
            placed.Add(input.GradientIdentity);
        }

        foreach (Tensor tensor in plan.Steps.SelectMany(step => step.Outputs))
        {
            bool isWanted = tensor.NeedsGradient || tensor.Is(plan.Output) || tensor.Is(plan.Logits);
            if (isWanted && placed.Add(tensor.GradientIdentity))
            {
                // Images go back one sample at a time; rows wait for their group.
                bool isPerSample = tensor.IsRow || tensor.GradientOutlivesStretch;
                int samples = isPerSample ? plan.Setting.GroupSize : 1;
                tensor.GradientPlace = new Place(Block.Work, arenas[Block.Work].Take(tensor.BarePitch * samples), isPerSample ? tensor.BarePitch : 0);
            }
        }
    }
}
