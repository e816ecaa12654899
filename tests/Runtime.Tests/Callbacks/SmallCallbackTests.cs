using System;
using System.Collections.Generic;
using System.IO;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class SmallCallbackTests
{
    [Fact]
    public void A_loss_that_is_no_number_ends_training_after_its_batch()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var epochs = new List<int>();
        History history = Diverging().Fit(
            Data(),
            new FitOptions { Epochs = 50, BatchSize = 1, Shuffle = false, Callbacks = [new TerminateOnNaN(output: output), new LambdaCallback(onEpochEnd: (epoch, _) => epochs.Add(epoch))] });
        Assert.Matches("^Batch [0-9]+: Invalid loss, terminating training\nIt began in epoch [0-9]+, batch [0-3], in .*\\.\n$", output.ToString());
        Assert.True(history.Epochs.Count < 50);
        Assert.False(double.IsFinite(history["loss"][^1]));
        Assert.Equal(history.Epochs, epochs);
    }

    [Theory]
    [InlineData(double.NaN, true)]
    [InlineData(double.PositiveInfinity, true)]
    [InlineData(double.NegativeInfinity, true)]
    [InlineData(double.MaxValue, false)]
    [InlineData(-1e300, false)]
    [InlineData(0, false)]
    public void NaN_and_both_infinities_are_no_losses_and_all_else_is(double loss, bool ends)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var callback = new TerminateOnNaN(output: output);
        var driver = new CallbackDriver(callback);
        driver.Begin();
        callback.OnTrainBatchEnd(7, CallbackDriver.Figures(("loss", 1)));
        callback.OnTrainBatchEnd(8, CallbackDriver.Figures(("loss", loss)));
        Assert.Equal((ends, ends ? "Batch 8: Invalid loss, terminating training\n" : ""), (driver.Context.StopTraining, output.ToString()));

        var strict = new TerminateOnNaN(raiseError: true, output);
        new CallbackDriver(strict).Begin();
        NotFiniteNumberException? exception = Record.Exception(() => strict.OnTrainBatchEnd(8, CallbackDriver.Figures(("loss", loss)))) as NotFiniteNumberException;
        Assert.Equal(ends, exception is not null);
        Assert.Equal(ends ? loss : null, exception?.OffendingNumber);
    }

    /// <summary>Weights are looked at when asked for, and what has ended training already is not reported twice.</summary>
    [Theory]
    [InlineData(false, 1, "")]
    [InlineData(true, 1, "Epoch 0: 'dense/kernel' holds nan at value 0, terminating training\n")]
    [InlineData(true, double.NaN, "Batch 0: Invalid loss, terminating training\n")]
    public void Weights_are_checked_after_an_epoch_when_asked_for(bool checkWeights, double loss, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var callback = new TerminateOnNaN(output: output, checkWeights: checkWeights);
        var network = new LinearNetwork(1, [1]);
        network.Parameters["dense/kernel"].Set([float.NaN]);
        var driver = new CallbackDriver(callback, network: network);
        driver.Begin();
        callback.OnTrainBatchEnd(0, CallbackDriver.Figures(("loss", loss)));
        driver.Epochs(1);
        Assert.Equal((expected, expected.Length > 0), (output.ToString(), driver.Context.StopTraining));
    }

    [Fact]
    public void A_loss_that_is_no_number_is_an_exception_when_asked_for()
    {
        using var output = new StringWriter();
        var options = new FitOptions { Epochs = 50, BatchSize = 1, Callbacks = [new TerminateOnNaN(raiseError: true, output)] };
        NotFiniteNumberException exception = Assert.Throws<NotFiniteNumberException>(() => Diverging().Fit(Data(), options));
        Assert.False(double.IsFinite(exception.OffendingNumber));
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Functions_are_called_at_their_moments()
    {
        var moments = new List<string>();
        var callback = new LambdaCallback(
            epoch => moments.Add($"epoch {epoch}"),
            (epoch, logs) => moments.Add($"epoch {epoch} end {logs.Count}"),
            () => moments.Add("begin"),
            logs => moments.Add($"end {logs.Count}"),
            batch => moments.Add($"batch {batch}"),
            (batch, logs) => moments.Add($"batch {batch} end {logs.Count}"));
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(1, [1], Activation.Linear), new SGD(), Loss.MeanSquaredError);
        trainer.Fit(Data(), new FitOptions { Callbacks = [callback, new LambdaCallback()] });
        Assert.Equal(["begin", "epoch 0", "batch 0", "batch 0 end 1", "epoch 0 end 1", "end 1"], moments);
    }

    private static Dataset Data() => Dataset.FromValues([1, 2, 3, 4], [1, 2, 3, 4]);

    private static Trainer<LinearNetwork> Diverging() => new(new LinearNetwork(1, [1], Activation.Linear), new SGD(learningRate: 100), Loss.MeanSquaredError);
}
