using System;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class EarlyStoppingTests
{
    /// <summary>The figures of the epochs, and the last epoch that Keras runs, counted from 1; 0 where it does not stop.</summary>
    public static TheoryData<double[], EarlyStopping, int, int> Traces => new()
    {
        { [1, 0.9, 0.95, 0.94, 0.93, 0.8], new EarlyStopping(patience: 3), 5, 2 },
        { [1, 0.9, 0.95, 0.94, 0.93, 0.8], new EarlyStopping(patience: 0), 3, 2 },
        { [1, 1.1, 1.2], new EarlyStopping(patience: 1), 2, 1 },
        { [1, 0.95, 0.91, 0.88], new EarlyStopping(minDelta: 0.1, patience: 2), 3, 1 },
        { [1, 0.95, 0.91, 0.88], new EarlyStopping(minDelta: -0.1, patience: 2), 3, 1 },
        { [0.5, 0.6, 0.6, 0.7, 0.65, 0.66, 0.67], new EarlyStopping(patience: 3, mode: MonitorMode.Max), 7, 4 },
        { [0.1, 0.2, 0.3, 0.4], new EarlyStopping(patience: 1, startFromEpoch: 2), 4, 3 },
        { [1, 0.9, 0.8, 0.7], new EarlyStopping(patience: 2, baseline: 0.5), 0, 4 },
        { [1, 0.9, 0.8, 0.45, 0.44, 0.46, 0.47], new EarlyStopping(patience: 2, baseline: 0.5), 7, 5 },

        // Epochs that get better and yet do not pass the baseline use the patience up; passing it is strict and by the least change.
        { [1, 0.9, 0.8, 0.85, 0.86], new EarlyStopping(patience: 2, baseline: 0.5), 4, 3 },
        { [1, 0.5, 0.6, 0.7], new EarlyStopping(patience: 2, baseline: 0.5), 3, 2 },
        { [1, 0.45, 0.5, 0.6], new EarlyStopping(patience: 2, baseline: 0.5, minDelta: 0.1), 3, 2 },
        { [0.3, 0.4, 0.5, 0.45, 0.4], new EarlyStopping(patience: 2, baseline: 0.6, mode: MonitorMode.Max), 4, 3 },
        { [0.3, 0.4, 0.7, 0.6, 0.5], new EarlyStopping(patience: 2, baseline: 0.6, mode: MonitorMode.Max), 5, 3 },

        // Exactly the least change is not enough, and what was no better is not compared with.
        { [1, 0.75, 0.75, 0.5], new EarlyStopping(patience: 2, minDelta: 0.25), 3, 1 },
        { [1, 1.25, 1.25, 2], new EarlyStopping(patience: 2, minDelta: 0.25, mode: MonitorMode.Max), 3, 1 },
        { [1, 0.875, 0.74, 0.7, 0.6], new EarlyStopping(patience: 2, minDelta: 0.25), 5, 3 },
        { [1, double.PositiveInfinity, double.NaN, 0.5, 0.6], new EarlyStopping(patience: 3), 0, 4 },
        { [double.PositiveInfinity, 1, 2, 3], new EarlyStopping(patience: 2), 4, 2 },

        // Where the first figure is NaN, Keras takes it for the best, ends with the third epoch and puts the first one's weights back.
        { [double.NaN, 0.5, 0.4, 0.3], new EarlyStopping(patience: 2), 0, 4 },
        { [double.NaN, double.NaN, 0.5, 0.6, 0.7, 0.8], new EarlyStopping(patience: 3), 6, 3 },
        { [double.NaN, 0.5, 0.4, 0.3], new EarlyStopping(patience: 2, mode: MonitorMode.Max), 4, 2 },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void Training_ends_where_Keras_ends_it(double[] figures, EarlyStopping callback, int lastEpoch, int bestEpoch)
    {
        for (int fit = 0; fit < 2; fit++)
        {
            int epochs = Run(callback, figures);
            Assert.Equal(lastEpoch == 0 ? figures.Length : lastEpoch, epochs);
            Assert.Equal(lastEpoch == 0 ? null : lastEpoch - 1, callback.StoppedEpoch);
            Assert.Equal(bestEpoch - 1, callback.BestEpoch);
            Assert.Equal(figures[bestEpoch - 1], callback.Best);
        }
    }

    [Theory]
    [InlineData(new[] { 1.0, 0.5, 0.6, 0.7, 0.8 }, 2)]
    [InlineData(new[] { 1.0, 0.9, 0.8 }, 3)]
    [InlineData(new[] { double.NaN, 0.9, 0.8, 0.85 }, 3)]
    [InlineData(new[] { double.NaN, double.NaN, double.NaN }, 1)]
    public void The_best_weights_are_put_back_even_when_training_ran_to_its_end(double[] figures, int bestEpoch)
    {
        var network = new LinearNetwork(1, [1], Activation.Linear);
        Run(new EarlyStopping(patience: 2, restoreBestWeights: true), figures, network);
        Assert.Equal(bestEpoch, network.Parameters["dense/bias"].Values[0]);
    }

    [Fact]
    public void Figures_that_are_all_NaN_use_the_patience_up_and_none_is_the_best()
    {
        var callback = new EarlyStopping(patience: 2);
        Assert.Equal(2, Run(callback, [double.NaN, double.NaN, double.NaN]));
        Assert.Null(callback.Best);
    }

    [Fact]
    public void Without_restoring_the_last_weights_stay()
    {
        var network = new LinearNetwork(1, [1], Activation.Linear);
        Run(new EarlyStopping(patience: 2), [1, 0.5, 0.6, 0.7, 0.8], network);
        Assert.Equal(4, network.Parameters["dense/bias"].Values[0]);
    }

    [Fact]
    public void Epochs_without_the_figure_are_passed_over()
    {
        TrainingContext context = Context(new LinearNetwork(1, [1]));
        var callback = new EarlyStopping(patience: 1) { Context = context };
        callback.OnTrainBegin();
        var without = new Logs(["loss"]);
        callback.OnEpochEnd(0, Figures("val_loss", 1));
        callback.OnEpochEnd(1, without);
        callback.OnEpochEnd(2, without);
        Assert.False(context.StopTraining);
        callback.OnEpochEnd(3, Figures("val_loss", 2));
        Assert.True(context.StopTraining);
    }

    [Theory]
    [InlineData("val_acc", "Did you mean 'val_accuracy'?")]
    [InlineData("acc", "Did you mean 'accuracy'?")]
    [InlineData("val_precision", "there are accuracy, loss, val_accuracy, val_loss.")]
    public void A_figure_that_is_not_there_is_refused_with_those_that_are(string monitor, string hint)
    {
        foreach (MonitorMode mode in Enum.GetValues<MonitorMode>())
        {
            var callback = new EarlyStopping(monitor, mode: mode) { Context = Context(new LinearNetwork(1, [1])) };
            ArgumentException exception = Assert.Throws<ArgumentException>(nameof(monitor), callback.OnTrainBegin);
            Assert.Contains($"no figure '{monitor}'", exception.Message, StringComparison.Ordinal);
            Assert.Contains(hint, exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("val_loss")]
    [InlineData("val_acc")]
    public void A_figure_of_validation_needs_validation(string monitor)
    {
        var network = new LinearNetwork(2, [3]);
        int[] before = [.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        var options = new FitOptions { Callbacks = [new EarlyStopping(monitor)] };
        ArgumentException exception = Assert.Throws<ArgumentException>(nameof(monitor), () => trainer.Fit(Samples.Clusters(10, 2, 3), options));
        Assert.Contains("FitOptions.Validation or ValidationSplit", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Verbose_says_when_it_stopped_and_what_it_restored()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Run(new EarlyStopping(patience: 1, verbose: true, restoreBestWeights: true, output: output), [1, 0.9, 1.1]);
        Assert.Equal("Epoch 3: early stopping\nRestoring model weights from the end of the best epoch: 2.\n", output.ToString());
    }

    [Theory]
    [InlineData(true, "Restoring model weights from the end of the best epoch: 3.\n")]
    [InlineData(false, "")]
    public void Weights_are_restored_with_words_when_training_ran_to_its_end_and_without_when_asked_for_none(bool verbose, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Run(new EarlyStopping(patience: 1, verbose: verbose, restoreBestWeights: true, output: output), [1, 0.9, 0.8]);
        Assert.Equal(expected, output.ToString());
    }

    [Fact]
    public void All_that_it_tells_goes_into_a_checkpoint()
    {
        var callback = new EarlyStopping(patience: 1);
        var driver = new CallbackDriver(callback);
        driver.Begin();
        driver.Epochs(1, 0.5, 0.75);
        var state = new SavedState();
        callback.SaveState(state);
        var resumed = new EarlyStopping(patience: 1);
        new CallbackDriver(resumed).Begin();
        resumed.LoadState(state);
        Assert.Equal((0.5, 1, (int?)2), (resumed.Best, resumed.BestEpoch, resumed.StoppedEpoch));
    }

    [Fact]
    public void A_fit_ends_early_and_its_history_ends_with_it()
    {
        var network = new LinearNetwork(2, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 0), Loss.SparseCategoricalCrossentropy);
        var stopping = new EarlyStopping("val_accuracy", patience: 3);
        History history = trainer.Fit(Samples.Clusters(30, 2, 3), new FitOptions { Epochs = 20, ValidationSplit = 0.5, Callbacks = [stopping] });
        Assert.Equal([0, 1, 2, 3], history.Epochs);
        Assert.Equal(3, stopping.StoppedEpoch);
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => new EarlyStopping(patience: -1));
        Assert.Throws<ArgumentOutOfRangeException>("startFromEpoch", () => new EarlyStopping(startFromEpoch: -1));
        Assert.Throws<ArgumentOutOfRangeException>("minDelta", () => new EarlyStopping(minDelta: double.NaN));
    }

    /// <summary>Runs epochs with these figures; the bias is the number of epochs run. Returns that number.</summary>
    private static int Run(EarlyStopping callback, double[] figures, LinearNetwork? network = null)
    {
        network ??= new LinearNetwork(1, [1], Activation.Linear);
        TrainingContext context = Context(network);
        callback.Context = context;
        callback.OnTrainBegin();
        int epoch = 0;
        while (epoch < figures.Length && !context.StopTraining)
        {
            network.Parameters["dense/bias"].Set([epoch + 1]);
            callback.OnEpochEnd(epoch, Figures(callback.Monitor, figures[epoch]));
            epoch++;
        }

        callback.OnTrainEnd(Figures(callback.Monitor, figures[epoch - 1]));
        return epoch;
    }

    private static TrainingContext Context(LinearNetwork network) =>
        new(network, new SGD(), Loss.SparseCategoricalCrossentropy, [new SparseCategoricalAccuracy("accuracy")]) { IsFitting = true, HasValidation = true };

    private static Logs Figures(string name, double value) => new([name]) { [name] = value };
}
