using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>What a Pad adds to each axis, before and after; below 0 it takes away.</summary>
internal sealed record PadPlan(int[] Before, int[] After)
{
    public bool IsNothing => Before.Concat(After).All(size => size == 0);

    /// <summary>The plan of a node; null where it is computed, or of another number of axes.</summary>
    public static PadPlan? Of(GraphNode node, int rank)
    {
        int[]? pads = node.IntegersOrInput("pads", 1) ?? node.Integers("paddings");
        if (pads is null || pads.Length % 2 != 0)
        {
            return null;
        }

        int count = pads.Length / 2;
        int?[] axes = node.Constant(3) is { } given
            ? [.. given.Integers.Select(axis => axis >= -rank && axis < rank ? ShapeInference.Axis((int)axis, rank) : null)]
            : [.. Enumerable.Range(0, count).Select(axis => (int?)axis)];
        if (axes.Length != count || axes.Any(axis => axis is null || axis >= rank) || (node.Constant(3) is null && count != rank)
            || pads.Any(pad => pad is < -(1 << 20) or > 1 << 20))
        {
            return null;
        }

        var (before, after) = (new int[rank], new int[rank]);
        for (int i = 0; i < count; i++)
        {
            before[axes[i]!.Value] = pads[i];
            after[axes[i]!.Value] = pads[count + i];
        }

        return new PadPlan(before, after);
    }
}
