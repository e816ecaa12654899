using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs;

/// <summary>
/// The shapes that nodes make, with the batch first; null where an operator is not known, or something does not fit: whoever makes layers says so.
/// </summary>
internal static class ShapeInference
{
    public static int[]? Infer(GraphNode node)
    {
        int[]? input = ShapeOf(node.Input(0));
        return node.Kind switch
        {
            var kind when Operators.IsBroadcasting(kind) => Broadcast(node.Inputs.Select(ShapeOf)),
            _ when input is null => null,
            var kind when Operators.IsValueByValue(kind) => input,
            "Softmax" or "LogSoftmax" or "BatchNormalization" or "InstanceNormalization" or "GroupNormalization" or "LayerNormalization" or "LRN" => input,
            "Conv" => Convolution(node, input),
            "ConvTranspose" => Transposed(node, input),
            "MaxPool" or "AveragePool" => Pooling(node, input),
            "GlobalAveragePool" or "GlobalMaxPool" => Global(node, input),
            "Gemm" => ShapeOf(node.Input(1)) is { Length: 2 } b ? [input[0], b[node.Integer("transB", 0) == 0 ? 1 : 0]] : null,
            "MatMul" => ShapeOf(node.Input(1)) is { Length: 2 } b && input.Length >= 2 ? With(input, input.Length - 1, b[1]) : null,
            "Concat" => Concatenation(node),
            "Reshape" => ReshapedSizes.Of(input, node.IntegersOrInput("shape", 1), node.Integer("allowzero", 0) != 0),
            "Flatten" => Axis(node.Integer("axis", 1), input.Length + 1) is { } axis ? [Product(input, 0, axis), Product(input, axis, input.Length)] : null,
            "Squeeze" => Squeezed(input, node.IntegersOrInput("axes", 1)),
            "Unsqueeze" => node.IntegersOrInput("axes", 1) is { } axes ? Unsqueezed(input, axes) : null,
            "Transpose" => Order(node, input.Length) is { } order ? [.. order.Select(axis => input[axis])] : null,
            "ReduceMean" or "ReduceMax" or "ReduceSum" => Reduced(node, input),
            "Pad" => Padded(node, input),
            "Slice" => SlicePlan.Of(node, input) is { } plan ? plan.Shape : null,
            "Resize" or "Upsample" => Resized(node, input),
            _ => null,
        };
    }

    /// <summary>An axis counted from the end or the beginning; null where there is none.</summary>
    public static int? Axis(int axis, int rank) => axis >= -rank && axis < rank ? (axis + rank) % rank : null;

    /// <summary>The order of axes of a Transpose; null where it is none.</summary>
    public static int[]? Order(GraphNode node, int rank)
    {
        int[] order = node.IntegersOrInput("perm", 1) ?? [.. Enumerable.Range(0, rank).Reverse()];
        return order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, rank)) ? order : null;
    }

    public static int[]? ShapeOf(GraphValue? value) => value?.Constant?.Shape ?? value?.Shape;

    /// <summary>Where rows and columns lie among an image's axes.</summary>
    public static (int Rows, int Columns, int Channels) ImageAxes(GraphNode node) => node.Integer("channels_last", 0) != 0 ? (1, 2, 3) : (2, 3, 1);

    /// <summary>The shape that several are stretched to; null where they cannot be.</summary>
    public static int[]? Broadcast(IEnumerable<int[]?> shapes)
    {
        int[]? all = null;
        foreach (int[]? shape in shapes)
        {
            if (shape is null)
            {
                return null;
            }

            if (all is null)
            {
                all = shape;
                continue;
            }

            int rank = Math.Max(all.Length, shape.Length);
            var joined = new int[rank];
            for (int i = 1; i <= rank; i++)
            {
                int left = i <= all.Length ? all[all.Length - i] : 1;
                int right = i <= shape.Length ? shape[shape.Length - i] : 1;
                if (left != right && left != 1 && right != 1)
                {
                    return null;
                }

                joined[rank - i] = left == 1 ? right : left;
            }

            all = joined;
        }

        return all;
    }

    /// <summary>The axes that a reduction takes, counted from the beginning: all where none is given.</summary>
    public static int[]? ReducedAxes(GraphNode node, int rank)
    {
        int[] axes = node.IntegersOrInput("axes", 1) ?? [.. Enumerable.Range(0, rank)];
        int?[] found = [.. axes.Select(axis => Axis(axis, rank))];
        return found.Contains(null) ? null : [.. found.Select(axis => axis!.Value).Distinct().OrderBy(axis => axis)];
    }

    private static int[]? Convolution(GraphNode node, int[] input)
    {
        (int rows, int columns, int channels) = ImageAxes(node);
        if (input.Length != 4 || ShapeOf(node.Input(1)) is not { Length: 4 } kernel
            || WindowPlan.Of(node, new Extent(input[rows], input[columns]), new Extent(kernel[2], kernel[3])) is not { } plan)
        {
            return null;
        }

        return With(With(With(input, channels, kernel[0]), rows, plan.Output.Height), columns, plan.Output.Width);
    }

    private static int[]? Transposed(GraphNode node, int[] input)
    {
        (int rows, int columns, int channels) = ImageAxes(node);
        if (input.Length != 4 || ShapeOf(node.Input(1)) is not { Length: 4 } kernel
            || TransposedPlan.Of(node, new Extent(input[rows], input[columns]), new Extent(kernel[2], kernel[3])) is not { } plan)
        {
            return null;
        }

        return With(With(With(input, channels, kernel[1] * node.Integer("group", 1)), rows, plan.Output.Height), columns, plan.Output.Width);
    }

    private static int[]? Pooling(GraphNode node, int[] input)
    {
        (int rows, int columns, _) = ImageAxes(node);
        if (input.Length != 4 || WindowPlan.Two(node, "kernel_shape") is not { } kernel
            || WindowPlan.Of(node, new Extent(input[rows], input[columns]), kernel) is not { } plan)
        {
            return null;
        }

        return With(With(input, rows, plan.Output.Height), columns, plan.Output.Width);
    }

    private static int[]? Global(GraphNode node, int[] input)
    {
        (int rows, int columns, _) = ImageAxes(node);
        return input.Length == 4 ? With(With(input, rows, 1), columns, 1) : null;
    }

    private static int[]? Concatenation(GraphNode node)
    {
        int[]?[] shapes = [.. node.Inputs.Select(ShapeOf)];
        if (shapes.Length == 0 || shapes.Contains(null) || Axis(node.Integer("axis", 1), shapes[0]!.Length) is not { } axis
            || shapes.Any(shape => shape!.Length != shapes[0]!.Length))
        {
            return null;
        }

        return With(shapes[0]!, axis, shapes.Sum(shape => shape![axis]));
    }

    private static int[]? Squeezed(int[] input, int[]? axes)
    {
        int?[] found = axes is null
            ? [.. Enumerable.Range(0, input.Length).Where(axis => input[axis] == 1).Select(axis => (int?)axis)]
            : [.. axes.Select(axis => Axis(axis, input.Length))];
        return found.Any(axis => axis is null || input[axis.Value] != 1) ? null : [.. input.Where((_, axis) => !found.Contains(axis))];
    }

    private static int[]? Unsqueezed(int[] input, int[] axes)
    {
        int rank = input.Length + axes.Length;
        int?[] found = [.. axes.Select(axis => Axis(axis, rank))];
        if (found.Contains(null) || found.Distinct().Count() != found.Length)
        {
            return null;
        }

        var sizes = new Queue<int>(input);
        return [.. Enumerable.Range(0, rank).Select(axis => found.Contains(axis) ? 1 : sizes.Dequeue())];
    }

    private static int[]? Reduced(GraphNode node, int[] input)
    {
        if (ReducedAxes(node, input.Length) is not { } axes)
        {
            return null;
        }

        return node.Integer("keepdims", 1) != 0
            ? [.. input.Select((size, axis) => axes.Contains(axis) ? 1 : size)]
            : [.. input.Where((_, axis) => !axes.Contains(axis))];
    }

    private static int[]? Padded(GraphNode node, int[] input)
    {
        if (PadPlan.Of(node, input.Length) is not { } plan)
        {
            return null;
        }

        int[] shape = [.. input.Select((size, axis) => size + plan.Before[axis] + plan.After[axis])];
        return shape.All(size => size > 0) ? shape : null;
    }

    private static int[]? Resized(GraphNode node, int[] input) => ResizePlan.Of(node, input)?.Shape;

    private static int Product(int[] shape, int from, int to) => ShapeText.Count(shape.Skip(from).Take(to - from));

    private static int[] With(int[] shape, int axis, int size)
    {
        int[] changed = [.. shape];
        changed[axis] = size;
        return changed;
    }
}
