using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Golden.Tests.Declarations;

namespace NetGen.Golden.Tests.Reference;

/// <summary><c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c> with statistics of the sample.</summary>
/// <param name="input">The shape that comes in.</param>
/// <param name="statisticOf">The number of the statistic that a place belongs to.</param>
/// <param name="factorOf">The number of its factor.</param>
/// <param name="shape">The shape of factors and terms.</param>
/// <param name="layer">The hyperparameters.</param>
internal sealed class ReferenceSampleNormalization(
    SampleShape input, Func<int, int> statisticOf, Func<int, int> factorOf, int[] shape, SampleNormalizationSpec layer) : ReferenceOperation(input, input)
{
    private readonly ReferenceParameter _gamma = new("gamma", shape);
    private readonly ReferenceParameter _beta = new("beta", shape);
    private readonly int[] _statistics = [.. Enumerable.Range(0, input.Size).Select(statisticOf)];
    private readonly int[] _factors = [.. Enumerable.Range(0, input.Size).Select(factorOf)];

    public override IReadOnlyList<ReferenceParameter> Parameters =>
        [.. layer.Scale ? [_gamma] : Array.Empty<ReferenceParameter>(), .. layer.Center ? [_beta] : Array.Empty<ReferenceParameter>()];

    public override double[] Forward(double[] x)
    {
        (double[] normalized, _) = Normalize(x);
        return [.. normalized.Select((value, i) => (value * Gamma(i)) + (layer.Center ? _beta.Values[_factors[i]] : 0))];
    }

    public override double[] Backward(double[] x, double[] y, double[] dy)
    {
        (double[] normalized, double[] deviations) = Normalize(x);
        double[] g = new double[dy.Length];
        for (int i = 0; i < dy.Length; i++)
        {
            g[i] = dy[i] * Gamma(i);
            _gamma.Gradient[_factors[i]] += dy[i] * normalized[i];
            _beta.Gradient[_factors[i]] += dy[i];
        }

        double[] level = Means(g);
        double[] correlation = Means([.. g.Select((value, i) => value * normalized[i])]);
        return [.. g.Select((value, i) => (value - level[_statistics[i]] - (normalized[i] * correlation[_statistics[i]])) / deviations[_statistics[i]])];
    }

    private (double[] Normalized, double[] Deviations) Normalize(double[] x)
    {
        double[] means = Means(x);
        double[] distances = [.. x.Select((value, i) => value - means[_statistics[i]])];
        double[] deviations = [.. Means([.. distances.Select(distance => distance * distance)]).Select(variance => Math.Sqrt(variance + layer.Epsilon))];
        return ([.. distances.Select((distance, i) => distance / deviations[_statistics[i]])], deviations);
    }

    private double[] Means(double[] values)
    {
        double[] sums = new double[_statistics.Max() + 1];
        double[] counts = new double[sums.Length];
        for (int i = 0; i < values.Length; i++)
        {
            sums[_statistics[i]] += values[i];
            counts[_statistics[i]]++;
        }

        return [.. sums.Select((sum, i) => sum / counts[i])];
    }

    private double Gamma(int place) => layer.Scale ? _gamma.Values[_factors[place]] : 1;
}
