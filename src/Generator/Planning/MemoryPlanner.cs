using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Gives all values, their gradients and what steps need beside them a place. What is never in use at the same time may lie in the same memory;
/// zeros that are stored around an image are cleared anew where that happens.
/// </summary>
internal static class MemoryPlanner
{
    /// <summary>Samples carried together, so that dense layers are products of matrices.</summary>
    private const int LargestGroup = 8;

    /// <summary>Activations of a group stay below this, for the sake of caches and of memory.</summary>
    private const int GroupBytes = 12 * 1024 * 1024;

    private const int MostLanes = 16;

    private const int LeastLanes = 4;

    /// <summary>Gradients of all lanes together stay below this where fewer lanes suffice.</summary>
    private const int LaneBytes = 64 * 1024 * 1024;

    /// <summary>A smaller image has its memory to itself: it would save less than it costs to clear its border again and again.</summary>
    private const int LeastSharedImage = 16 * 1024 / sizeof(float);

    /// <summary>The plan with all places and the lengths of the blocks.</summary>
    public static ExecutionPlan Place(ExecutionPlan plan)
    {
        plan.Setting.GroupSize = GroupSize(plan);
        PlanBuffers buffers = PlanBuffers.Of(plan);
        return Place(plan, buffers, Lifetimes.Of(plan, buffers));
    }

    /// <summary>The same with lifetimes that are known.</summary>
    internal static ExecutionPlan Place(ExecutionPlan plan, PlanBuffers buffers, Lifetimes lifetimes)
    {
        ILookup<Block, PlanBuffer> blocks = buffers.All.ToLookup(buffer => BlockOf(buffer, lifetimes[buffer]));
        plan = plan with
        {
            WeightsLength = PlaceApart(Block.Weights, blocks[Block.Weights]),
            LaneLength = PlaceApart(Block.Lane, blocks[Block.Lane]),
            WorkLength = PlaceByLifetime(Block.Work, blocks[Block.Work], lifetimes, plan.GroupSize),
            BatchLength = PlaceByLifetime(Block.Batch, blocks[Block.Batch], lifetimes, samples: 1),
        };
        PlacePassedBy(plan);
        return plan;
    }

    /// <summary>The most lanes that a batch is cut into, by the size of what each of them sums up: 16, 8 or 4, so that a tree over them has equal halves.</summary>
    public static int MaxLanes(ExecutionPlan plan)
    {
        int lanes = MostLanes;
        while (lanes > LeastLanes && lanes * (long)plan.LaneLength * sizeof(float) > LaneBytes)
        {
            lanes /= 2;
        }

        return lanes;
    }

    private static int GroupSize(ExecutionPlan plan)
    {
        if (plan.Setting.Purpose == Purpose.LayerOutputs)
        {
            return 1;
        }

        long bytes = sizeof(float) * ((long)plan.Input.Pitch + plan.Steps.Where(step => step.MakesValues).Sum(step => (long)step.Output.Pitch));
        return (int)Math.Max(1, Math.Min(LargestGroup, GroupBytes / bytes));
    }

    /// <summary>What outlives a phase must be there for the whole batch: a worker's buffers are those of the group that it carries.</summary>
    private static Block BlockOf(PlanBuffer buffer, Lifetime lifetime) =>
        buffer.Block == Block.Work && lifetime.FirstPhase != lifetime.LastPhase ? Block.Batch : buffer.Block;

    private static int PlaceApart(Block block, IEnumerable<PlanBuffer> buffers)
    {
        var arena = new Arena();
        foreach (PlanBuffer buffer in buffers)
        {
            buffer.Place = new Place(block, arena.Take(buffer.Floats), 0);
        }

        return arena.Length;
    }

    /// <param name="block">The block.</param>
    /// <param name="buffers">What lies in it.</param>
    /// <param name="lifetimes">When it is in use.</param>
    /// <param name="samples">Samples that have a place each. The length of the batch's block counts for one: emitted code takes as many as there are.</param>
    private static int PlaceByLifetime(Block block, IEnumerable<PlanBuffer> buffers, Lifetimes lifetimes, int samples)
    {
        var arena = new SharedArena(block == Block.Batch ? (one, other) => one.MeetsInBatch(other) : (one, other) => one.Meets(other));
        foreach (PlanBuffer buffer in buffers)
        {
            Lifetime lifetime = lifetimes[buffer];
            bool isPerSample = block == Block.Batch || (samples > 1 && (buffer.IsPerSample ?? !lifetime.IsOfOneSample));
            bool keepsBorder = !buffer.Frame.IsNone && buffer.Floats < LeastSharedImage;
            buffer.Place = new Place(block, 0, isPerSample ? buffer.Floats : 0);
            arena.Add(buffer, checked(buffer.Floats * (isPerSample ? samples : 1)), keepsBorder ? Lifetime.Forever : lifetime);
        }

        return arena.Place();
    }

    /// <summary>A step that is passed by leaves its output where its input lies.</summary>
    private static void PlacePassedBy(ExecutionPlan plan)
    {
        plan.Input.Place = new Place(Block.Sample, 0, plan.Setting.Trains ? 0 : plan.Input.Size);
        foreach (Step step in plan.Steps.Where(step => step.IsSkipped))
        {
            step.Output.Place = step.Input.Place;
        }
    }
}
