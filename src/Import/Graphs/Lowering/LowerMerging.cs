using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>What joins several values.</summary>
internal static class LowerMerging
{
    public static void Join(LoweringContext context, GraphNode node)
    {
        string? kind = node.Kind switch
        {
            "Add" or "Sum" => "Add",
            "Sub" => "Subtract",
            "Mul" => "Multiply",
            "Max" => "Maximum",
            "Min" => "Minimum",
            "Mean" => "Average",
            _ => null,
        };
        if (kind is null || node.Inputs.Any(input => input is null || input.Constant is not null))
        {
            string what = node.Inputs.Any(input => input?.Constant is not null)
                ? "joins what is computed with a constant in a way that no layer does"
                : "joins what is computed";
            context.Refuse(node, what,
                "sums, differences, products, means, maxima and minima of what is computed, and factors and terms that are constants, can be imported");
            return;
        }

        List<Lowered?> found = [.. node.Inputs.Select(context.Find)];
        if (found.Contains(null))
        {
            return;
        }

        List<Lowered> values = [.. found.Select(one => one!)];
        if (values.Any(value => value.Sizes.Length != values[0].Sizes.Length))
        {
            context.Refuse(node, $"joins shapes of {string.Join(" and ", values.Select(value => value.Sizes.Length + 1).Distinct())} axes",
                "values of as many axes can be joined");
            return;
        }

        if (Aligned(values) is not { } aligned)
        {
            values = [.. values.Select(value => value.Sizes.Length == 3 ? context.ToImage(node, value)! : context.ToFileOrder(node, value))];
            if (Aligned(values) is not { } again)
            {
                context.Refuse(
                    node,
                    $"joins values of shapes {string.Join(" and ", values.Select(value => ShapeText.Of(value.Sizes)))} for each sample",
                    "shapes whose sizes are equal or 1 can be joined");
                return;
            }

            aligned = again;
        }

        PutAboveFirst(context, node, kind, values);
        DraftLayer layer = context.Append(node, DraftLayers.Merge(kind, node.Name), [.. values]);
        context.Set(node.Output, aligned.By(layer));
    }

    public static void Concatenate(LoweringContext context, GraphNode node)
    {
        if (node.Inputs.Any(input => input?.Constant is not null))
        {
            context.Refuse(node, "puts constants beside what is computed", "no layer of NetGen's adds channels that are constants");
            return;
        }

        List<Lowered?> found = [.. node.Inputs.Select(context.Find)];
        if (found.Count == 0 || found.Contains(null))
        {
            return;
        }

        List<Lowered> values = [.. found.Select(one => one!)];
        int rank = values[0].Sizes.Length + 1;
        if (ShapeInference.Axis(node.Integer("axis", 1), rank) is not { } axis || axis == 0 || values.Any(value => value.Sizes.Length + 1 != rank)
            || node.Output.Shape is null)
        {
            context.Refuse(node, $"joins along the axis {node.Integer("axis", 1)} shapes that do not fit",
                "values of equal sizes along all other axes, but the batch, can be joined");
            return;
        }

        List<Lowered?> images =
        [
            .. values.Select(value => rank == 4 ? context.ToImage(node, value)
                : rank == 2 ? context.ToVector(node, context.ToFileOrder(node, value))
                : Matrix(context, node, value)),
        ];
        if (images.Contains(null))
        {
            return;
        }

        Lowered first = images[0]!;
        int own = first.Map[axis - 1];
        DraftLayer layer = DraftLayers.Concatenate(node.Name, own == first.Shape.Length - 1 ? -1 : own + 1);
        int[] shape = [.. first.Shape];
        shape[own] = images.Sum(image => image!.Shape[own]);
        context.Append(node, layer, [.. images.Select(image => image!)]);
        context.Set(node.Output, first with { Layer = layer, Shape = shape, Sizes = [.. node.Output.Shape.Skip(1)] });
    }

    private static Lowered? Matrix(LoweringContext context, GraphNode node, Lowered value)
    {
        Lowered ordered = context.ToFileOrder(node, value);
        if (ordered.Shape.SequenceEqual(ordered.Sizes))
        {
            return ordered with { Map = [.. Enumerable.Range(0, ordered.Sizes.Length)] };
        }

        if (ordered.Sizes.Length > 3)
        {
            context.Refuse(node, $"joins values of {ordered.Sizes.Length} axes for each sample", "up to three can be imported");
            return null;
        }

        DraftLayer layer = context.Append(DraftLayers.Reshape(node.Name, ordered.Sizes), ordered);
        return new Lowered(layer, ordered.Sizes, ordered.Sizes, [.. Enumerable.Range(0, ordered.Sizes.Length)]);
    }

    /// <summary>What comes of values whose axes NetGen stretches to each other as the file does; null where it would not.</summary>
    private static Lowered? Aligned(List<Lowered> values)
    {
        Lowered all = values[0];
        foreach (Lowered value in values.Skip(1))
        {
            if (Aligned(all, value) is not { } joined)
            {
                return null;
            }

            all = joined;
        }

        return all;
    }

    private static Lowered? Aligned(Lowered left, Lowered right)
    {
        if (left.Unflattened is not null || right.Unflattened is not null)
        {
            bool isSame = left.Unflattened is { } sizes && right.Unflattened is { } others && sizes.SequenceEqual(others)
                && left.FileOrder!.SequenceEqual(right.FileOrder!);
            return isSame || (left.Unflattened is not null && right.Shape.SequenceEqual([1])) ? left : left.Shape.SequenceEqual([1]) ? right : null;
        }

        // From the right each axis of the file must be the same one of NetGen's, wherever it has more than one value.
        Lowered larger = left.Shape.Length >= right.Shape.Length ? left : right;
        Lowered smaller = larger == left ? right : left;
        for (int axis = 0; axis < left.Sizes.Length; axis++)
        {
            (int one, int other) = (left.Sizes[axis], right.Sizes[axis]);
            if (one != other && one != 1 && other != 1)
            {
                return null;
            }

            int place = FromRight(larger, axis);
            int otherPlace = FromRight(smaller, axis);
            if ((larger.Sizes[axis] > 1 && smaller.Sizes[axis] > 1 && place != otherPlace)
                || (larger.Sizes[axis] == 1 && smaller.Sizes[axis] > 1 && place != otherPlace))
            {
                return null;
            }

            // A stretched axis must be of size 1 in NetGen's shape too, and not another axis of the file's.
            if (larger.Sizes[axis] > 1 && smaller.Sizes[axis] == 1 && place < smaller.Shape.Length && smaller.Shape[smaller.Shape.Length - 1 - place] != 1)
            {
                return null;
            }
        }

        int[]? shape = ShapeInference.Broadcast([left.Shape, right.Shape]);
        int[] stretched = [.. left.Sizes.Zip(right.Sizes, Math.Max)];
        return shape is null ? null : larger with { Shape = shape, Sizes = stretched };
    }

    private static int FromRight(Lowered value, int axis) => value.Map[axis] < 0 ? -1 : value.Shape.Length - 1 - value.Map[axis];

    /// <summary>[Add("stem")] reads the layer above first; where the order makes no difference, that one is put there.</summary>
    private static void PutAboveFirst(LoweringContext context, GraphNode node, string kind, List<Lowered> values)
    {
        if (values.Count == 2 && kind != "Subtract" && context.Hint(node).IsNone && context.Layers.Count > 0
            && values[1].Layer == context.Layers[context.Layers.Count - 1])
        {
            values.Reverse();
        }
    }
}
