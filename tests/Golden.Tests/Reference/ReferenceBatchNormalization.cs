using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary><c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c> per channel, with the statistics of the batch.</summary>
internal sealed class ReferenceBatchNormalization(SampleShape input, double epsilon, bool scales, bool centers) : ReferenceOperation(input, input)
{
    private readonly ReferenceParameter _gamma = new("gamma", input.Channels);
    private readonly ReferenceParameter _beta = new("beta", input.Channels);
    private readonly ReferenceParameter _mean = new("moving_mean", input.Channels) { IsTrainable = false };
    private readonly ReferenceParameter _variance = new("moving_variance", input.Channels) { IsTrainable = false };

    public override IReadOnlyList<ReferenceParameter> Parameters => (scales, centers) switch
    {
        (true, true) => [_gamma, _beta, _mean, _variance],
        (true, false) => [_gamma, _mean, _variance],
        (false, true) => [_beta, _mean, _variance],
        _ => [_mean, _variance],
    };

    /// <summary>One sample alone is one of which nobody knows a batch: the moving statistics are taken.</summary>
    public override double[] Forward(double[] x) => [.. x.Select((value, i) =>
        ((value - _mean.Values[ChannelOf(i)]) / Math.Sqrt(_variance.Values[ChannelOf(i)] + epsilon) * Gamma(i)) + Beta(i))];

    public override double[] Backward(double[] x, double[] y, double[] dy) => throw new NotSupportedException("The way back takes a batch.");

    public override double[][] ForwardBatch(IReadOnlyList<double[][]> xs)
    {
        double[][] x = xs[0];
        (double[] means, double[] deviations) = Statistics(x);
        return [.. x.Select(sample => sample
            .Select((value, i) => ((value - means[ChannelOf(i)]) / deviations[ChannelOf(i)] * Gamma(i)) + Beta(i)).ToArray())];
    }

    public override IReadOnlyList<double[][]> BackwardBatch(IReadOnlyList<double[][]> xs, double[][] y, double[][] dy)
    {
        double[][] x = xs[0];
        (double[] means, double[] deviations) = Statistics(x);
        double Normalized(int sample, int i) => (x[sample][i] - means[ChannelOf(i)]) / deviations[ChannelOf(i)];

        double[] sums = new double[Input.Channels];
        double[] products = new double[Input.Channels];
        for (int sample = 0; sample < x.Length; sample++)
        {
            for (int i = 0; i < x[sample].Length; i++)
            {
                sums[ChannelOf(i)] = Sum(sums[ChannelOf(i)], dy[sample][i]);
                products[ChannelOf(i)] = Sum(products[ChannelOf(i)], dy[sample][i] * Normalized(sample, i));
            }
        }

        for (int channel = 0; channel < Input.Channels; channel++)
        {
            _gamma.Gradient[channel] += products[channel];
            _beta.Gradient[channel] += sums[channel];
        }

        double count = (double)x.Length * Input.Size / Input.Channels;
        double[][] dx = [.. x.Select((values, sample) => values.Select((_, i) =>
            Gamma(i) / deviations[ChannelOf(i)]
            * (dy[sample][i] - (sums[ChannelOf(i)] / count) - (Normalized(sample, i) * products[ChannelOf(i)] / count))).ToArray())];
        return [dx];
    }

    private (double[] Means, double[] Deviations) Statistics(double[][] x)
    {
        double[] means = new double[Input.Channels];
        double[] deviations = new double[Input.Channels];
        for (int channel = 0; channel < Input.Channels; channel++)
        {
            double[] values = [.. x.SelectMany(sample => sample.Where((_, i) => ChannelOf(i) == channel))];
            means[channel] = values.Aggregate(0.0, Sum) / values.Length;
            deviations[channel] = Math.Sqrt((values.Select(value => Math.Pow(value - means[channel], 2)).Aggregate(0.0, Sum) / values.Length) + epsilon);
        }

        return (means, deviations);
    }

    private int ChannelOf(int place) => place % Input.Channels;

    private double Gamma(int place) => scales ? _gamma.Values[ChannelOf(place)] : 1;

    private double Beta(int place) => centers ? _beta.Values[ChannelOf(place)] : 0;
}
