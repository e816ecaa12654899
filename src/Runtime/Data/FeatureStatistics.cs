using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>
/// The mean and the variance of each feature over a dataset, and what makes features of mean 0 and deviation 1 with them (Keras:
/// <c>Normalization</c> and its <c>adapt</c>). Features are the values of a vector, or the channels of images, over all pixels; an image of
/// two sides has one channel.
/// </summary>
/// <remarks>Take the statistics of the training data and apply them to the test data too: each part by its own would be two different scales.</remarks>
/// <example>
/// <code>
/// FeatureStatistics statistics = FeatureStatistics.Of(train);
/// trainer.Fit(train.Standardize(statistics));
/// Evaluation result = trainer.Evaluate(test.Standardize(statistics));
/// </code>
/// </example>
public sealed class FeatureStatistics
{
    // Keras divides by no smaller deviation, so that a feature that never changes becomes 0.
    private const float SmallestDeviation = 1e-7f;

    private readonly float[] _mean;
    private readonly float[] _variance;
    private readonly float[] _deviation;

    /// <summary>Statistics that are known.</summary>
    /// <param name="mean">The mean of each feature, finite. Copied.</param>
    /// <param name="variance">The variance of each feature, finite and at least 0. Copied.</param>
    /// <exception cref="ArgumentException">There are not as many variances as means, none at all, or one is not finite or negative.</exception>
    public FeatureStatistics(IReadOnlyList<float> mean, IReadOnlyList<float> variance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        if (mean.Count == 0 || mean.Count != variance.Count)
        {
            throw new ArgumentException($"There are {mean.Count} means and {variance.Count} variances; each feature has one of both.", nameof(variance));
        }

        Refuse(mean, least: float.NegativeInfinity, nameof(mean), "means are finite");
        Refuse(variance, least: 0, nameof(variance), "variances are finite and at least 0");
        _mean = [.. mean];
        _variance = [.. variance];
        _deviation = Array.ConvertAll(_variance, value => MathF.Max(MathF.Sqrt(value), SmallestDeviation));
    }

    /// <summary>The mean of each feature.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>The variance of each feature: the mean of the squared distances from its mean.</summary>
    public IReadOnlyList<float> Variance => _variance;

    /// <summary>Goes over data once and takes their statistics.</summary>
    /// <param name="data">The data; its targets and weights are not looked at.</param>
    /// <exception cref="ArgumentException">There are no samples.</exception>
    /// <exception cref="InvalidDataException">A sample holds a value that is not finite, or the values are too large for their variance to be; the message names it.</exception>
    public static FeatureStatistics Of(DataSource data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(data, FeaturesOf(data));
    }

    /// <summary>Number of features of a source's samples.</summary>
    internal static int FeaturesOf(DataSource data) => data.InputShape.Count == 2 ? 1 : data.InputShape[^1];

    /// <summary>The statistics of data whose samples hold so many features, once or for each pixel.</summary>
    internal static FeatureStatistics Of(DataSource data, int features)
    {
        const int BatchSize = 32;
        if (data.KnownCount == 0)
        {
            throw new ArgumentException("The data is empty; statistics need at least one sample.", nameof(data));
        }

        var moments = new RunningMoments(features);
        float[] input = new float[data.InputSize];
        using EpochReader reader = data.Read(new ReadOptions(BatchSize, "data"));
        reader.Begin(epoch: 0);
        while (reader.Next() is { } samples)
        {
            for (int i = 0; i < samples.Count; i++)
            {
                samples.ReadInput(i, input);
                int wrong = Array.FindIndex(input, value => !float.IsFinite(value));
                if (wrong >= 0)
                {
                    throw new InvalidDataException(FormattableString.Invariant($"Sample {samples.Index(i)} of the data holds {input[wrong]} at value {wrong}; statistics need finite values."));
                }

                moments.Add(input);
            }
        }

        float[] variance = moments.Variance();
        int infinite = Array.FindIndex(variance, value => !float.IsFinite(value));
        return infinite < 0
            ? new FeatureStatistics(moments.Mean(), variance)
            : throw new InvalidDataException($"The values of feature {infinite} are so far apart that their variance is not finite.");
    }

    /// <summary>
    /// Standardizes one sample: <c>(x - mean) / sqrt(variance)</c>, its features apart; a deviation below 1e-7 counts as 1e-7, as in Keras.
    /// </summary>
    /// <param name="input">The sample, channels last.</param>
    /// <param name="output">Receives as many values; may be <paramref name="input"/>.</param>
    /// <exception cref="ArgumentException">The values are no whole number of pixels of this many features, or <paramref name="output"/> is shorter.</exception>
    public void Standardize(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length % _mean.Length != 0)
        {
            throw new ArgumentException($"{input.Length} values are no whole number of pixels or vectors of {_mean.Length} features.", nameof(input));
        }

        if (output.Length < input.Length)
        {
            throw new ArgumentException($"There is room for {output.Length} values; {input.Length} come.", nameof(output));
        }

        for (int start = 0; start < input.Length; start += _mean.Length)
        {
            for (int i = 0; i < _mean.Length; i++)
            {
                output[start + i] = (input[start + i] - _mean[i]) / _deviation[i];
            }
        }
    }

    private static void Refuse(IReadOnlyList<float> values, float least, string name, string rule)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (!(values[i] >= least && float.IsFinite(values[i])))
            {
                throw new ArgumentException(FormattableString.Invariant($"Value {i} is {values[i]}; {rule}."), name);
            }
        }
    }
}
