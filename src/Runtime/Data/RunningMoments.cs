using System;

namespace NetGen;

/// <summary>Means and variances of features, in one pass: Welford's recurrence (1962), in double, which cancels nothing however large the mean is.</summary>
internal sealed class RunningMoments(int features)
{
    private readonly double[] _mean = new double[features];
    private readonly double[] _squares = new double[features];
    private long _count;

    /// <summary>Adds a sample: one or more pixels, all features of one behind those of the other.</summary>
    public void Add(ReadOnlySpan<float> input)
    {
        for (int start = 0; start < input.Length; start += _mean.Length)
        {
            double share = 1.0 / ++_count;
            for (int i = 0; i < _mean.Length; i++)
            {
                double distance = input[start + i] - _mean[i];
                _mean[i] += distance * share;
                _squares[i] += distance * (input[start + i] - _mean[i]);
            }
        }
    }

    public float[] Mean() => Array.ConvertAll(_mean, value => (float)value);

    /// <summary>The means of the squared distances, divided by the count and not by one less, as Keras does.</summary>
    public float[] Variance() => Array.ConvertAll(_squares, value => (float)(value / _count));
}
