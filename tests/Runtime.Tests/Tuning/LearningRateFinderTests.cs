using System;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Tuning;

public class LearningRateFinderTests
{
    private static readonly Dataset Data = Samples.Clusters(200, 4, 3);

    [Fact]
    public void The_network_is_untouched_to_the_bit()
    {
        var network = new LinearNetwork(4, [3]);
        float[] before = network.Parameters.Values.ToArray();
        Find(network);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_fit_after_it_goes_on_as_if_it_had_not_been(int threads)
    {
        float[] Train(bool finds)
        {
            var network = new LinearNetwork(4, [3]);
            var trainer = new Trainer<LinearNetwork>(network, new Adam { UseEma = true }, Loss.SparseCategoricalCrossentropy);
            trainer.Fit(Data, new FitOptions { Seed = 1, Threads = threads });
            long iterations = trainer.Optimizer.Iterations;
            float rate = trainer.Optimizer.LearningRate;
            if (finds)
            {
                Find(network, new LearningRateFinderOptions { Threads = threads });
            }

            Assert.Equal((iterations, rate), (trainer.Optimizer.Iterations, trainer.Optimizer.LearningRate));
            trainer.Fit(Data, new FitOptions { Seed = 1, Threads = threads, Epochs = 2, InitialEpoch = 1 });
            return network.Parameters.Values.ToArray();
        }

        Assert.Equal(Train(finds: false), Train(finds: true));
    }

    [Fact]
    public void Rates_grow_by_one_factor_between_their_ends()
    {
        LearningRateCurve curve = Find(new LinearNetwork(4, [3]), new LearningRateFinderOptions { MinLearningRate = 1e-4, MaxLearningRate = 1, Steps = 5, DivergenceFactor = 1000 });
        Assert.Equal([1e-4, 1e-3, 1e-2, 0.1, 1], curve.Rates.Select(rate => Math.Round(rate, 7)));
        Assert.Equal(5, curve.Losses.Count);
        Assert.Equal(curve.Losses[0], curve.Smoothed[0], 12);
        Assert.Equal(((0.09 * curve.Losses[0]) + (0.1 * curve.Losses[1])) / 0.19, curve.Smoothed[1], 10);
    }

    [Fact]
    public void The_suggestion_learns_and_a_rate_beyond_the_lowest_loss_does_not()
    {
        // Squares: beyond a rate of 2 / curvature gradient descent diverges.
        float[] inputs = Samples.Normals(new Random(1), 400, scale: 3);
        Dataset data = Dataset.FromValues(inputs, [.. inputs.Select(x => (2 * x) + 1)]);
        var network = new LinearNetwork(1, [1], Activation.Linear);
        LearningRateCurve curve = LearningRateFinder.Run(network, () => new SGD(), Loss.MeanSquaredError, data);
        Assert.True(curve.Rates.Count < 100);
        Assert.NotNull(curve.Suggestion);
        Assert.InRange(curve.Suggestion.Value, 1e-3f, curve.LowestLossRate!.Value);
        double Train(float rate)
        {
            var fresh = new LinearNetwork(1, [1], Activation.Linear);
            return new Trainer<LinearNetwork>(fresh, new SGD(rate), Loss.MeanSquaredError).Fit(data, new FitOptions { Epochs = 3 })["loss"][^1];
        }

        double untrained = new Trainer<LinearNetwork>(network, new SGD(), Loss.MeanSquaredError).Evaluate(data).Loss;
        Assert.InRange(Train(curve.Suggestion.Value), 0, untrained / 2);
        Assert.False(Train(curve.Rates[^1]) < untrained);
    }

    [Fact]
    public void The_same_seed_gives_the_same_curve_on_any_number_of_threads()
    {
        LearningRateCurve one = Find(new LinearNetwork(4, [3]), new LearningRateFinderOptions { Threads = 1, Seed = 5 });
        LearningRateCurve three = Find(new LinearNetwork(4, [3]), new LearningRateFinderOptions { Threads = 3, Seed = 5 });
        Assert.Equal(one.Losses, three.Losses);
        Assert.Equal(one.Suggestion, three.Suggestion);
        Assert.NotEqual(one.Losses, Find(new LinearNetwork(4, [3]), new LearningRateFinderOptions { Seed = 6 }).Losses);
    }

    [Fact]
    public void The_steepest_fall_before_the_lowest_loss_is_suggested()
    {
        // Falls by 1 at the third, by 3 at the fourth and, after the lowest, by 5 at the seventh.
        var curve = new LearningRateCurve([1, 2, 3, 4, 5, 6, 7, 8], [], [5, 5, 4.5, 4, 1.5, 9, 6, 4], window: 1);
        Assert.Equal((5f, 4f), (curve.LowestLossRate, curve.Suggestion));
        Assert.Null(new LearningRateCurve([1, 2, 3], [], [1, 2, 3], window: 1).Suggestion);
        Assert.Equal(2f, new LearningRateCurve([1, 2, 3], [], [3, 2, 1], window: 1).Suggestion);
        Assert.Equal(4f, new LearningRateCurve([1, 2, 3, 4, 5], [], [9, 5, 1, 0.9, 0.5], window: 3).Suggestion);
        // Over four steps the fall from the fourth to the eighth is the greatest: 6 to 0.9.
        Assert.Equal(6f, new LearningRateCurve([1, 2, 3, 4, 5, 6, 7, 8, 9], [], [6, 5, 5, 6, 4, 3, 1, 0.9, 0.8], window: 4).Suggestion);
        var empty = new LearningRateCurve([], [], [], window: 1);
        Assert.Equal((null, null), (empty.LowestLossRate, empty.Suggestion));
    }

    [Fact]
    public void A_failure_puts_the_parameters_back()
    {
        var network = new LinearNetwork(1, [1], Activation.Linear);
        float[] before = network.Parameters.Values.ToArray();
        Dataset broken = Dataset.FromValues([1, 2, float.NaN, 4], [1, 2, 3, 4]);
        Assert.Throws<InvalidDataException>(() => LearningRateFinder.Run(
            network, () => new SGD(), Loss.MeanSquaredError, broken, new LearningRateFinderOptions { BatchSize = 1, MinLearningRate = 0.01 }));
        Assert.Equal(before, network.Parameters.Values.ToArray());
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => Find(new LinearNetwork(4, [3]), new LearningRateFinderOptions { CancellationToken = cancellation.Token }));
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        var network = new LinearNetwork(4, [3]);
        var used = new Adam();
        new Trainer<LinearNetwork>(network, used, Loss.SparseCategoricalCrossentropy).Fit(Data);
        float[] before = network.Parameters.Values.ToArray();
        Assert.Contains("must make a new optimizer", Assert.Throws<ArgumentException>("optimizer", () => Run(() => used)).Message, StringComparison.Ordinal);
        Assert.Contains("follows its CosineDecay", Assert.Throws<InvalidOperationException>(() => Run(() => new Adam(new CosineDecay(1, 1)))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("options", () => Find(network, new LearningRateFinderOptions { MinLearningRate = 1, MaxLearningRate = 1 }));
        Assert.Throws<ArgumentException>("data", () => LearningRateFinder.Run(network, () => new Adam(), Loss.MeanSquaredError, Data));
        Assert.Throws<ArgumentOutOfRangeException>("MinLearningRate", () => new LearningRateFinderOptions { MinLearningRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Steps", () => new LearningRateFinderOptions { Steps = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("Smoothing", () => new LearningRateFinderOptions { Smoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("Smoothing", () => new LearningRateFinderOptions { Smoothing = -0.1 });
        Assert.Equal(0, new LearningRateFinderOptions { Smoothing = 0 }.Smoothing);
        Assert.Throws<ArgumentOutOfRangeException>("DivergenceFactor", () => new LearningRateFinderOptions { DivergenceFactor = 1 });
        Assert.Equal(before, network.Parameters.Values.ToArray());

        LearningRateCurve Run(Func<Optimizer> optimizer) => LearningRateFinder.Run(network, optimizer, Loss.SparseCategoricalCrossentropy, Data);
    }

    private static LearningRateCurve Find(LinearNetwork network, LearningRateFinderOptions? options = null) =>
        LearningRateFinder.Run(network, () => new SGD(), Loss.SparseCategoricalCrossentropy, Data, options);
}
