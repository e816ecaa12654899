using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>Numbers that a file gives: real ones or whole ones, row by row. They are never changed.</summary>
internal sealed class GraphTensor
{
    private readonly float[]? _floats;
    private readonly long[]? _integers;

    private GraphTensor(int[] shape, float[]? floats, long[]? integers) => (Shape, _floats, _integers) = (shape, floats, integers);

    public int[] Shape { get; }

    public int Rank => Shape.Length;

    public int Count => _floats?.Length ?? _integers!.Length;

    public bool IsFloat => _floats is not null;

    /// <summary>The values as real numbers.</summary>
    public float[] Floats => _floats ?? [.. _integers!.Select(value => (float)value)];

    /// <summary>The values as whole numbers.</summary>
    public long[] Integers => _integers ?? [.. _floats!.Select(ToInteger)];

    public static GraphTensor Of(float[] values) => new([values.Length], values, null);

    public static GraphTensor Of(long[] values) => new([values.Length], null, values);

    public static GraphTensor Of(IEnumerable<int> values) => Of([.. values.Select(value => (long)value)]);

    /// <summary>A number without axes.</summary>
    public static GraphTensor Scalar(float value) => new([], [value], null);

    public double this[int index] => _floats is not null ? _floats[index] : _integers![index];

    /// <summary>The same values in another shape.</summary>
    public GraphTensor With(IReadOnlyList<int> shape) => ShapeText.Count(shape) == Count
        ? new GraphTensor([.. shape], _floats, _integers)
        : throw new InvalidDataException($"A tensor of shape {ShapeText.Of(Shape)} cannot have the shape {ShapeText.Of(shape)}.");

    /// <summary>A tensor of other shape whose values are some of this one's.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="places">Where each of its values lies here.</param>
    public GraphTensor Pick(int[] shape, int[] places) => _floats is not null
        ? new GraphTensor(shape, [.. places.Select(place => _floats[place])], null)
        : new GraphTensor(shape, null, [.. places.Select(place => _integers![place])]);

    /// <summary>The axes in another order.</summary>
    public GraphTensor Transpose(params int[] axes)
    {
        int[] shape = [.. axes.Select(axis => Shape[axis])];
        int[] strides = Strides(Shape);
        int[] places = new int[Count];
        int[] index = new int[axes.Length];
        for (int i = 0, place = 0; i < places.Length; i++)
        {
            places[i] = place;
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                place += strides[axes[axis]];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                place -= strides[axes[axis]] * shape[axis];
                index[axis] = 0;
            }
        }

        return Pick(shape, places);
    }

    /// <summary>The values stretched to a larger shape along axes of size 1.</summary>
    public GraphTensor Broadcast(int[] shape)
    {
        if (shape.SequenceEqual(Shape))
        {
            return this;
        }

        int[] strides = Strides(Shape);
        int missing = shape.Length - Rank;
        int[] places = new int[ShapeText.Count(shape)];
        for (int i = 0; i < places.Length; i++)
        {
            int rest = i;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                int place = rest % shape[axis];
                rest /= shape[axis];
                if (axis >= missing && Shape[axis - missing] > 1)
                {
                    places[i] += place * strides[axis - missing];
                }
            }
        }

        return Pick(shape, places);
    }

    /// <summary>How far apart the values along each axis lie.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        int[] strides = new int[shape.Count];
        for (int axis = shape.Count - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>C's conversion, and the nearest that there is for what is too large.</summary>
    private static long ToInteger(float value) =>
        value >= long.MaxValue ? long.MaxValue : value <= long.MinValue || float.IsNaN(value) ? long.MinValue : (long)value;
}
