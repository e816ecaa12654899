using System;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>The order of samples, and how epochs count from one fit to the next.</summary>
public class FitEpochTests
{
    [Fact]
    public void Each_epoch_takes_every_sample_once_in_an_order_that_the_seed_decides()
    {
        int[][] first = Orders(seed: 3, shuffle: true);
        int[][] again = Orders(seed: 3, shuffle: true);
        int[][] other = Orders(seed: 4, shuffle: true);
        int[] stored = [.. Enumerable.Range(0, 100)];
        Assert.All(first, order => Assert.Equal(stored, order.Order()));
        Assert.Equal(first, again);
        Assert.NotEqual(first[0], first[1]);
        Assert.NotEqual(first[0], other[0]);
        Assert.NotEqual(stored, first[0]);
        Assert.All(Orders(seed: 3, shuffle: false), order => Assert.Equal(stored, order));
    }

    [Fact]
    public void A_later_initial_epoch_goes_on_where_an_earlier_fit_ended()
    {
        Dataset data = Samples.Clusters(50, 4, 3);
        var whole = new LinearNetwork(4, [3]);
        var parts = new LinearNetwork(4, [3]);
        var partsTrainer = new Trainer<LinearNetwork>(parts, new Adam(), Loss.SparseCategoricalCrossentropy);
        new Trainer<LinearNetwork>(whole, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(data, new FitOptions { Epochs = 4 });
        partsTrainer.Fit(data, new FitOptions { Epochs = 2 });
        History history = partsTrainer.Fit(data, new FitOptions { Epochs = 4, InitialEpoch = 2 });
        Assert.Equal([2, 3], history.Epochs);
        Assert.Equal(whole.Parameters.Values.ToArray(), parts.Parameters.Values.ToArray());
    }

    [Fact]
    public void Fits_of_one_epoch_each_train_as_one_of_all_epochs()
    {
        Dataset data = Samples.Clusters(50, 4, 3);
        (int[] Weights, double[] Losses) whole = TrainInFits(data, new FitOptions { Epochs = 4, Seed = 3 });
        (int[] Weights, double[] Losses) parts = TrainInFits(data, [.. Enumerable.Repeat(new FitOptions { Seed = 3 }, 4)]);
        (int[] Weights, double[] Losses) numbered = TrainInFits(data, [.. Enumerable.Range(0, 4).Select(epoch => new FitOptions { InitialEpoch = epoch, Epochs = epoch + 1, Seed = 3 })]);
        (int[] Weights, double[] Losses) mixed = TrainInFits(data, new FitOptions { Epochs = 2, Seed = 3 }, new FitOptions { InitialEpoch = 2, Epochs = 3, Seed = 3 }, new FitOptions { Seed = 3 });
        foreach ((int[] Weights, double[] Losses) fits in new[] { parts, numbered, mixed })
        {
            Assert.Equal(whole.Weights, fits.Weights);
            Assert.Equal(whole.Losses, fits.Losses);
        }
    }

    [Fact]
    public void Fits_of_a_stream_go_on_too()
    {
        Dataset data = Samples.Clusters(50, 4, 3);
        var stream = new StreamedSource(new SampleSequence(data).Read(), [4]) { ShuffleBuffer = 20 };
        Assert.Equal(TrainInFits(stream, new FitOptions { Epochs = 2 }).Weights, TrainInFits(stream, new FitOptions(), new FitOptions()).Weights);
    }

    [Fact]
    public void Callbacks_and_history_count_epochs_from_the_initial_one_in_every_fit()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(10, 2, 3);
        Assert.Equal([0, 1], trainer.Fit(data, new FitOptions { Epochs = 2 }).Epochs);
        Assert.Equal([0], trainer.Fit(data).Epochs);
        Assert.Equal([7, 8], trainer.Fit(data, new FitOptions { InitialEpoch = 7, Epochs = 9 }).Epochs);
        Assert.Equal(9, trainer.TrainedEpochs);
    }

    [Fact]
    public void An_epoch_that_was_ended_early_counts_once_it_has_trained_a_step()
    {
        using var early = new CancellationTokenSource();
        early.Cancel();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(50, 2, 3);
        Assert.Throws<TrainingCanceledException>(() => trainer.Fit(data, new FitOptions { CancellationToken = early.Token }));
        Assert.Equal(0, trainer.TrainedEpochs);

        using var late = new CancellationTokenSource();
        var cancelling = new ActingCallback { AfterBatch = (_, _) => late.Cancel() };
        Assert.Throws<TrainingCanceledException>(() => trainer.Fit(data, new FitOptions { BatchSize = 5, CancellationToken = late.Token, Callbacks = [cancelling] }));
        Assert.Equal(1, trainer.TrainedEpochs);

        var stopping = new ActingCallback { AfterBatch = (_, callback) => callback.Context.StopTraining = true };
        trainer.Fit(data, new FitOptions { Epochs = 3, BatchSize = 5, Callbacks = [stopping] });
        Assert.Equal(2, trainer.TrainedEpochs);
    }

    [Fact]
    public void A_fit_within_a_callback_takes_an_epoch_of_its_own()
    {
        // The inner fit has the second epoch's order, and the outer one goes on with the third's.
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(10, 2, 3);
        int inner = 0;
        var fitting = new ActingCallback { AfterEpoch = (_, _) => { if (inner++ == 0) { trainer.Fit(data); } } };
        trainer.Fit(data, new FitOptions { Epochs = 2, Callbacks = [fitting] });
        Assert.Equal(3, trainer.TrainedEpochs);
    }

    [Fact]
    public void A_new_trainer_begins_anew_and_another_seed_does_not()
    {
        Dataset data = Samples.Clusters(50, 4, 3);
        Assert.Equal(TrainInFits(data, new FitOptions()).Weights, TrainInFits(data, new FitOptions()).Weights);
        int[] sameSeed = TrainInFits(data, new FitOptions(), new FitOptions()).Weights;
        int[] otherSeed = TrainInFits(data, new FitOptions(), new FitOptions { Seed = 1 }).Weights;
        Assert.NotEqual(sameSeed, otherSeed);
        Assert.Equal(otherSeed, TrainInFits(data, new FitOptions(), new FitOptions { Seed = 1, InitialEpoch = 1, Epochs = 2 }).Weights);
    }

    /// <summary>The bits of the weights and the losses of all epochs.</summary>
    private static (int[] Weights, double[] Losses) TrainInFits(DataSource data, params FitOptions[] fits)
    {
        var network = new LinearNetwork(4, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy);
        double[] losses = [.. fits.SelectMany(options => trainer.Fit(data, options)["loss"])];
        return ([.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)], losses);
    }

    private static int[][] Orders(int seed, bool shuffle)
    {
        var order = new EpochOrder(100, shuffle, seed);
        return [.. Enumerable.Range(0, 3).Select(epoch =>
        {
            order.Begin(epoch);
            return Enumerable.Range(0, EpochOrder.Steps(100, 32)).SelectMany(step => order.Batch(step, 32).ToArray()).ToArray();
        })];
    }
}
