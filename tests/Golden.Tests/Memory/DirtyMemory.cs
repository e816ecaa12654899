extern alias generator;

using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using Xunit;
using ExecutionPlan = generator::NetGen.Generator.Planning.ExecutionPlan;
using Frame = generator::NetGen.Generator.Steps.Frame;
using MemoryBlock = generator::NetGen.Generator.Steps.Block;
using PlanBuffer = generator::NetGen.Generator.Planning.PlanBuffer;
using PlanBuffers = generator::NetGen.Generator.Planning.PlanBuffers;

namespace NetGen.Golden.Tests.Memory;

/// <summary>
/// Fills the memory of a pass with what is no number, but for the zeros that its plan wants to lie there for ever: whatever else a kernel reads, another must have written before.
/// </summary>
internal static class DirtyMemory
{
    /// <summary>All that a training pass keeps from one batch to the next.</summary>
    public static void Fill(TrainingPass pass, ExecutionPlan plan)
    {
        Fill(PassMemory.Packed(pass), plan, MemoryBlock.Weights);
        Fill(PassMemory.Batch(pass), plan, MemoryBlock.Batch, pass.Capacity);
        foreach (AlignedBuffer buffers in PassMemory.Workers(pass))
        {
            Fill(buffers, plan, MemoryBlock.Work, plan.GroupSize);
        }

        foreach (AlignedBuffer gradients in PassMemory.Lanes(pass))
        {
            Fill(gradients, plan, MemoryBlock.Lane);
        }

        pass.Gradients.AsSpan().Fill(float.NaN);
    }

    /// <summary>The buffers of predictions.</summary>
    public static void Fill(INetwork network, ExecutionPlan plan)
    {
        foreach (AlignedBuffer workspace in PassMemory.Workspaces(network))
        {
            Fill(workspace, plan, MemoryBlock.Work, plan.GroupSize);
        }
    }

    private static void Fill(AlignedBuffer memory, ExecutionPlan plan, MemoryBlock block, int samples = 1)
    {
        bool[] keeps = new bool[memory.Length];
        foreach (PlanBuffer buffer in PlanBuffers.Of(plan).All.Where(buffer => buffer.Place.Block == block && !buffer.Frame.IsNone && !buffer.ClearsBorder))
        {
            long start = (long)buffer.Place.Offset * (block == MemoryBlock.Batch ? samples : 1);
            for (int sample = 0; sample < (buffer.Place.Stride > 0 ? samples : 1); sample++)
            {
                foreach (int zero in Zeros(buffer.Frame))
                {
                    keeps[start + (sample * (long)buffer.Place.Stride) + zero] = true;
                }
            }
        }

        Span<float> values = memory.Span;
        for (int i = 0; i < keeps.Length; i++)
        {
            if (keeps[i] && values[i] != 0)
            {
                Assert.Fail($"Something was written over a border's zero, at {i} of {block}.");
            }

            values[i] = keeps[i] ? 0 : float.NaN;
        }
    }

    /// <summary>Where the zeros of a frame lie.</summary>
    private static IEnumerable<int> Zeros(Frame frame)
    {
        int inside = frame.RowStride - frame.Gap;
        int end = frame.Lead + ((frame.Rows - 1) * frame.RowStride) + inside + frame.Trail;
        for (int i = 0; i < end; i++)
        {
            int row = (i - frame.Lead) / frame.RowStride;
            bool isInside = i >= frame.Lead && row < frame.Rows && (i - frame.Lead) % frame.RowStride < inside;
            if (!isInside)
            {
                yield return i;
            }
        }
    }
}
