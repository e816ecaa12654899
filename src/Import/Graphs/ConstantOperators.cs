using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>Computes operators of constants: the chains that exporters make shapes with, and what they leave uncomputed of weights.</summary>
internal static class ConstantOperators
{
    /// <summary>
    /// What a node of constants puts out; null where it is not among those that are computed here, or is more than a file of this size can want.
    /// </summary>
    public static GraphTensor? Compute(GraphNode node, int largest)
    {
        if (node.Outputs.Count != 1 || node.Inputs.Count == 0 || node.Inputs.Any(input => input is { Constant: null }) || node.Constant(0) is not { } input)
        {
            return null;
        }

        if (node.Kind is not ("ConstantOfShape" or "Range") && ShapeInference.Infer(node) is { } expected && IsTooLarge(expected, largest))
        {
            return null;
        }

        return node.Kind switch
        {
            "Identity" => input,
            "Cast" => Cast(input, node.Integer("to", 1)),
            "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten" => ShapeInference.Infer(node) is { } shape ? input.With(shape) : null,
            "Transpose" => ShapeInference.Order(node, input.Rank) is { } order ? input.Transpose(order) : null,
            "Concat" => Concatenate(node),
            "Gather" => Gather(node, input),
            "Slice" => Slice(node, input),
            "Shape" => GraphTensor.Of(input.Shape),
            "ConstantOfShape" => Filled(node, input, largest),
            "Expand" => Expand(node, input, largest),
            "Range" => Range(node, largest),
            "Add" => Join(node, (a, b) => a + b, (a, b) => a + b),
            "Sub" => Join(node, (a, b) => a - b, (a, b) => a - b),
            "Mul" => Join(node, (a, b) => a * b, (a, b) => a * b),
            "Div" => Join(node, (a, b) => a / b, (a, b) => b == 0 ? 0 : a / b),
            "Pow" => Join(node, (a, b) => (float)Math.Pow(a, b), (a, b) => checked((long)Math.Pow(a, b))),
            "Max" => Join(node, Math.Max, Math.Max),
            "Min" => Join(node, Math.Min, Math.Min),
            "Neg" => Each(input, a => -a, a => -a),
            "Sqrt" => Each(input, a => (float)Math.Sqrt(a), null),
            "Reciprocal" => Each(input, a => 1 / a, null),
            "Floor" => Each(input, a => (float)Math.Floor(a), null),
            "Ceil" => Each(input, a => (float)Math.Ceiling(a), null),
            "ReduceProd" => input.IsFloat ? null : GraphTensor.Of([input.Integers.Aggregate(1L, (product, size) => product * size)]),
            _ => null,
        };
    }

    private static bool IsTooLarge(int[] shape, int largest) => ShapeText.Count(shape) > largest;

    private static GraphTensor? Cast(GraphTensor input, int type) => type switch
    {
        1 or 10 or 11 or 16 => input.IsFloat ? input : GraphTensor.Of(input.Floats).With(input.Shape),
        2 or 3 or 4 or 5 or 6 or 7 or 12 or 13 => input.IsFloat ? GraphTensor.Of(input.Integers).With(input.Shape) : input,
        9 => GraphTensor.Of([.. Enumerable.Range(0, input.Count).Select(i => input[i] != 0 ? 1L : 0L)]).With(input.Shape),
        _ => null,
    };

    private static GraphTensor? Concatenate(GraphNode node)
    {
        GraphTensor[] parts = [.. node.Inputs.Select(input => input!.Constant!)];
        if (ShapeInference.Infer(node) is not { } shape || ShapeInference.Axis(node.Integer("axis", 0), shape.Length) is not { } axis
            || parts.Any(part => part.IsFloat != parts[0].IsFloat))
        {
            return null;
        }

        int rows = ShapeText.Count(shape.Take(axis));
        int[] lengths = [.. parts.Select(part => part.Count / Math.Max(rows, 1))];
        return parts[0].IsFloat
            ? GraphTensor.Of(Rows(part => part.Floats)).With(shape)
            : GraphTensor.Of(Rows(part => part.Integers)).With(shape);

        T[] Rows<T>(Func<GraphTensor, T[]> values)
        {
            T[][] all = [.. parts.Select(values)];
            return [.. Enumerable.Range(0, rows).SelectMany(row => all.SelectMany((part, i) => part.Skip(row * lengths[i]).Take(lengths[i])))];
        }
    }

    private static GraphTensor? Gather(GraphNode node, GraphTensor input)
    {
        if (node.Constant(1) is not { } indices || input.Rank == 0 || ShapeInference.Axis(node.Integer("axis", 0), input.Rank) is not { } axis)
        {
            return null;
        }

        int size = input.Shape[axis];
        int[] taken = [.. indices.Integers.Select(index => index >= -size && index < size ? (int)((index + size) % size) : -1)];
        if (taken.Contains(-1))
        {
            return null;
        }

        int inner = ShapeText.Count(input.Shape.Skip(axis + 1));
        int outer = ShapeText.Count(input.Shape.Take(axis));
        int[] places = [.. Enumerable.Range(0, outer).SelectMany(row => taken.SelectMany(index => Enumerable.Range(((row * size) + index) * inner, inner)))];
        return input.Pick([.. input.Shape.Take(axis), .. indices.Shape, .. input.Shape.Skip(axis + 1)], places);
    }

    private static GraphTensor? Slice(GraphNode node, GraphTensor input)
    {
        if (SlicePlan.Of(node, input.Shape) is not { } plan)
        {
            return null;
        }

        int[] strides = GraphTensor.Strides(input.Shape);
        var places = new int[ShapeText.Count(plan.Shape)];
        for (int i = 0; i < places.Length; i++)
        {
            int rest = i;
            for (int axis = plan.Shape.Length - 1; axis >= 0; axis--)
            {
                places[i] += (plan.Starts[axis] + (rest % plan.Shape[axis] * plan.Steps[axis])) * strides[axis];
                rest /= plan.Shape[axis];
            }
        }

        return input.Pick(plan.Shape, places);
    }

    private static GraphTensor? Filled(GraphNode node, GraphTensor sizes, int largest)
    {
        if (sizes.Integers.Any(size => size is < 0 or > int.MaxValue))
        {
            return null;
        }

        int[] shape = [.. sizes.Integers.Select(size => (int)size)];
        if (IsTooLarge(shape, largest))
        {
            return null;
        }

        GraphTensor value = node.Tensor("value") is { Count: 1 } given ? given : GraphTensor.Scalar(0);
        return value.With([]).Broadcast(shape);
    }

    private static GraphTensor? Expand(GraphNode node, GraphTensor input, int largest)
    {
        int[]? wanted = node.IntegersOrInput("shape", 1);
        return wanted is null || wanted.Any(size => size < 0) || ShapeInference.Broadcast([input.Shape, wanted]) is not { } shape
            || IsTooLarge(shape, largest) ? null : input.Broadcast(shape);
    }

    private static GraphTensor? Range(GraphNode node, int largest)
    {
        if (node.Inputs.Count != 3 || node.Inputs.Any(input => input?.Constant is not { IsFloat: false, Count: 1 }))
        {
            return null;
        }

        long[] numbers = [.. node.Inputs.Select(input => input!.Constant!.Integers[0])];
        long count = numbers[2] == 0 ? -1 : (long)Math.Ceiling((numbers[1] - (double)numbers[0]) / numbers[2]);
        return count < 0 || count > largest ? null : GraphTensor.Of([.. Enumerable.Range(0, (int)count).Select(i => numbers[0] + (i * numbers[2]))]);
    }

    private static GraphTensor? Join(GraphNode node, Func<float, float, float> real, Func<long, long, long> whole)
    {
        if (ShapeInference.Infer(node) is not { } shape)
        {
            return null;
        }

        GraphTensor[] parts = [.. node.Inputs.Select(input => input!.Constant!.Broadcast(shape))];
        return parts.Aggregate((left, right) => left.IsFloat || right.IsFloat
            ? GraphTensor.Of([.. left.Floats.Zip(right.Floats, real)]).With(shape)
            : GraphTensor.Of([.. left.Integers.Zip(right.Integers, whole)]).With(shape));
    }

    private static GraphTensor? Each(GraphTensor input, Func<float, float> real, Func<long, long>? whole) => input.IsFloat
        ? GraphTensor.Of([.. input.Floats.Select(real)]).With(input.Shape)
        : whole is null ? null : GraphTensor.Of([.. input.Integers.Select(whole)]).With(input.Shape);
}
