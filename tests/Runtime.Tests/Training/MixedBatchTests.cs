using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Keras's <c>MixUp</c> and <c>CutMix</c> in one batch, sample by sample against plain loops.</summary>
public class MixedBatchTests
{
    private const int Height = 5;
    private const int Width = 6;
    private const int Channels = 2;
    private const int Count = 40;
    private const ulong Key = 7;

    [Fact]
    public void CutMix_puts_a_rectangle_of_another_image_in_and_mixes_targets_by_its_area()
    {
        var mixing = new CutMix();
        float[] x = Numbers(Count * Height * Width * Channels);
        float[] targets = Numbers(Count * 3);
        (SampleBatch batch, MixedBatch mixed) = Mixed(mixing, [3], Dataset.FromValues(x, targets, 3, [Height, Width, Channels]), Loss.MeanSquaredError);
        int[] partners = Partners();

        int cut = 0;
        for (int sample = 0; sample < Count; sample++)
        {
            (float share, Patch patch) = Draw(mixing, sample);
            Assert.Equal(1 - ((patch.Right - patch.Left) * (patch.Bottom - patch.Top) / (Height * Width)), share, 1e-6f);
            Assert.True(patch.Left >= 0 && patch.Right <= Width + 1e-4f && patch.Top >= 0 && patch.Bottom <= Height + 1e-4f);
            for (int i = 0; i < Height * Width * Channels; i++)
            {
                int from = IsInside(patch, i / Channels) ? partners[sample] : sample;
                cut += from == sample ? 0 : 1;
                Assert.Equal(x[(from * Height * Width * Channels) + i], batch.Input(sample)[i]);
            }

            for (int i = 0; i < 3; i++)
            {
                Assert.Equal((targets[(sample * 3) + i] * share) + (targets[(partners[sample] * 3) + i] * (1 - share)), mixed.Target(sample)[i], 1e-6f);
            }
        }

        Assert.InRange(cut, Count * Height * Width * Channels / 5, Count * Height * Width * Channels * 4 / 5);
    }

    /// <summary>The factor lies between its bounds, every one equally likely; the share of the image comes by the beta distribution of it.</summary>
    [Theory]
    [InlineData(0.25, 0.75)]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.5)]
    [InlineData(0, 0)]
    public void CutMix_draws_its_factor_between_its_bounds(double lower, double upper)
    {
        for (int sample = 0; sample < Count; sample++)
        {
            var random = new RandomStream(CounterRandom.Derive(Key, 1, sample));
            double factor = lower + ((upper - lower) * random.NextUniform()) + 1e-6;
            Assert.Equal(BetaDistribution.NextSymmetric(ref random, factor), Draw(new CutMix(lower, upper), sample).Share, 1e-5);
        }
    }

    /// <summary>Each pixel has the target of the image that it comes from.</summary>
    [Fact]
    public void CutMix_cuts_the_classes_of_pixels_as_it_cuts_the_image()
    {
        var mixing = new CutMix(0.5, 1);
        var random = new Random(3);
        int[] labels = [.. Enumerable.Range(0, Count * Height * Width).Select(_ => random.Next(4))];
        Dataset data = Dataset.FromPixelClasses(Numbers(Count * Height * Width * Channels), labels, Height * Width, [Height, Width, Channels]);
        (_, MixedBatch mixed) = Mixed(mixing, [Height, Width, 4], data, Loss.SparseCategoricalCrossentropy);
        int[] partners = Partners();

        for (int sample = 0; sample < Count; sample++)
        {
            Patch patch = Draw(mixing, sample).Patch;
            for (int pixel = 0; pixel < Height * Width; pixel++)
            {
                int label = labels[((IsInside(patch, pixel) ? partners[sample] : sample) * Height * Width) + pixel];
                Assert.Equal(label, mixed.Shown(sample)[pixel]);
                Assert.Equal(Enumerable.Range(0, 4).Select(i => i == label ? 1f : 0), mixed.Target(sample).Slice(pixel * 4, 4).ToArray());
            }
        }
    }

    /// <summary>A pixel on the first bound is the partner's, one on the second is not; draws hardly ever hit one.</summary>
    [Fact]
    public void A_patch_begins_at_its_first_bound_and_ends_before_its_second()
    {
        float[] x = Numbers(Count * Height * Width * Channels);
        int[] labels = [.. Enumerable.Range(0, Count * Height * Width).Select(i => i / (Height * Width) % 4)];
        Dataset data = Dataset.FromPixelClasses(x, labels, Height * Width, [Height, Width, Channels]);
        var mixing = new FixedMixing(new Mixture(0.5f, new Patch(Top: 1, Bottom: 3, Left: 2, Right: 4)));
        (SampleBatch batch, MixedBatch mixed) = Mixed(mixing, [Height, Width, 4], data, Loss.SparseCategoricalCrossentropy);
        int[] partners = Partners();
        bool[] isInside = [.. Enumerable.Range(0, Height * Width).Select(pixel => pixel / Width is 1 or 2 && pixel % Width is 2 or 3)];

        for (int sample = 0; sample < Count; sample++)
        {
            for (int pixel = 0; pixel < Height * Width; pixel++)
            {
                int from = isInside[pixel] ? partners[sample] : sample;
                Assert.Equal(labels[from * Height * Width], mixed.Shown(sample)[pixel]);
                Assert.Equal(Enumerable.Range(0, 4).Select(i => i == labels[from * Height * Width] ? 1f : 0), mixed.Target(sample).Slice(pixel * 4, 4).ToArray());
                Assert.Equal(x.AsSpan(((from * Height * Width) + pixel) * Channels, Channels), batch.Input(sample).Slice(pixel * Channels, Channels));
            }
        }
    }

    [Fact]
    public void Of_two_equal_shares_metrics_see_the_samples_own()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % 3)];
        Dataset data = Dataset.FromClasses(Numbers(Count * Height * Width * Channels), labels, [Height, Width, Channels]);
        (_, MixedBatch mixed) = Mixed(new FixedMixing(new Mixture(0.5f, null)), [3], data, Loss.SparseCategoricalCrossentropy);

        Assert.Equal(labels.Select(label => (float)label), Enumerable.Range(0, Count).Select(sample => mixed.Shown(sample)[0]));
    }

    [Fact]
    public void A_batch_weighs_and_judges_mixtures_and_not_the_samples_that_they_are_of()
    {
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i < Count / 2 ? 0 : 2)];
        float[] weights = [.. Enumerable.Range(0, Count).Select(i => i / 10f)];
        Dataset data = Dataset.FromClasses(Numbers(Count * Height * Width * Channels), labels, [Height, Width, Channels]).WithWeights(weights);
        (SampleBatch batch, MixedBatch mixed) = Mixed(new FixedMixing(new Mixture(0.25f, null)), [3], data, Loss.SparseCategoricalCrossentropy);
        int[] partners = Partners();
        float[] logits = [0.5f, -1, 2];
        double[] exponentials = [.. logits.Select(logit => Math.Exp(logit))];
        float[] outputs = [.. exponentials.Select(value => (float)(value / exponentials.Sum()))];

        for (int sample = 0; sample < Count; sample++)
        {
            batch.Score(sample, logits, outputs, new float[3]);
            double expected = -((0.25 * Math.Log(outputs[labels[sample]])) + (0.75 * Math.Log(outputs[labels[partners[sample]]])));
            Assert.Equal(expected * ((0.25 * weights[sample]) + (0.75 * weights[partners[sample]])), batch.LossOf(sample), 1e-5);
        }

        // Each output is the class of the partner, which has the larger share.
        for (int sample = 0; sample < Count; sample++)
        {
            float[] classes = [.. Enumerable.Range(0, 3).Select(i => i == labels[partners[sample]] ? 1f : 0)];
            batch.Score(sample, classes, classes, new float[3]);
        }

        var accuracy = new SparseCategoricalAccuracy();
        batch.AddTo(accuracy, "accuracy");
        Assert.Equal(1, accuracy.Result);
    }

    [Fact]
    public void Class_indices_become_shares_and_metrics_see_the_larger_one()
    {
        var mixing = new MixUp(alpha: 1);
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % 3)];
        float[] weights = [.. Enumerable.Range(0, Count).Select(i => i / 10f)];
        Dataset data = Dataset.FromClasses(Numbers(Count * Height * Width * Channels), labels, [Height, Width, Channels]).WithWeights(weights);
        (_, MixedBatch mixed) = Mixed(mixing, [3], data, Loss.SparseCategoricalCrossentropy);
        int[] partners = Partners();

        for (int sample = 0; sample < Count; sample++)
        {
            float share = DrawShare(mixing, sample);
            float[] expected = new float[3];
            expected[labels[sample]] += share;
            expected[labels[partners[sample]]] += 1 - share;
            Assert.Equal(expected, mixed.Target(sample).ToArray());
            Assert.Equal([share >= 0.5f ? labels[sample] : labels[partners[sample]]], mixed.Shown(sample).ToArray());
            Assert.Equal((share * weights[sample]) + ((1 - share) * weights[partners[sample]]), mixed.Weight(sample), 1e-6f);
        }
    }

    [Fact]
    public void An_image_is_cut_only_where_outputs_have_its_height_and_width()
    {
        NetworkInfo smaller = Info([2, 3, 4]);
        Assert.Contains("the heights and widths differ", new CutMix().FindMisfit(smaller, Loss.SparseCategoricalCrossentropy), StringComparison.Ordinal);
        Assert.Null(new MixUp().FindMisfit(smaller, Loss.SparseCategoricalCrossentropy));
    }

    /// <summary>An image of one pixel, and outputs of rows that are no image, have nothing that could be cut.</summary>
    [Fact]
    public void Outputs_that_are_no_image_are_mixed_by_shares()
    {
        Assert.Null(new CutMix().FindMisfit(Info([1, 1, 4]), Loss.SparseCategoricalCrossentropy));
        Assert.Null(new CutMix().FindMisfit(Info([7, 4]), Loss.SparseCategoricalCrossentropy));
    }

    [Fact]
    public void A_batch_is_no_longer_than_an_array_may_be()
    {
        Assert.Equal(Array.MaxLength, SampleBatch.Length(Array.MaxLength, 1));
        Assert.Throws<ArgumentException>(() => SampleBatch.Length((Array.MaxLength / 2) + 1, 2));
    }

    /// <summary>The same ones each time, from 0 to 1.</summary>
    internal static float[] Numbers(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    /// <summary>All samples in one batch, mixed.</summary>
    private static (SampleBatch Batch, MixedBatch Mixed) Mixed(SampleMixing mixing, int[] outputShape, Dataset data, Loss loss)
    {
        NetworkInfo info = Info(outputShape);
        Assert.Null(mixing.FindMisfit(info, loss));
        var mixed = new MixedBatch(mixing, info, loss, data.TargetKind);
        var batch = new SampleBatch(info, loss, Count);
        var samples = new IndexedSamples(Count);
        samples.Set(data, [.. Enumerable.Range(0, Count)]);
        batch.Begin(samples, "training data", part: (0, 1));
        batch.Train(1, mixed);
        for (int sample = 0; sample < Count; sample++)
        {
            batch.Load(sample);
        }

        mixed.Begin(Count, Key);
        foreach (int sample in Enumerable.Range(0, Count).Reverse())
        {
            mixed.Mix(sample, batch);
        }

        return (batch, mixed);
    }

    private static NetworkInfo Info(int[] outputShape)
    {
        var layer = new LayerInfo
        {
            Name = "layer",
            Kind = "Layer",
            InputShape = [Height, Width, Channels],
            OutputShape = outputShape,
            Parameters = [],
            ForwardFlops = 1,
        };
        return new NetworkInfo("Images", [Height, Width, Channels], [layer])
        {
            OutputActivation = Activation.Softmax,
            InferenceBytes = 0,
            TrainingBytes = 0,
            TrainingBytesPerSample = 0,
            TrainingBytesPerWorker = 0,
        };
    }

    private static int[] Partners()
    {
        int[] partners = [.. Enumerable.Range(0, Count)];
        Shuffling.InPlace(partners, CounterRandom.Derive(Key, 0, 0));
        return partners;
    }

    private static (float Share, Patch Patch) Draw(SampleMixing mixing, int sample)
    {
        var random = new RandomStream(CounterRandom.Derive(Key, 1, sample));
        Mixture mixture = mixing.Draw(ref random, [Height, Width, Channels]);
        return (mixture.Share, mixture.Patch!.Value);
    }

    private static float DrawShare(SampleMixing mixing, int sample)
    {
        var random = new RandomStream(CounterRandom.Derive(Key, 1, sample));
        return mixing.Draw(ref random, [Height, Width, Channels]).Share;
    }

    private static bool IsInside(Patch patch, int pixel) =>
        pixel / Width >= patch.Top && pixel / Width < patch.Bottom && pixel % Width >= patch.Left && pixel % Width < patch.Right;

    /// <summary>Draws the same for every sample.</summary>
    private sealed class FixedMixing(Mixture mixture) : SampleMixing
    {
        internal override Mixture Draw(ref RandomStream random, ReadOnlySpan<int> shape) => mixture;
    }
}
