using System;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class CallbackTests
{
    private static readonly Dataset Data = Samples.Clusters(4, 2, 3);

    [Fact]
    public void Moments_come_in_Keras_order_with_sorted_logs()
    {
        var callback = new ActingCallback();
        Trainer().Fit(Data, new FitOptions { BatchSize = 2, Validation = Data, ValidationBatchSize = 3, Callbacks = [callback] });
        Assert.Equal(
            [
                "train begin",
                "epoch 0 begin",
                "batch 0 begin",
                "batch 0 end accuracy,loss",
                "batch 1 begin",
                "batch 1 end accuracy,loss",
                "test begin",
                "test batch 0 begin",
                "test batch 0 end accuracy,loss",
                "test batch 1 begin",
                "test batch 1 end accuracy,loss",
                "test end accuracy,loss",
                "epoch 0 end accuracy,loss,val_accuracy,val_loss",
                "train end accuracy,loss,val_accuracy,val_loss",
            ],
            callback.Moments);
    }

    [Fact]
    public void Stopping_after_a_batch_still_validates_and_ends_the_epoch()
    {
        var callback = new ActingCallback { AfterBatch = (_, self) => self.Context.StopTraining = true };
        History history = Trainer().Fit(Data, new FitOptions { Epochs = 3, BatchSize = 2, Validation = Data, Callbacks = [callback] });
        Assert.Equal([0], history.Epochs);
        Assert.Equal(1, callback.Moments.Count(moment => moment.StartsWith("batch", StringComparison.Ordinal) && moment.Contains("end", StringComparison.Ordinal)));
        Assert.Contains("test begin", callback.Moments);
        Assert.StartsWith("train end", callback.Moments[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_does_not_outlive_its_fit()
    {
        Trainer<LinearNetwork> trainer = Trainer();
        trainer.Fit(Data, new FitOptions { Callbacks = [new ActingCallback { AfterBatch = (_, self) => self.Context.StopTraining = true }] });
        Assert.Equal(2, trainer.Fit(Data, new FitOptions { Epochs = 2 }).Epochs.Count);
    }

    [Fact]
    public void What_a_callback_adds_comes_last_and_reaches_history_and_progress()
    {
        using var output = new StringWriter();
        var progress = new ConsoleProgress(output, redraws: false);
        var adding = new ActingCallback { AfterEpoch = (_, logs) => logs["learning_rate"] = 0.5 };
        History history = Trainer().Fit(Data, new FitOptions { Callbacks = [progress, adding] });
        Assert.Equal([0.5], history["learning_rate"]);
        Assert.EndsWith(" - learning_rate: 0.5000\n", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("accuracy,loss,learning_rate", adding.Moments[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_callback_adds_in_one_epoch_is_gone_in_the_next()
    {
        var adding = new ActingCallback
        {
            AfterEpoch = (epoch, logs) =>
            {
                if (epoch == 0)
                {
                    logs["extra"] = 1;
                }
            },
        };
        Assert.Single(Trainer().Fit(Data, new FitOptions { Epochs = 3, Callbacks = [adding] })["extra"]);
    }

    [Fact]
    public void Callbacks_know_the_training_they_belong_to()
    {
        var callback = new ActingCallback();
        Assert.Throws<InvalidOperationException>(() => callback.Context);
        Trainer<LinearNetwork> trainer = Trainer();
        trainer.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 3, ValidationSplit = 0.5, Callbacks = [callback] });
        Assert.Same(trainer.Model, callback.Context.Model);
        Assert.Same(trainer.Optimizer, callback.Context.Optimizer);
        Assert.Equal((2, 1, true), (callback.Context.Epochs, callback.Context.Steps, callback.Context.HasValidation));
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], callback.Context.LogNames);
    }

    [Fact]
    public void Logs_tell_what_they_have()
    {
        var logs = new Logs(["loss", "accuracy"]) { ["loss"] = 2 };
        Assert.Equal(["accuracy", "loss"], logs.Keys);
        Assert.Equal([0, 2], logs.Values);
        Assert.True(logs.ContainsKey("loss"));
        Assert.All(logs.Keys, name => Assert.True(logs.ContainsKey(name)));
        Assert.False(logs.TryGetValue("val_loss", out _));
        Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => logs["val_loss"]);
    }

    private static Trainer<LinearNetwork> Trainer() => new(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
}
