using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Keras's <c>MixUp</c> and <c>CutMix</c>, in a fit and sample by sample against plain loops.</summary>
public class MixingTests
{
    private const int Height = 5;
    private const int Width = 6;
    private const int Channels = 2;
    private const int Count = 40;
    private const ulong Key = 7;

    /// <summary>Of a network that puts out its input, for targets that name their sample, a loss sees who was mixed with whom, and how.</summary>
    [Fact]
    public void MixUp_blends_each_sample_and_its_target_with_those_of_another()
    {
        const int Samples = 24;
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Samples * Samples).Select(_ => random.NextSingle())];
        float[] names = new float[Samples * Samples];
        for (int i = 0; i < Samples; i++)
        {
            names[(i * Samples) + i] = 1;
        }

        var network = new LinearNetwork(Samples, [Samples], Activation.Linear);
        network.Parameters.Update(names, static (identity, values) =>
        {
            values.Clear();
            identity.CopyTo(values);
        });
        var seen = new SeeingLoss();

        new Trainer<LinearNetwork>(network, new SGD(learningRate: 0), seen).Fit(
            Dataset.FromValues(x, names, Samples), new FitOptions { BatchSize = Samples, Shuffle = false, Threads = 1, Mixing = new MixUp(alpha: 1) });

        Assert.Equal(Samples, seen.Rows.Count);
        int[] partners = [.. seen.Rows.Select((row, i) => PartnerOf(i, row.Target))];
        Assert.Equal(Enumerable.Range(0, Samples), partners.Order());
        Assert.NotEqual(Enumerable.Range(0, Samples), partners);
        for (int i = 0; i < Samples; i++)
        {
            float share = partners[i] == i ? 1 : seen.Rows[i].Target[i];
            for (int j = 0; j < Samples; j++)
            {
                Assert.Equal((x[(i * Samples) + j] * share) + (x[(partners[i] * Samples) + j] * (1 - share)), seen.Rows[i].Output[j], 1e-6f);
            }
        }

        static int PartnerOf(int sample, float[] target) => Enumerable.Range(0, Samples).FirstOrDefault(other => other != sample && target[other] > 0, sample);
    }

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

    /// <summary>The same draws, the same loss: what Keras wants of its users, one-hot targets, is what becomes of class indices here.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void A_fit_on_class_indices_is_one_on_one_hot_targets(double smoothing)
    {
        var random = new Random(5);
        float[] x = Numbers(30 * 4);
        int[] labels = [.. Enumerable.Range(0, 30).Select(_ => random.Next(3))];
        float[] oneHot = [.. labels.SelectMany(label => Enumerable.Range(0, 3).Select(i => i == label ? 1f : 0))];

        (float[] classes, History ofClasses) = Fit(Dataset.FromClasses(x, labels), new SparseCategoricalCrossentropy(smoothing), new MixUp());
        (float[] values, History ofValues) = Fit(Dataset.FromOneHot(x, oneHot, 3), new CategoricalCrossentropy(smoothing), new MixUp());

        Assert.Equal(values, classes);
        Assert.Equal(ofValues["loss"], ofClasses["loss"]);
        Assert.Equal(ofValues["accuracy"], ofClasses["accuracy"]);
        Assert.NotEqual(Fit(Dataset.FromClasses(x, labels), new SparseCategoricalCrossentropy(smoothing), null).Weights, classes);
    }

    [Fact]
    public void Draws_follow_from_the_seed_and_the_step_and_not_from_threads_or_the_source()
    {
        Dataset data = Samples.Clusters(33, 4, 3);
        var stream = new StreamedSource(Enumerable.Range(0, 33).Select(i => SampleAt(data, i)), [4]);
        float[] Weights(DataSource source, int seed, int threads) => Fit(source, Loss.SparseCategoricalCrossentropy, new MixUp(0.4), seed, threads).Weights;
        float[] one = Weights(data, seed: 0, threads: 1);

        Assert.All([2, 3, 8], threads => Assert.Equal(one, Weights(data, seed: 0, threads)));
        Assert.Equal(one, Weights(stream, seed: 0, threads: 2));
        Assert.NotEqual(one, Weights(data, seed: 1, threads: 1));
    }

    [Fact]
    public void Every_epoch_mixes_anew_and_validation_is_not_mixed()
    {
        Dataset data = Samples.Clusters(20, 4, 3);
        History Frozen(SampleMixing? mixing) => new Trainer<LinearNetwork>(new LinearNetwork(4, [3]), new SGD(learningRate: 0), Loss.SparseCategoricalCrossentropy).Fit(
            data, new FitOptions { Epochs = 3, Shuffle = false, Validation = data, Mixing = mixing });

        History mixed = Frozen(new MixUp(alpha: 1));
        History plain = Frozen(null);

        Assert.Equal(3, mixed["loss"].Distinct().Count());
        Assert.Equal(plain["val_loss"], mixed["val_loss"]);
        Assert.Equal(plain["val_accuracy"], mixed["val_accuracy"]);
    }

    /// <summary>Mean and variance of the beta distribution, 0.5 and 1 / (4 * (2 * alpha + 1)).</summary>
    [Theory]
    [InlineData(0.000001)]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(7)]
    public void Shares_are_drawn_by_the_beta_distribution(double alpha)
    {
        const int Draws = 20_000;
        var random = new RandomStream(1);
        double[] shares = [.. Enumerable.Range(0, Draws).Select(_ => 0.0)];
        for (int i = 0; i < Draws; i++)
        {
            shares[i] = BetaDistribution.NextSymmetric(ref random, alpha);
        }

        double variance = 1 / (4 * ((2 * alpha) + 1));
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.InRange(shares.Average(), 0.5 - (5 * Math.Sqrt(variance / Draws)), 0.5 + (5 * Math.Sqrt(variance / Draws)));
        Assert.InRange(shares.Average(share => (share - 0.5) * (share - 0.5)), 0.95 * variance, 1.05 * variance);
        if (alpha == 1)
        {
            Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(shares.Count(share => (int)Math.Min(share * 10, 9) == tenth), Draws / 11, Draws / 9));
        }
    }

    [Fact]
    public void A_batch_of_one_sample_stays_as_it_is()
    {
        Dataset data = Samples.Clusters(6, 4, 3);

        Assert.Equal(Fit(data, Loss.SparseCategoricalCrossentropy, null, batchSize: 1).Weights, Fit(data, Loss.SparseCategoricalCrossentropy, new MixUp(1), batchSize: 1).Weights, Near);
    }

    [Fact]
    public void What_cannot_be_mixed_is_refused_before_anything_changes()
    {
        Dataset classes = Samples.Clusters(12, 4, 3);
        var network = new LinearNetwork(4, [3]);
        float[] before = network.Parameters.Values.ToArray();
        string Message(Loss loss, SampleMixing mixing, Dataset data) => Assert.Throws<ArgumentException>("options", () =>
            new Trainer<LinearNetwork>(network, new SGD(), loss).Fit(data, new FitOptions { Mixing = mixing })).Message;

        Assert.Contains("class indices", Message(new OwnClassLoss(), new MixUp(), classes), StringComparison.Ordinal);
        Assert.Contains(
            "hinge", Message(Loss.Hinge, new MixUp(), Dataset.FromValues(Numbers(48), [.. Enumerable.Repeat(1f, 36)], 3)), StringComparison.Ordinal);
        Assert.Contains("takes vectors of 4 values; MixUp", Message(Loss.SparseCategoricalCrossentropy, new CutMix(), classes), StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());

        NetworkInfo smaller = Info([2, 3, 4]);
        Assert.Contains("the heights and widths differ", new CutMix().FindMisfit(smaller, Loss.SparseCategoricalCrossentropy), StringComparison.Ordinal);
        Assert.Null(new MixUp().FindMisfit(smaller, Loss.SparseCategoricalCrossentropy));
    }

    /// <summary>A step of one's own draws as a fit does whose step has the same key.</summary>
    [Fact]
    public void A_loop_of_ones_own_mixes_as_a_fit_does()
    {
        Dataset data = Samples.Clusters(12, 4, 3);
        float[] Stepped(SampleMixing? mixing, int threads)
        {
            var network = new LinearNetwork(4, [3]);
            var optimizer = new SGD(learningRate: 0.1);
            using var step = new TrainingStep(network, optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 12, threads) { Mixing = mixing };
            step.Run(data, [.. Enumerable.Range(0, 12)], RandomKeys.OfStep(7, 0, 0));
            return network.Parameters.Values.ToArray();
        }

        var fitted = new LinearNetwork(4, [3]);
        new Trainer<LinearNetwork>(fitted, new SGD(learningRate: 0.1), Loss.SparseCategoricalCrossentropy).Fit(
            data, new FitOptions { BatchSize = 12, Shuffle = false, Seed = 7, Mixing = new MixUp(1) });

        Assert.Equal(fitted.Parameters.Values.ToArray(), Stepped(new MixUp(1), threads: 2));
        Assert.Equal(Stepped(new MixUp(1), threads: 1), Stepped(new MixUp(1), threads: 2));
        Assert.NotEqual(Stepped(null, threads: 1), Stepped(new MixUp(1), threads: 1));
    }

    [Fact]
    public void A_loop_of_ones_own_refuses_what_cannot_be_mixed()
    {
        string message = Assert.Throws<ArgumentException>("Mixing", () =>
            new TrainingStep(new LinearNetwork(4, [3]), new SGD(), Loss.MeanSquaredError, batchSize: 8, threads: 2) { Mixing = new CutMix() }).Message;

        Assert.Contains("takes vectors of 4 values; MixUp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.All([0, -1, double.NaN, double.PositiveInfinity], value => Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new MixUp(value)));
        Assert.All([-0.1, 1.1, double.NaN], value => Assert.Throws<ArgumentOutOfRangeException>("factor", () => new CutMix(value)));
        Assert.Throws<ArgumentOutOfRangeException>("upper", () => new CutMix(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>("lower", () => new CutMix(0.5, 0.25));
        Assert.Equal((0.2, 0, 1), (new MixUp().Alpha, new CutMix().Lower, new CutMix().Upper));
    }

    private static readonly IEqualityComparer<float> Near = EqualityComparer<float>.Create((a, b) => Math.Abs(a - b) < 1e-6f, _ => 0);

    private static (float[] Weights, History History) Fit(DataSource data, Loss loss, SampleMixing? mixing, int seed = 0, int threads = 2, int batchSize = 8)
    {
        var network = new LinearNetwork(4, [3]);
        History history = new Trainer<LinearNetwork>(network, new SGD(learningRate: 0.1), loss).Fit(
            data, new FitOptions { Epochs = 2, BatchSize = batchSize, Shuffle = false, Seed = seed, Threads = threads, Mixing = mixing });
        return (network.Parameters.Values.ToArray(), history);
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

    private static Sample SampleAt(Dataset data, int index)
    {
        float[] input = new float[data.InputSize];
        float[] target = new float[1];
        data.ReadInput(index, input);
        data.ReadTarget(index, target);
        return new Sample(input, (int)target[0]);
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    /// <summary>Draws the same for every sample.</summary>
    private sealed class FixedMixing(Mixture mixture) : SampleMixing
    {
        internal override Mixture Draw(ref RandomStream random, ReadOnlySpan<int> shape) => mixture;
    }

    /// <summary>Keeps the rows that it is to judge.</summary>
    private sealed class SeeingLoss : Loss
    {
        public List<(float[] Output, float[] Target)> Rows { get; } = [];

        public override string Name => "seeing";

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
        {
            gradient.Clear();
            Rows.Add((output.ToArray(), target.ToArray()));
            return 0;
        }
    }

    /// <summary>Somebody's own loss of class indices, which knows nothing of shares.</summary>
    private sealed class OwnClassLoss : Loss
    {
        public override string Name => "own";

        public override bool TakesClasses => true;

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient) => 0;
    }
}
