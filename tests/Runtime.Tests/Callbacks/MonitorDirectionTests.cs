using System;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

/// <summary>Which way a figure gets better is never guessed.</summary>
public class MonitorDirectionTests
{
    private static readonly Dataset Data = Dataset.FromValues([1, 2, 3, 4, 5, 6], [2, 4, 6, 8, 10, 12]);

    [Theory]
    [InlineData("loss", MetricDirection.LowerIsBetter)]
    [InlineData("val_loss", MetricDirection.LowerIsBetter)]
    [InlineData("accuracy", MetricDirection.HigherIsBetter)]
    [InlineData("val_accuracy", MetricDirection.HigherIsBetter)]
    [InlineData("val_mean_absolute_error", MetricDirection.LowerIsBetter)]
    [InlineData("auc_1", MetricDirection.HigherIsBetter)]
    [InlineData("true_positives", MetricDirection.None)]
    [InlineData("val_wrongs", MetricDirection.LowerIsBetter)]
    public void Losses_get_better_downwards_and_metrics_as_they_say(string monitor, MetricDirection direction)
    {
        var driver = new CallbackDriver(new LambdaCallback(), null, null, new MeanAbsoluteError(), new AUC(), new AUC(), new TruePositives(), new Wrongs("wrongs", MetricDirection.LowerIsBetter));
        Assert.Equal(direction, MonitoredFigure.DirectionOf(monitor, driver.Context));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Auto_refuses_a_figure_whose_direction_nobody_says_before_anything_changes(int kind)
    {
        var network = new LinearNetwork(1, [1], Activation.Linear);
        float[] before = network.Parameters.Values.ToArray();
        var trainer = new Trainer<LinearNetwork>(network, new SGD(0.01), Loss.MeanSquaredError, [new Wrongs("wrongs", MetricDirection.None)]);
        ArgumentException exception = Assert.Throws<ArgumentException>("mode", () => trainer.Fit(Data, Options(Watching(kind, MonitorMode.Auto, "unused"))));
        Assert.Contains("whether 'val_wrongs' gets better upwards or downwards", exception.Message, StringComparison.Ordinal);
        Assert.Contains("mode: MonitorMode.Max or mode: MonitorMode.Min", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());

        using var folder = new TemporaryFolder();
        trainer.Fit(Data, Options(Watching(kind, MonitorMode.Min, folder["best"])));
        Assert.NotEqual(before, network.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_checkpoint_that_saves_every_epoch_asks_for_no_direction()
    {
        using var folder = new TemporaryFolder();
        var driver = new CallbackDriver(new ModelCheckpoint(folder["last"], "val_true_positives"), metrics: new TruePositives());
        driver.Begin();
        driver.Epochs(1);
        Assert.True(File.Exists(folder["last"]));
    }

    [Fact]
    public void An_error_of_ones_own_that_falls_gets_better()
    {
        // A metric of one's own fell in every epoch, and the worst epoch was kept for the best.
        using var folder = new TemporaryFolder();
        var network = new LinearNetwork(1, [1], Activation.Linear);
        network.Parameters["dense/kernel"].Set([0]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(0.001), Loss.MeanSquaredError, [new Wrongs("wrongs", MetricDirection.LowerIsBetter)]);
        var stopping = new EarlyStopping("val_wrongs", patience: 3, restoreBestWeights: true);
        var checkpoint = new ModelCheckpoint(folder["best"], "val_wrongs", saveBestOnly: true);
        var plateau = new ReduceLROnPlateau("val_wrongs", patience: 1);
        History history = trainer.Fit(Data, new FitOptions { Epochs = 8, Validation = Data, Callbacks = [stopping, checkpoint, plateau] });
        Assert.Equal(history["val_wrongs"].OrderDescending(), history["val_wrongs"]);
        Assert.Equal((8, 7), (history.Epochs.Count, stopping.BestEpoch));
        Assert.Equal((history["val_wrongs"].Min(), history["val_wrongs"].Min()), (stopping.Best, checkpoint.Best));
        Assert.Equal(0.001f, trainer.Optimizer.LearningRate);
    }

    private static FitOptions Options(Callback callback) => new() { Epochs = 2, Validation = Data, Callbacks = [callback] };

    private static Callback Watching(int kind, MonitorMode mode, string path) => kind switch
    {
        0 => new EarlyStopping("val_wrongs", mode: mode),
        1 => new ReduceLROnPlateau("val_wrongs", mode: mode),
        _ => new ModelCheckpoint(path, "val_wrongs", saveBestOnly: true, mode: mode),
    };

    private sealed class Wrongs(string name, MetricDirection direction) : MeanMetric(name, direction)
    {
        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => Math.Abs(output[0] - target[0]);
    }
}
