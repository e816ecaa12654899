using System;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class LearningRateCallbackTests
{
    /// <summary>The figures of the epochs and the rates that they are trained with, from 1 on, by Keras's rules.</summary>
    public static TheoryData<double[], ReduceLROnPlateau, double[]> Plateaus => new()
    {
        { [1, 1, 1, 1, 1, 1], new ReduceLROnPlateau(patience: 2, factor: 0.5), [1, 1, 1, 0.5, 0.5, 0.25] },
        { [1, 0.9, 0.8, 0.8, 0.7, 0.7], new ReduceLROnPlateau(patience: 2, factor: 0.5), [1, 1, 1, 1, 1, 1] },
        { [1, 0.99995, 0.9999, 0.99985], new ReduceLROnPlateau(patience: 1, factor: 0.5), [1, 1, 0.5, 0.25] },
        { [1, 1, 1, 1, 1, 1, 1], new ReduceLROnPlateau(patience: 1, factor: 0.5, cooldown: 2), [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125] },
        { [1, 1, 1, 1, 1], new ReduceLROnPlateau(patience: 1, factor: 0.5, minLearningRate: 0.3), [1, 1, 0.5, 0.3, 0.3] },
        { [1, 1, 1], new ReduceLROnPlateau(patience: 0, factor: 0.5), [1, 1, 0.5] },
        { [1, 2, 2, 3, 3], new ReduceLROnPlateau(patience: 1, factor: 0.5, mode: MonitorMode.Max), [1, 1, 1, 0.5, 0.5] },

        // A rate that lies below the least one already is left alone, and one that is the least stays.
        { [1, 1, 1, 1], new ReduceLROnPlateau(patience: 1, factor: 0.5, minLearningRate: 2), [1, 1, 1, 1] },
        { [1, 1, 1, 1], new ReduceLROnPlateau(patience: 1, factor: 0.5, minLearningRate: 1), [1, 1, 1, 1] },
        { [1, 1, 1, 1], new ReduceLROnPlateau(patience: 1, factor: 0), [1, 1, 0, 0] },

        // Exactly the least change is not enough; what gets better while the rate cools down is the best from then on.
        { [1, 0.75, 0.5, 0.5], new ReduceLROnPlateau(patience: 1, factor: 0.5, minDelta: 0.25), [1, 1, 0.5, 0.5] },
        { [1, 1.25, 1.5, 1.5], new ReduceLROnPlateau(patience: 1, factor: 0.5, minDelta: 0.25, mode: MonitorMode.Max), [1, 1, 0.5, 0.5] },
        { [1, 1, 0.5, 0.6, 0.6], new ReduceLROnPlateau(patience: 1, factor: 0.5, cooldown: 1), [1, 1, 0.5, 0.5, 0.25] },

        // Of three epochs in a row without getting better one that gets better begins the count anew.
        { [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5], new ReduceLROnPlateau(patience: 3, factor: 0.5), [1, 1, 1, 1, 1, 1, 1, 0.5] },

        // Where the first figure is NaN, Keras takes it for the best, and the rate falls however the others are.
        { [double.NaN, 1, 0.9, 0.8, 0.8, 0.8, 0.8], new ReduceLROnPlateau(patience: 2, factor: 0.5), [1, 1, 1, 1, 1, 1, 0.5] },
    };

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void Rates_fall_where_Keras_lowers_them(double[] figures, ReduceLROnPlateau callback, double[] rates)
    {
        for (int fit = 0; fit < 2; fit++)
        {
            var driver = new CallbackDriver(callback);
            driver.Begin();
            Assert.Equal(rates.Select(rate => (double)(float)rate), driver.Epochs(figures).Select(logs => logs["learning_rate"]));
        }
    }

    [Fact]
    public void The_plateaus_message_is_Keras()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var driver = new CallbackDriver(new ReduceLROnPlateau(patience: 1, factor: 0.25, verbose: true, output: output));
        driver.Begin();
        driver.Epochs(1, 1);
        Assert.Equal("\nEpoch 2: ReduceLROnPlateau reducing learning rate to 0.25.\n", output.ToString());
    }

    [Theory]
    [InlineData(0.1f, 0.1, true)]
    [InlineData(0.05f, 0.1, true)]
    [InlineData(0.2f, 0.1, false)]
    public void A_rate_at_its_least_or_below_is_not_said_to_be_reduced(float rate, double least, bool silent)
    {
        using var output = new StringWriter();
        var optimizer = new SGD(rate);
        var driver = new CallbackDriver(new ReduceLROnPlateau(patience: 1, minLearningRate: least, verbose: true, output: output), optimizer);
        driver.Begin();
        driver.Epochs(1, 1, 1, 1);
        Assert.Equal(silent, output.ToString().Length == 0);
        Assert.Equal(silent ? rate : (float)least, optimizer.LearningRate);
    }

    [Fact]
    public void Epochs_without_the_figure_keep_the_rate()
    {
        var driver = new CallbackDriver(new ReduceLROnPlateau(patience: 1));
        driver.Begin();
        driver.Epochs(1);
        driver.Epoch(("loss", 1));
        Assert.Equal(1, driver.Epoch(("loss", 1))["learning_rate"]);
        Assert.Equal(1, driver.Context.Optimizer.LearningRate);
    }

    [Fact]
    public void A_scheduler_sets_the_rate_of_each_epoch()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var callback = new LearningRateScheduler((epoch, rate) => epoch < 2 ? rate : rate / 2, verbose: true, output: output);
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(learningRate: 0.5), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(Samples.Clusters(4, 2, 3), new FitOptions { Epochs = 4, Callbacks = [callback] });
        Assert.Equal([0.5, 0.5, 0.25, 0.125], history["learning_rate"]);
        Assert.Equal(0.125f, trainer.Optimizer.LearningRate);
        Assert.StartsWith("\nEpoch 1: LearningRateScheduler setting learning rate to 0.5.\n", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>At a rate of 0 an epoch changes nothing, and Keras takes it.</summary>
    [Fact]
    public void A_scheduler_may_let_an_epoch_rest()
    {
        var driver = new CallbackDriver(new LearningRateScheduler((_, _) => 0));
        driver.Begin();
        driver.Epochs(1);
        Assert.Equal(0, driver.Context.Optimizer.LearningRate);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_scheduler_that_gives_no_rate_is_refused(float rate)
    {
        var driver = new CallbackDriver(new LearningRateScheduler((_, _) => rate));
        driver.Begin();
        Assert.Contains("for epoch 0", Assert.Throws<InvalidOperationException>(() => driver.Epochs(1)).Message, StringComparison.Ordinal);
        Assert.Equal(1, driver.Context.Optimizer.LearningRate);
    }

    [Fact]
    public void Callbacks_that_set_the_rate_do_not_go_with_a_schedule()
    {
        foreach (Callback callback in new Callback[] { new ReduceLROnPlateau(), new LearningRateScheduler((_, rate) => rate) })
        {
            var driver = new CallbackDriver(callback, new Adam(new CosineDecay(0.1, 10)));
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(driver.Begin);
            Assert.Contains($"{callback.GetType().Name} sets the learning rate, but that of this Adam follows its CosineDecay", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ReduceLROnPlateau(factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => new ReduceLROnPlateau(patience: -1));
        Assert.Throws<ArgumentOutOfRangeException>("minDelta", () => new ReduceLROnPlateau(minDelta: -1e-4));
        Assert.Throws<ArgumentOutOfRangeException>("minDelta", () => new ReduceLROnPlateau(minDelta: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("minLearningRate", () => new ReduceLROnPlateau(minLearningRate: -1));
        Assert.Throws<ArgumentOutOfRangeException>("cooldown", () => new ReduceLROnPlateau(cooldown: -1));
        Assert.Throws<ArgumentException>("monitor", new CallbackDriver(new ReduceLROnPlateau("val_acc")).Begin);
    }
}
