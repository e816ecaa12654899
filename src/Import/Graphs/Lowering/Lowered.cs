using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// A value of the graph as NetGen has it. The file's axes and NetGen's are the same numbers in another order: an image is (channels, height, width) there
/// and (height, width, channels) here, and axes of one value come and go. Transposes, squeezes and the like change what is known of that and compute
/// nothing.
/// </summary>
/// <param name="Layer">The layer that makes it; null for the network's input.</param>
/// <param name="Shape">NetGen's shape of one sample.</param>
/// <param name="Sizes">The file's, without the batch.</param>
/// <param name="Map">NetGen's axis of each axis of the file; -1 for one of size 1 that NetGen does not have.</param>
internal sealed record Lowered(DraftLayer? Layer, int[] Shape, int[] Sizes, int[] Map)
{
    /// <summary>Of a flattened image: the sizes that it had, in NetGen's order; null where a vector's values lie in the file's order.</summary>
    public int[]? Unflattened { get; init; }

    /// <summary>Of a flattened image: its axes, as numbers of <see cref="Unflattened"/>, in the file's order.</summary>
    public int[]? FileOrder { get; init; }

    public bool IsVector => Shape.Length == 1;

    public bool IsImage => Shape.Length == 3;

    /// <summary>Whether it is an image whose channels come first in the file.</summary>
    public bool IsChannelsFirst => IsImage && Map is [2, 0, 1];

    /// <summary>Whether the values lie in memory in the file's order.</summary>
    public bool IsInFileOrder => Unflattened is null && IsAscending(AxesInFileOrder());

    /// <summary>A vector in which each value stands for the file's value at the same place.</summary>
    public static Lowered Vector(DraftLayer? layer, int size) => new(layer, [size], [size], [0]);

    /// <summary>An image of the file's axes in the order that a node has them.</summary>
    public static Lowered Image(DraftLayer? layer, Extent size, int channels, bool isChannelsLast) => isChannelsLast
        ? new(layer, [size.Height, size.Width, channels], [size.Height, size.Width, channels], [0, 1, 2])
        : new(layer, [size.Height, size.Width, channels], [channels, size.Height, size.Width], [2, 0, 1]);

    /// <summary>The same values, as another layer of the same shape makes them.</summary>
    public Lowered By(DraftLayer layer) => this with { Layer = layer };

    /// <summary>NetGen's axes of more than one value, in the file's order.</summary>
    public int[] AxesInFileOrder() => [.. Sizes.Select((size, axis) => (size, axis)).Where(one => one.size > 1).Select(one => Map[one.axis])];

    /// <summary>Whether these numbers ascend.</summary>
    public static bool IsAscending(IReadOnlyList<int> axes) => !axes.Where((axis, i) => i > 0 && axes[i - 1] > axis).Any();

    /// <summary>
    /// The file's constant in NetGen's order: where it has one value along an axis, that is shared, and the result has size 1 there. Null where its shape
    /// does not fit.
    /// </summary>
    /// <param name="constant">Sizes from the right: each is the value's or 1; the batch, if it is there, is 1.</param>
    public GraphTensor? Arrange(GraphTensor constant)
    {
        int rank = Sizes.Length;
        int[] sizes = [.. constant.Shape];
        while (sizes.Length > rank && sizes[0] == 1)
        {
            sizes = [.. sizes.Skip(1)];
        }

        if (sizes.Length > rank)
        {
            return null;
        }

        sizes = [.. Enumerable.Repeat(1, rank - sizes.Length), .. sizes];
        if (sizes.Where((size, axis) => size != 1 && size != Sizes[axis]).Any())
        {
            return null;
        }

        GraphTensor shaped = constant.With(sizes);
        if (Unflattened is not null)
        {
            return constant.Count == 1 ? constant.With([1]) : GraphTensor.Of([.. FilePlaces().Select(place => shaped.Floats[place])]);
        }

        int[] mapped = [.. Enumerable.Range(0, Shape.Length).Select(axis => Array.FindIndex(Map, by => by == axis))];
        int[] order = [.. mapped.Where(axis => axis >= 0), .. Enumerable.Range(0, rank).Where(axis => !mapped.Contains(axis))];
        return shaped.Transpose(order).With([.. mapped.Select(axis => axis < 0 ? 1 : sizes[axis])]);
    }

    /// <summary>For each value of a flattened image, where it lies among the file's.</summary>
    public int[] FilePlaces()
    {
        if (Unflattened is not { } sizes || FileOrder is not { } order)
        {
            return [.. Enumerable.Range(0, ShapeText.Count(Shape))];
        }

        int[] back = [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))];
        GraphTensor places = GraphTensor.Of(Enumerable.Range(0, ShapeText.Count(sizes))).With([.. order.Select(axis => sizes[axis])]);
        return [.. places.Transpose(back).Integers.Select(place => (int)place)];
    }
}
