using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Planning;

/// <summary>
/// Gives all values, their gradients and what steps need beside them a place. What is never in use at the same time may lie in the same memory;
/// zeros that are stored around an image are cleared anew where that happens.
/// </summary>
internal static class MemoryPlanner
{
    /// <summary>Activations of a group stay below this, for the sake of caches and of memory.</summary>
    private const int GroupBytes = 12 * 1024 * 1024;

    /// <summary>Operations in the time that it takes to read a weight from a cache, some fifty times over.</summary>
    private const long OperationsPerReading = 768;

    private const int LargestBlock = 0x7FFFFFC7 - 256;

    private const int MostLanes = 16;

    private const int LeastLanes = 4;

    /// <summary>Gradients of all lanes together stay below this where fewer lanes suffice.</summary>
    private const int LaneBytes = 64 * 1024 * 1024;

    /// <summary>A smaller image has its memory to itself: it would save less than it costs to clear its border again and again.</summary>
    private const int LeastSharedImage = 16 * 1024 / sizeof(float);

    /// <summary>The plan with all places and the lengths of the blocks.</summary>
    public static ExecutionPlan Place(ExecutionPlan plan)
    {
        RequireSizes(PlanBuffers.Of(plan));
        plan.Setting.GroupSize = GroupSize(plan);
        PlanBuffers buffers = PlanBuffers.Of(plan);
        return Place(plan, buffers, Lifetimes.Of(plan, buffers));
    }

    /// <summary>The same with lifetimes that are known.</summary>
    internal static ExecutionPlan Place(ExecutionPlan plan, PlanBuffers buffers, Lifetimes lifetimes)
    {
        ILookup<Block, PlanBuffer> blocks = buffers.All.ToLookup(buffer => BlockOf(buffer, lifetimes[buffer]));

        // Where lanes meet on their way, what they have summed up before is completed there, and makes room.
        bool isCut = plan.Setting.Trains && plan.Segments.Count > 1;
        plan = plan with
        {
            WeightsLength = PlaceApart(Block.Weights, blocks[Block.Weights]),
            LaneLength = isCut ? PlaceByLifetime(Block.Lane, blocks[Block.Lane], lifetimes, samples: 1) : PlaceApart(Block.Lane, blocks[Block.Lane]),
            LaneBeginnings = [.. isCut ? blocks[Block.Lane].Select(buffer => new LaneBeginning(buffer, lifetimes[buffer].FirstPhase / 2)) : []],
            WorkLength = PlaceByLifetime(Block.Work, blocks[Block.Work], lifetimes, plan.GroupSize),
            BatchLength = PlaceByLifetime(Block.Batch, blocks[Block.Batch], lifetimes, samples: 1),
        };
        PlacePassedBy(plan);
        return plan;
    }

    /// <summary>
    /// The most lanes that a batch is cut into, by the size of what each of them sums up on its whole way: 16, 8 or 4, so that a tree over them has equal halves.
    /// </summary>
    public static int MaxLanes(ExecutionPlan plan)
    {
        long sums = plan.LaneBeginnings.IsEmpty ? plan.LaneLength : plan.LaneBeginnings.Sum(beginning => (long)beginning.Buffer.Floats);
        int lanes = MostLanes;
        while (lanes > LeastLanes && lanes * sums * sizeof(float) > LaneBytes)
        {
            lanes /= 2;
        }

        return lanes;
    }

    /// <summary>Samples carried together: the same in every form, since it decides the order of sums, and one pass lends all forms their memory.</summary>
    private static int GroupSize(ExecutionPlan plan)
    {
        if (plan.Setting.Purpose == Purpose.LayerOutputs || (plan.Setting.Purpose == Purpose.Inference && HidesReading(plan)))
        {
            return 1;
        }

        long bytes = sizeof(float) * ((long)plan.Input.Size + plan.Stretches.Sum(stretch => ValuesOf(stretch, plan.Setting.Trains)));
        long fitting = GroupBytes / bytes;
        int size = 1;

        // Powers of two: batches are that, and cut into such groups they have as many lanes for each thread and each rank as for the others. Nearly fitting is fitting.
        int largest = plan.MakesRows ? Setting.LargestGroupOfRows : Setting.LargestGroup;
        while (size < largest && 2 * fitting >= 3 * size)
        {
            size *= 2;
        }

        return size;
    }

    /// <summary>Floats that a stretch makes of a sample and that are there for all samples of a group at once: in predictions only what is left when a sample is through.</summary>
    private static long ValuesOf(Stretch stretch, bool keepsAll) => stretch.Steps
        .Where(step => step.MakesValues && !step.IsOfWayBack && (keepsAll || !stretch.IsBySample || step.Output.OutlivesStretch))
        .Sum(step => (long)step.Output.Size);

    /// <summary>
    /// Whether a sample takes so many operations that nobody notices how often the weights of those layers are read which take groups. Then samples that
    /// are carried together would only take more memory.
    /// </summary>
    private static bool HidesReading(ExecutionPlan plan)
    {
        IEnumerable<Step> ofGroups = plan.Steps.Where(step => !step.IsSkipped && !step.Owned.IsEmpty && step.Kernels.Any(kernel => kernel.Cut == Cut.Group));
        long weights = ofGroups.SelectMany(step => step.Parameters).Sum(parameter => (long)parameter.Size);
        return plan.Network.Nodes.Sum(node => node.ForwardFlops) >= weights * OperationsPerReading;
    }

    /// <summary>A buffer for one sample must be no larger than an array, or its length cannot even be said.</summary>
    private static void RequireSizes(PlanBuffers buffers)
    {
        foreach (PlanBuffer buffer in buffers.All)
        {
            try
            {
                _ = buffer.Floats;
            }
            catch (OverflowException)
            {
                throw new TooLargeException(buffer.Layer, $"The memory for {buffer.Words} of '{buffer.Layer.Name}'", buffer.Layer.OutputShape.ToString());
            }
        }
    }

    /// <summary>All that lies in a block must fit into one array.</summary>
    /// <returns>The length of the block.</returns>
    internal static int RequireRoom(long length, IEnumerable<(PlanBuffer Buffer, long Length)> all)
    {
        if (length > LargestBlock)
        {
            PlanBuffer largest = all.OrderByDescending(each => each.Length).First().Buffer;
            string memory = $"The memory that holds {largest.Words} of '{largest.Layer.Name}' and more";
            throw new TooLargeException(largest.Layer, memory, NumberText.Grouped(length));
        }

        return (int)length;
    }

    /// <summary>What outlives a phase must be there for the whole batch: a worker's buffers are those of the group that it carries.</summary>
    private static Block BlockOf(PlanBuffer buffer, Lifetime lifetime) =>
        buffer.Block == Block.Work && lifetime.OutlivesPhase ? Block.Batch : buffer.Block;

    private static int PlaceApart(Block block, IEnumerable<PlanBuffer> buffers)
    {
        PlanBuffer[] all = [.. buffers];
        RequireRoom(all.Sum(buffer => (long)buffer.Floats), all.Select(buffer => (buffer, (long)buffer.Floats)));
        var arena = new Arena();
        foreach (PlanBuffer buffer in all)
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
        var arena = new SharedArena(block is Block.Batch or Block.Lane ? (one, other) => one.MeetsInBatch(other) : (one, other) => one.Meets(other));
        foreach (PlanBuffer buffer in buffers)
        {
            Lifetime lifetime = lifetimes[buffer];
            bool isPerSample = block == Block.Batch || (samples > 1 && (buffer.IsPerSample ?? !lifetime.IsOfOneSample));
            bool keepsBorder = !buffer.Frame.IsNone && buffer.Floats < LeastSharedImage;
            int pitch = isPerSample ? Apart(buffer) : buffer.Floats;
            buffer.Place = new Place(block, 0, isPerSample ? pitch : 0);
            arena.Add(buffer, (long)pitch * (isPerSample ? samples : 1), keepsBorder ? Lifetime.Forever : lifetime);
        }

        return arena.Place();
    }

    /// <summary>Floats from one sample to the next: where samples would share lines of the L1 cache, they stand one line further apart.</summary>
    private static int Apart(PlanBuffer buffer) => Setting.SharesLines(buffer.Floats, buffer.IsRow) ? checked(buffer.Floats + Arena.Line) : buffer.Floats;

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
