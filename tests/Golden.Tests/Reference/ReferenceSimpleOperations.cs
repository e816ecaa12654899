using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary>Row-major, channels fastest: the values keep their places.</summary>
internal sealed class ReferenceReshape(SampleShape input, SampleShape output) : ReferenceOperation(input, output)
{
    public override double[] Forward(double[] x) => [.. x];

    public override double[] Backward(double[] x, double[] y, double[] dy) => [.. dy];
}

/// <summary><c>x * scale + offset</c>.</summary>
internal sealed class ReferenceRescaling(SampleShape input, double scale, double offset) : ReferenceOperation(input, input)
{
    public override double[] Forward(double[] x) => Array.ConvertAll(x, value => (value * scale) + offset);

    public override double[] Backward(double[] x, double[] y, double[] dy) => Array.ConvertAll(dy, value => value * scale);
}

/// <summary><c>(x - mean) / max(sqrt(variance), 1e-7)</c> per channel; the statistics have no gradient.</summary>
internal sealed class ReferenceNormalization(SampleShape input) : ReferenceOperation(input, input)
{
    private readonly ReferenceParameter _mean = new("mean", input.Channels) { IsTrainable = false };
    private readonly ReferenceParameter _variance = new("variance", input.Channels) { IsTrainable = false };

    public override IReadOnlyList<ReferenceParameter> Parameters => [_mean, _variance];

    public override double[] Forward(double[] x) => [.. x.Select((value, i) => (value - _mean.Values[i % Input.Channels]) / Deviation(i))];

    public override double[] Backward(double[] x, double[] y, double[] dy) => [.. dy.Select((value, i) => value / Deviation(i))];

    private double Deviation(int place) => Math.Max(Math.Sqrt(_variance.Values[place % Input.Channels]), 1e-7);
}

/// <summary>The identity; adds <c>(l1 * sum|y| + l2 * sum y²) / batch size</c> to the loss.</summary>
internal sealed class ReferenceActivityPenalty(SampleShape input, double l1, double l2, int batchSize) : ReferenceOperation(input, input)
{
    public override double[] Forward(double[] x) => [.. x];

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        double[] dx = new double[dy.Length];
        for (int i = 0; i < dy.Length; i++)
        {
            dx[i] = dy[i] + (((l1 * Math.Sign(y[i])) + (2 * l2 * y[i])) / batchSize);
        }

        return dx;
    }

    public override double Penalty(double[] y) => y.Sum(value => (l1 * Math.Abs(value)) + (l2 * value * value));

    public override double Margin(double[] x)
    {
        double scale = x.Max(Math.Abs);
        return l1 == 0
            ? double.PositiveInfinity
            : x.Where(value => value != 0).Select(value => Math.Abs(value) / scale).DefaultIfEmpty(double.PositiveInfinity).Min();
    }
}
