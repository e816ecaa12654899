using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen;

/// <content>What a dataset can be seen as: parts, other orders, other inputs. Nothing is copied.</content>
public abstract partial class Dataset
{
    /// <summary>The same samples, each with a weight in the loss (Keras: <c>sample_weight</c>).</summary>
    /// <param name="weights">One weight per sample, finite and at least 0. Not copied.</param>
    /// <exception cref="ArgumentException">There are not as many weights as samples, or one is negative or not finite.</exception>
    public Dataset WithWeights(IReadOnlyList<float> weights) => new WeightedDataset(this, weights);

    /// <summary>
    /// The same samples with other inputs, such as logarithms or a part of each (tf.data: <c>map</c>). The function is called each time
    /// a sample is read, on several threads at once, and must do the same each time.
    /// </summary>
    /// <param name="map">Gets a sample's values and fills the values that take their place.</param>
    /// <param name="shape">The shape of what it fills; default: the shape of the samples.</param>
    public Dataset Map(Action<ReadOnlySpan<float>, Span<float>> map, IReadOnlyList<int>? shape = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        foreach (int side in shape ?? [])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(shape));
        }

        return shape is { Count: 0 }
            ? throw new ArgumentException("A shape has at least one side.", nameof(shape))
            : new MappedDataset(this, shape ?? InputShape, map);
    }

    /// <summary>The same samples, their features standardized: <c>(x - mean) / sqrt(variance)</c>, as Keras's <c>Normalization</c> does.</summary>
    /// <param name="statistics">The features' means and variances: those of the training data, for the test data too.</param>
    /// <exception cref="ArgumentException">The statistics are of another number of features.</exception>
    public Dataset Standardize(FeatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        int features = FeatureStatistics.FeaturesOf(this);
        return statistics.Mean.Count == features
            ? Map(statistics.Standardize)
            : throw new ArgumentException($"The statistics are of {statistics.Mean.Count} features; samples of ({string.Join(", ", InputShape)}) have {features}.", nameof(statistics));
    }

    /// <summary>The same samples in a random order, every order equally likely.</summary>
    /// <param name="seed">Decides the order.</param>
    public Dataset Shuffle(int seed = 0)
    {
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Shuffling.InPlace(order, RandomKeys.OfDatasetShuffle(seed));
        return new DatasetSelection(this, order);
    }

    /// <summary>A range of the samples, seen in place.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the dataset.</exception>
    public Dataset Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new DatasetSlice(this, start, count);
    }

    /// <summary>The first samples.</summary>
    /// <param name="count">How many; all when there are fewer.</param>
    public Dataset Take(int count) => Slice(0, Math.Min(count, Count));

    /// <summary>
    /// Cuts the last samples off for validation, by Keras's rule: <c>floor(Count * (1 - validationFraction))</c> stay, in
    /// stored order. Samples sorted by class must be shuffled first, <c>data.Shuffle().Split(0.2)</c>, or split by <see cref="StratifiedSplit(double, int)"/>.
    /// </summary>
    /// <param name="validationFraction">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">One of the parts would be empty.</exception>
    public (Dataset Train, Dataset Validation) Split(double validationFraction)
    {
        CheckFraction(validationFraction, nameof(validationFraction));
        int train = (int)Math.Floor(Count * (1.0 - validationFraction));
        return train > 0 && train < Count
            ? (Slice(0, train), Slice(train, Count - train))
            : throw new ArgumentException(
                FormattableString.Invariant($"{Count} samples cannot be split with a validation fraction of {validationFraction}: {train} would train and {Count - train} validate."),
                nameof(validationFraction));
    }

    /// <summary>
    /// Cuts the last samples off for tests and those before them for validation, in stored order; where each part ends is rounded down, as
    /// in <see cref="Split(double)"/>.
    /// </summary>
    /// <param name="validationFraction">Between 0 and 1, of all samples.</param>
    /// <param name="testFraction">Between 0 and 1, of all samples; less than 1 together with <paramref name="validationFraction"/>.</param>
    /// <exception cref="ArgumentException">One of the parts would be empty.</exception>
    public (Dataset Train, Dataset Validation, Dataset Test) Split(double validationFraction, double testFraction)
    {
        CheckFractions(validationFraction, testFraction);
        int train = (int)Math.Floor(Count * (1.0 - (validationFraction + testFraction)));
        int testStart = (int)Math.Floor(Count * (1.0 - testFraction));
        return train > 0 && train < testStart && testStart < Count
            ? (Slice(0, train), Slice(train, testStart - train), Slice(testStart, Count - testStart))
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Count} samples cannot be split with fractions of {validationFraction} and {testFraction}: "
                    + $"{train} would train, {testStart - train} validate and {Count - testStart} test."),
                nameof(validationFraction));
    }

    /// <summary>
    /// Splits every class by the same fraction, to the nearest whole sample and at least one of each class in each part, so that no class
    /// is missing from one. Which samples go where is random; within a part they keep their order.
    /// </summary>
    /// <param name="validationFraction">Between 0 and 1.</param>
    /// <param name="seed">Decides which samples go where.</param>
    /// <exception cref="InvalidOperationException">The targets are no classes, neither indices nor one-hot, or a class has fewer samples than there are parts.</exception>
    public (Dataset Train, Dataset Validation) StratifiedSplit(double validationFraction, int seed = 0)
    {
        CheckFraction(validationFraction, nameof(validationFraction));
        int[][] parts = StratifiedParts.Of(this, [1 - validationFraction], seed);
        return (new DatasetSelection(this, parts[0]), new DatasetSelection(this, parts[1]));
    }

    /// <summary>
    /// Splits every class into three by the same fractions, to the nearest whole sample and at least one of each class in each part.
    /// Which samples go where is random; within a part they keep their order.
    /// </summary>
    /// <param name="validationFraction">Between 0 and 1, of all samples.</param>
    /// <param name="testFraction">Between 0 and 1, of all samples; less than 1 together with <paramref name="validationFraction"/>.</param>
    /// <param name="seed">Decides which samples go where.</param>
    /// <exception cref="InvalidOperationException">The targets are no classes, neither indices nor one-hot, or a class has fewer samples than there are parts.</exception>
    public (Dataset Train, Dataset Validation, Dataset Test) StratifiedSplit(double validationFraction, double testFraction, int seed = 0)
    {
        CheckFractions(validationFraction, testFraction);
        int[][] parts = StratifiedParts.Of(this, [1 - (validationFraction + testFraction), 1 - testFraction], seed);
        return (new DatasetSelection(this, parts[0]), new DatasetSelection(this, parts[1]), new DatasetSelection(this, parts[2]));
    }

    private static void CheckFraction(double fraction, string name)
    {
        if (!(fraction is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, fraction, "The fraction lies between 0 and 1.");
        }
    }

    private static void CheckFractions(double validationFraction, double testFraction)
    {
        CheckFraction(validationFraction, nameof(validationFraction));
        CheckFraction(testFraction, nameof(testFraction));
        if (validationFraction + testFraction >= 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testFraction), testFraction, FormattableString.Invariant($"Together with the validation fraction, {validationFraction}, it must leave something to train on."));
        }
    }
}
