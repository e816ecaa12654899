using System;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>What a Slice takes of each axis.</summary>
/// <param name="Starts">The first of each axis.</param>
/// <param name="Steps">From one to the next.</param>
/// <param name="Shape">How many.</param>
internal sealed record SlicePlan(int[] Starts, int[] Steps, int[] Shape)
{
    public static SlicePlan? Of(GraphNode node, int[] input)
    {
        int[]? starts = node.IntegersOrInput("starts", 1);
        int[]? ends = node.IntegersOrInput("ends", 2);
        if (starts is null || ends is null || starts.Length != ends.Length || node.IsComputed(3) || node.IsComputed(4))
        {
            return null;
        }

        int[] axes = node.IntegersOrInput("axes", 3) ?? [.. Enumerable.Range(0, starts.Length)];
        int[] steps = node.IntegersOrInput("steps", 4) ?? [.. starts.Select(_ => 1)];
        if (axes.Length != starts.Length || steps.Length != starts.Length)
        {
            return null;
        }

        int[] first = new int[input.Length];
        int[] step = [.. input.Select(_ => 1)];
        int[] shape = [.. input];
        for (int i = 0; i < axes.Length; i++)
        {
            if (ShapeInference.Axis(axes[i], input.Length) is not { } axis || steps[i] == 0)
            {
                return null;
            }

            int size = input[axis];
            bool isForward = steps[i] > 0;
            int start = isForward ? Within(starts[i], 0, size, size) : Within(starts[i], 0, size - 1, size);
            int end = isForward ? Within(ends[i], 0, size, size) : Within(ends[i], -1, size - 1, size);
            long span = isForward ? (long)end - start : (long)start - end;
            first[axis] = start;
            step[axis] = steps[i];
            shape[axis] = (int)Math.Max((span + Math.Abs((long)steps[i]) - 1) / Math.Abs((long)steps[i]), 0);
        }

        return new SlicePlan(first, step, shape);
    }

    private static int Within(int place, int least, int most, int size) => Math.Min(Math.Max(place < 0 ? place + size : place, least), most);
}
