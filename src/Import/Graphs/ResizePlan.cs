using System;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>What a Resize or Upsample makes of each axis.</summary>
/// <param name="Scales">How many times as large each axis becomes, as the file says it.</param>
/// <param name="Shape">The sizes that come of it.</param>
internal sealed record ResizePlan(double[] Scales, int[] Shape)
{
    private const double LargestScale = 1 << 16;

    public static ResizePlan? Of(GraphNode node, int[] input)
    {
        // Upsample and the first Resize read (x, scales), later ones (x, region, scales, sizes).
        bool isFirstForm = node.Kind == "Upsample" || node.Version < 11;
        double[]? scales = node.Numbers("scales") ?? Doubles(node.Constant(isFirstForm ? 1 : 2));
        int[]? sizes = isFirstForm ? node.Integers("sizes") : node.IntegersOrInput("sizes", 3);
        int?[] axes = node.Integers("axes") is { } given
            ? [.. given.Select(axis => ShapeInference.Axis(axis, input.Length))]
            : [.. Enumerable.Range(0, input.Length).Select(axis => (int?)axis)];
        if (axes.Contains(null))
        {
            return null;
        }

        if (sizes is { Length: > 0 } && sizes.Length == axes.Length && sizes.All(size => size > 0))
        {
            scales = [.. sizes.Select((size, i) => size / (double)input[axes[i]!.Value])];
        }

        if (scales is null || scales.Length != axes.Length || scales.Any(scale => !(scale is > 0 and < LargestScale)))
        {
            return null;
        }

        double[] all = [.. input.Select(_ => 1.0)];
        for (int i = 0; i < scales.Length; i++)
        {
            all[axes[i]!.Value] = scales[i];
        }

        int[] shape = [.. input.Select((size, axis) => checked((int)Math.Floor((size * all[axis]) + 1e-6)))];
        return shape.All(size => size > 0) ? new ResizePlan(all, shape) : null;
    }

    private static double[]? Doubles(GraphTensor? tensor) => tensor is { Count: > 0 } ? [.. Enumerable.Range(0, tensor.Count).Select(i => tensor[i])] : null;
}
