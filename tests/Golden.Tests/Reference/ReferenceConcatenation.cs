using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>Its inputs one behind the other along an axis: what is before the axis turns slowest, what is behind it lies in one piece.</summary>
/// <param name="axis">As Keras counts them.</param>
/// <param name="inputs">Shapes that are equal but along the axis.</param>
internal sealed class ReferenceConcatenation(int axis, IReadOnlyList<SampleShape> inputs) : ReferenceOperation(inputs[0], Joined(axis, inputs))
{
    public override double[] Forward(double[] x) => Forward([x]);

    public override double[] Forward(IReadOnlyList<double[]> xs)
    {
        double[] y = new double[Output.Size];
        Walk((input, from, to, length) => Array.Copy(xs[input], from, y, to, length));
        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy) => Backward([x], y, dy)[0];

    public override IReadOnlyList<double[]> Backward(IReadOnlyList<double[]> xs, double[] y, double[] dy)
    {
        double[][] dxs = [.. xs.Select(x => new double[x.Length])];
        Walk((input, from, to, length) => Array.Copy(dy, to, dxs[input], from, length));
        return dxs;
    }

    /// <summary>All pieces: of which input, where in it, where in the output, and how long.</summary>
    private void Walk(Action<int, int, int, int> piece)
    {
        int turns = Output.Dimensions.Take(Index(axis, Output)).Aggregate(1, (product, size) => product * size);
        int to = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            for (int input = 0; input < inputs.Count; input++)
            {
                int length = inputs[input].Size / turns;
                piece(input, turn * length, to, length);
                to += length;
            }
        }
    }

    private static SampleShape Joined(int axis, IReadOnlyList<SampleShape> inputs)
    {
        int[] dimensions = inputs[0].Dimensions;
        int index = Index(axis, inputs[0]);
        dimensions[index] = inputs.Sum(input => input.Dimensions[index]);
        return SampleShape.Of(dimensions);
    }

    private static int Index(int axis, SampleShape shape) => axis > 0 ? axis - 1 : axis + shape.Rank;
}
