using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Keras's <c>MixUp</c> and <c>CutMix</c> in a fit and in a loop of one's own.</summary>
public class MixingTests
{
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

    /// <summary>The same draws, the same loss: what Keras wants of its users, one-hot targets, is what becomes of class indices here.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void A_fit_on_class_indices_is_one_on_one_hot_targets(double smoothing)
    {
        var random = new Random(5);
        float[] x = MixedBatchTests.Numbers(30 * 4);
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
            "hinge", Message(Loss.Hinge, new MixUp(), Dataset.FromValues(MixedBatchTests.Numbers(48), [.. Enumerable.Repeat(1f, 36)], 3)), StringComparison.Ordinal);
        Assert.Contains("takes vectors of 4 values; MixUp", Message(Loss.SparseCategoricalCrossentropy, new CutMix(), classes), StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());
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

    private static Sample SampleAt(Dataset data, int index)
    {
        float[] input = new float[data.InputSize];
        float[] target = new float[1];
        data.ReadInput(index, input);
        data.ReadTarget(index, target);
        return new Sample(input, (int)target[0]);
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
