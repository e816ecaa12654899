using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>Brings values into the order that a layer needs, by layers where there is no other way.</summary>
internal static class Rearranging
{
    private const int MostAxes = 3;

    /// <summary>An image for a layer with windows; null, with an obstacle, where the value is none.</summary>
    public static Lowered? ToImage(this LoweringContext context, GraphNode node, Lowered value)
    {
        if (value.Sizes.Length != MostAxes)
        {
            context.Refuse(node, $"reads a value of shape {ShapeText.Of(value.Sizes)} for each sample", "images (channels, height, width) can be imported");
            return null;
        }

        (int rows, int columns, int channels) = ShapeInference.ImageAxes(node);
        int[] wanted = new int[MostAxes];
        wanted[rows - 1] = 0;
        wanted[columns - 1] = 1;
        wanted[channels - 1] = 2;
        int[] shape = [value.Sizes[rows - 1], value.Sizes[columns - 1], value.Sizes[channels - 1]];
        if (value.Shape.SequenceEqual(shape) && value.Unflattened is null && Fits(value, wanted))
        {
            return value with { Map = wanted };
        }

        // Which of NetGen's axes each wanted one is: a permutation where the value has three, and else what the file says, in its order, and then a
        // permutation of that.
        if (value.IsImage && value.Unflattened is null && OrderFor(value, wanted) is { } order)
        {
            DraftLayer permuted = context.Append(DraftLayers.Permute(node.Name, [.. order.Select(axis => axis + 1)]), value);
            return new Lowered(permuted, shape, value.Sizes, wanted);
        }

        Lowered inOrder = context.ToFileOrder(node, value)!;
        bool isOneAxis = value.Sizes.Count(size => size > 1) <= 1;
        if (isOneAxis || wanted.SequenceEqual([0, 1, 2])
            || Lowered.IsAscending([.. value.Sizes.Select((size, axis) => (size, axis)).Where(one => one.size > 1).Select(one => wanted[one.axis])]))
        {
            return new Lowered(context.Append(DraftLayers.Reshape(node.Name, shape), inOrder), shape, value.Sizes, wanted);
        }

        DraftLayer reshaped = context.Append(DraftLayers.Reshape(node.Name, value.Sizes), inOrder);
        var asFile = new Lowered(reshaped, value.Sizes, value.Sizes, [0, 1, 2]);
        DraftLayer image = context.Append(DraftLayers.Permute(node.Name, [rows, columns, channels]), asFile);
        return new Lowered(image, shape, value.Sizes, wanted);
    }

    /// <summary>The value with its numbers in the order in which the file has them.</summary>
    public static Lowered ToFileOrder(this LoweringContext context, GraphNode node, Lowered value)
    {
        if (value.IsInFileOrder)
        {
            return value;
        }

        if (value.Unflattened is { } sizes && value.FileOrder is { } order)
        {
            DraftLayer image = context.Append(DraftLayers.Reshape(node.Name, sizes), value);
            var unflattened = new Lowered(image, sizes, sizes, [.. Enumerable.Range(0, sizes.Length)]);
            DraftLayer ordered = context.Append(DraftLayers.Permute(node.Name, [.. order.Select(axis => axis + 1)]), unflattened);
            DraftLayer flat = context.Append(DraftLayers.Flatten(node.Name), unflattened.By(ordered));
            return value with { Layer = flat, Unflattened = null, FileOrder = null };
        }

        int[] mapped = [.. value.Map.Where(axis => axis >= 0)];
        int[] axes = [.. mapped, .. Enumerable.Range(0, value.Shape.Length).Where(axis => !mapped.Contains(axis))];
        DraftLayer permuted = context.Append(DraftLayers.Permute(node.Name, [.. axes.Select(axis => axis + 1)]), value);
        return value with
        {
            Layer = permuted,
            Shape = [.. axes.Select(axis => value.Shape[axis])],
            Map = [.. value.Map.Select(axis => axis < 0 ? -1 : Array.IndexOf(axes, axis))],
        };
    }

    /// <summary>One axis in the place of all.</summary>
    public static Lowered Flatten(this LoweringContext context, GraphNode node, Lowered value)
    {
        int size = ShapeText.Count(value.Shape);
        if (value.IsVector)
        {
            return value with { Sizes = [size], Map = [0] };
        }

        DraftLayer layer = context.Append(node, DraftLayers.Flatten(node.Name), value);
        int[] order = value.AxesInFileOrder();
        if (Lowered.IsAscending(order))
        {
            return Lowered.Vector(layer, size);
        }

        int[] rest = [.. Enumerable.Range(0, value.Shape.Length).Where(axis => !order.Contains(axis))];
        return Lowered.Vector(layer, size) with { Unflattened = value.Shape, FileOrder = [.. order, .. rest] };
    }

    /// <summary>A vector for a dense layer, in whatever order; null, with an obstacle, where the value is none.</summary>
    public static Lowered? ToVector(this LoweringContext context, GraphNode node, Lowered value)
    {
        if (value.Sizes.Length == 1)
        {
            return value.IsVector ? value : context.Flatten(node, value);
        }

        context.Refuse(node, $"reads a value of shape {ShapeText.Of(value.Sizes)} for each sample", "vectors (features) can be imported");
        return null;
    }

    private static bool Fits(Lowered value, int[] wanted) => !value.Sizes.Where((size, axis) => size > 1 && value.Map[axis] != wanted[axis]).Any();

    /// <summary>NetGen's axes in the order that makes them the wanted ones.</summary>
    private static int[]? OrderFor(Lowered value, int[] wanted)
    {
        int[] order = [-1, -1, -1];
        for (int axis = 0; axis < MostAxes; axis++)
        {
            order[wanted[axis]] = value.Map[axis];
        }

        int[] free = [.. Enumerable.Range(0, MostAxes).Where(axis => !order.Contains(axis))];
        int next = 0;
        for (int i = 0; i < MostAxes; i++)
        {
            order[i] = order[i] < 0 ? free[next++] : order[i];
        }

        return order.Distinct().Count() == MostAxes ? order : null;
    }
}
