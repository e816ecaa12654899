using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>The sum of its inputs; one that is smaller is read again and again along each direction in which it has one value only.</summary>
internal sealed class ReferenceAdd(IReadOnlyList<SampleShape> inputs) : ReferenceOperation(inputs[0], Joined(inputs))
{
    public override double[] Forward(double[] x) => Forward([x]);

    public override double[] Forward(IReadOnlyList<double[]> xs)
    {
        double[] y = new double[Output.Size];
        for (int input = 0; input < xs.Count; input++)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] += xs[input][PlaceIn(inputs[input], i)];
            }
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy) => Backward([x], y, dy)[0];

    public override IReadOnlyList<double[]> Backward(IReadOnlyList<double[]> xs, double[] y, double[] dy)
    {
        double[][] dxs = [.. xs.Select(x => new double[x.Length])];
        for (int input = 0; input < xs.Count; input++)
        {
            for (int i = 0; i < dy.Length; i++)
            {
                dxs[input][PlaceIn(inputs[input], i)] += dy[i];
            }
        }

        return dxs;
    }

    private static SampleShape Joined(IReadOnlyList<SampleShape> inputs) => new(
        inputs.Max(input => input.Height), inputs.Max(input => input.Width), inputs.Max(input => input.Channels), inputs.Any(input => input.IsImage));

    /// <summary>Where the value lies that belongs to one of the output.</summary>
    private int PlaceIn(SampleShape input, int output)
    {
        (int pixel, int channel) = Math.DivRem(output, Output.Channels);
        (int row, int column) = Math.DivRem(pixel, Output.Width);
        return (((Math.Min(row, input.Height - 1) * input.Width) + Math.Min(column, input.Width - 1)) * input.Channels) + Math.Min(channel, input.Channels - 1);
    }
}
