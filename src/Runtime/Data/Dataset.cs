using System;
using System.Collections.Generic;
using System.IO;

namespace NetGen;

/// <summary>
/// Samples with their targets, read by index. Reading happens on several threads at once.
/// </summary>
public abstract partial class Dataset : DataSource
{
    /// <summary>A dataset of samples of one shape.</summary>
    /// <param name="inputShape">The shape of one sample, such as (28, 28) or (200, 200, 3).</param>
    /// <param name="targetKind">What the targets are.</param>
    /// <param name="targetSize">Values per target: 1 for a class index.</param>
    protected Dataset(IReadOnlyList<int> inputShape, TargetKind targetKind, int targetSize)
        : base(inputShape, targetKind, targetSize)
    {
    }

    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// The names of the classes by index, where the data name them; else empty. Slices, parts and other views of a dataset keep them.
    /// </summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>Samples with class indices.</summary>
    /// <param name="inputs">The samples one after the other, channels last. Not copied.</param>
    /// <param name="labels">One class index from 0 per sample. Not copied.</param>
    /// <param name="shape">The shape of one sample; default: a vector.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a label is negative, or there are no samples.</exception>
    public static Dataset FromClasses(float[] inputs, int[] labels, IReadOnlyList<int>? shape = null) => FromPixelClasses(inputs, labels, labelsPerSample: 1, shape);

    /// <summary>Samples with several class indices each: one for each pixel of a network whose output is an image.</summary>
    /// <param name="inputs">The samples one after the other, channels last. Not copied.</param>
    /// <param name="labels">The class indices of one sample after the other, from 0, an image's row by row. Not copied.</param>
    /// <param name="labelsPerSample">How many of them a sample has: height times width of the network's output.</param>
    /// <param name="shape">The shape of one sample; default: a vector.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a label is negative, or there are no samples.</exception>
    public static Dataset FromPixelClasses(float[] inputs, int[] labels, int labelsPerSample, IReadOnlyList<int>? shape = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0)
            {
                throw new ArgumentException($"Label {i} is {labels[i]}; class indices begin at 0.", nameof(labels));
            }
        }

        float[] targets = Array.ConvertAll(labels, label => (float)label);
        return new InMemoryDataset(inputs, targets, TargetCount(targets, labelsPerSample, nameof(labelsPerSample)), TargetKind.Classes, shape);
    }

    /// <summary>Samples with one-hot or soft class targets: rows of values that sum to 1.</summary>
    /// <param name="inputs">The samples one after the other, channels last. Not copied.</param>
    /// <param name="targets">A value per sample and class. Not copied.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="shape">The shape of one sample; default: a vector.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a row does not sum to 1, or there are no samples.</exception>
    public static Dataset FromOneHot(float[] inputs, float[] targets, int classes, IReadOnlyList<int>? shape = null)
    {
        const double Tolerance = 1e-3;
        int count = TargetCount(targets, classes, nameof(classes));
        for (int i = 0; i < count; i++)
        {
            double sum = Probability.Sum(targets.AsSpan(i * classes, classes));
            if (!(Math.Abs(sum - 1) <= Tolerance))
            {
                throw new ArgumentException(FormattableString.Invariant($"The targets of sample {i} sum to {sum}; one-hot and soft targets sum to 1. For others: FromValues."), nameof(targets));
            }
        }

        return new InMemoryDataset(inputs, targets, count, TargetKind.Values, shape);
    }

    /// <summary>Samples with continuous or multi-label targets.</summary>
    /// <param name="inputs">The samples one after the other, channels last. Not copied.</param>
    /// <param name="targets">As many values per sample as the network has outputs. Not copied.</param>
    /// <param name="targetSize">Values per target; default 1.</param>
    /// <param name="shape">The shape of one sample; default: a vector.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or there are no samples.</exception>
    public static Dataset FromValues(float[] inputs, float[] targets, int targetSize = 1, IReadOnlyList<int>? shape = null) =>
        new InMemoryDataset(inputs, targets, TargetCount(targets, targetSize, nameof(targetSize)), TargetKind.Values, shape);

    /// <summary>Samples from any sequence, read to its end once and kept in memory. For sequences larger than that: <see cref="StreamedSource"/>.</summary>
    /// <param name="samples">The samples, all of one size, their targets all classes or all values.</param>
    /// <param name="shape">The shape of one sample; default: a vector.</param>
    /// <exception cref="ArgumentException">There are no samples, or they do not have the shape.</exception>
    /// <exception cref="InvalidDataException">A sample differs from the first in size or kind of target; the message names it.</exception>
    public static Dataset FromSamples(IEnumerable<Sample> samples, IReadOnlyList<int>? shape = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var inputs = new List<float>();
        var targets = new List<float>();
        var weights = new List<float>();
        SampleLayout? layout = null;
        foreach (Sample sample in samples)
        {
            layout ??= SampleLayout.Of(sample);
            layout.Value.Check(sample, weights.Count, "sequence");
            inputs.AddRange(sample.Input);
            targets.AddRange(sample.Target);
            weights.Add(sample.Weight);
        }

        TargetKind kind = layout is { } found ? found.TargetKind : throw new ArgumentException("The sequence holds no sample; a dataset needs at least one.", nameof(samples));
        var dataset = new InMemoryDataset([.. inputs], [.. targets], weights.Count, kind, shape);
        return weights.TrueForAll(weight => weight == 1) ? dataset : dataset.WithWeights(weights);
    }

    /// <summary>Images, or samples of any shape, with class indices from IDX files, the format of MNIST; plain or gzip, whatever the files are.</summary>
    /// <param name="imagesPath">The file of images: bytes, whole numbers or floats; the sizes behind the first are the shape of a sample.</param>
    /// <param name="labelsPath">The file of labels, whole numbers.</param>
    /// <param name="scale">
    /// Factor of the pixels, which are 0 to 255 where they are bytes; 255 must stay finite. Default: 1; pass <c>1 / 255f</c> unless the
    /// network begins with a <see cref="RescalingAttribute"/>.
    /// </param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or they have not as many labels as images.</exception>
    public static Dataset FromIdx(string imagesPath, string labelsPath, float scale = 1)
    {
        CheckPixelScale(scale);
        using FileStream images = File.OpenRead(imagesPath);
        using FileStream labels = File.OpenRead(labelsPath);
        return Idx.ReadDataset(images, imagesPath, labels, labelsPath, scale);
    }

    /// <summary>Images, or samples of any shape, with class indices from streams in IDX format; plain or gzip.</summary>
    /// <param name="images">The images: bytes, whole numbers or floats; the sizes behind the first are the shape of a sample.</param>
    /// <param name="labels">The labels, whole numbers.</param>
    /// <param name="scale">Factor of the pixels, which are 0 to 255 where they are bytes; 255 must stay finite. Default: 1.</param>
    /// <exception cref="InvalidDataException">A stream is not what it should be, or they have not as many labels as images.</exception>
    public static Dataset FromIdx(Stream images, Stream labels, float scale = 1)
    {
        CheckPixelScale(scale);
        return Idx.ReadDataset(images, "The stream of images", labels, "The stream of labels", scale);
    }

    /// <summary>Reads one sample.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="input">Receives <see cref="DataSource.InputSize"/> values, channels last.</param>
    public abstract void ReadInput(int index, Span<float> input);

    /// <summary>Reads one sample's target.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="target">Receives <see cref="DataSource.TargetSize"/> values; a class index as a whole number.</param>
    public abstract void ReadTarget(int index, Span<float> target);

    /// <summary>
    /// How much a sample counts in the loss. The loss of a batch is still divided by the number of samples, not by the sum
    /// of their weights, and metrics count every sample alike, as in Keras. Default: 1.
    /// </summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <returns>A finite weight of at least 0.</returns>
    public virtual float ReadWeight(int index) => 1;

    internal sealed override int? KnownCount => Count;

    /// <summary>What the user calls the sample: its index in the dataset that slices were cut from.</summary>
    internal virtual int OriginalIndex(int index) => index;

    internal sealed override EpochReader Read(ReadOptions options) => new DatasetReader(this, options);

    private static void CheckPixelScale(float scale)
    {
        if (!float.IsFinite(scale * byte.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The factor of the pixels must be finite, and leave the brightest, 255, finite.");
        }
    }

    private static int TargetCount(float[] targets, int targetSize, string sizeName)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1, sizeName);
        (int count, int rest) = Math.DivRem(targets.Length, targetSize);
        return rest == 0
            ? count
            : throw new ArgumentException($"{targets.Length} values are no whole number of targets of {targetSize}.", nameof(targets));
    }
}
