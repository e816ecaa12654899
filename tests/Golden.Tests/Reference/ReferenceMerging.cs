using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>One value of several, place by place; an input that is smaller is read again and again along each direction in which it has one value only.</summary>
internal sealed class ReferenceMerging(MergingKind kind, IReadOnlyList<SampleShape> inputs) : ReferenceOperation(inputs[0], Joined(inputs))
{
    public override double[] Forward(double[] x) => Forward([x]);

    public override double[] Forward(IReadOnlyList<double[]> xs) => [.. Enumerable.Range(0, Output.Size).Select(i => Value(ValuesAt(xs, i)))];

    public override double[] Backward(double[] x, double[] y, double[] dy) => Backward([x], y, dy)[0];

    public override IReadOnlyList<double[]> Backward(IReadOnlyList<double[]> xs, double[] y, double[] dy)
    {
        double[][] dxs = [.. xs.Select(x => new double[x.Length])];
        for (int i = 0; i < dy.Length; i++)
        {
            double[] derivatives = Derivatives(ValuesAt(xs, i));
            for (int input = 0; input < xs.Count; input++)
            {
                dxs[input][PlaceIn(inputs[input], i)] += dy[i] * derivatives[input];
            }
        }

        return dxs;
    }

    /// <summary>Where the extreme and the next are near, rounding may make another the extreme.</summary>
    public override double Margin(IReadOnlyList<double[]> xs)
    {
        if (kind is not (MergingKind.Maximum or MergingKind.Minimum))
        {
            return double.PositiveInfinity;
        }

        double scale = xs.Max(x => x.Max(Math.Abs));
        double margin = double.PositiveInfinity;
        for (int i = 0; i < Output.Size; i++)
        {
            double[] values = ValuesAt(xs, i);
            double extreme = Value(values);
            margin = values.Where(value => value != extreme).Select(value => Math.Abs(value - extreme) / scale).Append(margin).Min();
        }

        return margin;
    }

    /// <summary>The largest and the smallest as Math has them: NaN where one is NaN.</summary>
    private double Value(double[] values) => kind switch
    {
        MergingKind.Add => values.Sum(),
        MergingKind.Subtract => values[0] - values[1],
        MergingKind.Multiply => values.Aggregate((product, value) => product * value),
        MergingKind.Average => values.Average(),
        MergingKind.Maximum => values.Aggregate(Math.Max),
        _ => values.Aggregate(Math.Min),
    };

    /// <summary>The derivatives by each value. Of equal extremes the first counts.</summary>
    private double[] Derivatives(double[] values) => [.. values.Select((_, input) => kind switch
    {
        MergingKind.Add => 1,
        MergingKind.Subtract => input == 0 ? 1 : -1,
        MergingKind.Multiply => values.Where((_, other) => other != input).Aggregate(1.0, (product, value) => product * value),
        MergingKind.Average => 1.0 / values.Length,
        _ => Array.IndexOf(values, Value(values)) == input ? 1.0 : 0,
    })];

    private double[] ValuesAt(IReadOnlyList<double[]> xs, int output) => [.. xs.Select((x, input) => x[PlaceIn(inputs[input], output)])];

    private static SampleShape Joined(IReadOnlyList<SampleShape> inputs) => new(
        inputs.Max(input => input.Height), inputs.Max(input => input.Width), inputs.Max(input => input.Channels), inputs.Max(input => input.Rank));

    /// <summary>Where the value lies that belongs to one of the output.</summary>
    private int PlaceIn(SampleShape input, int output)
    {
        (int pixel, int channel) = Math.DivRem(output, Output.Channels);
        (int row, int column) = Math.DivRem(pixel, Output.Width);
        return (((Math.Min(row, input.Height - 1) * input.Width) + Math.Min(column, input.Width - 1)) * input.Channels) + Math.Min(channel, input.Channels - 1);
    }
}
