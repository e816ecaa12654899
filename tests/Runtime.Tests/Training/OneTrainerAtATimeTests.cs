using System;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>One thread trains a network at a time; who comes meanwhile is told so, and everything else goes on.</summary>
public class OneTrainerAtATimeTests
{
    private const string Complaint = "Another thread is training this Linear.";

    private readonly LinearNetwork _network = new(2, [3]);
    private readonly Dataset _data = Samples.Clusters(20, 2, 3);

    [Fact]
    public void Training_on_a_second_thread_is_refused_and_changes_nothing()
    {
        Trainer<LinearNetwork> trainer = NewTrainer();
        Trainer<LinearNetwork> other = NewTrainer();
        using var step = new TrainingStep(_network, new SGD(), Loss.SparseCategoricalCrossentropy, 20, 1);
        During(trainer, () =>
        {
            AssertRefused(() => trainer.Fit(_data));
            AssertRefused(() => other.Fit(_data));
            AssertRefused(() => step.Run(_data, [0], 1));
            AssertRefused(() => LearningRateFinder.Run(_network, () => new SGD(), Loss.SparseCategoricalCrossentropy, _data));
        });
        Assert.Equal(0, other.Optimizer.Iterations);

        // It has ended, and others may train, on any thread.
        Meanwhile.Finish(() => other.Fit(_data));
        Meanwhile.Finish(() => step.Run(_data, [0], 1));
        Assert.Equal(1, other.Optimizer.Iterations);
    }

    [Fact]
    public void A_fit_that_fails_lets_others_train()
    {
        Trainer<LinearNetwork> trainer = NewTrainer();
        var failing = new ActingCallback { AfterBatch = (_, _) => throw new TimeZoneNotFoundException() };
        Assert.Throws<TimeZoneNotFoundException>(() => trainer.Fit(_data, new FitOptions { Callbacks = [failing] }));
        Assert.Throws<ArgumentException>(() => trainer.Fit(_data.Take(0)));
        Meanwhile.Finish(() => trainer.Fit(_data));
        Assert.Equal(2, trainer.Optimizer.Iterations);
    }

    [Fact]
    public void Predicting_evaluating_saving_and_training_another_network_go_on_during_a_fit()
    {
        Trainer<LinearNetwork> trainer = NewTrainer();
        float[] outputs = new float[3];
        double loss = 0;
        During(trainer, () =>
        {
            Meanwhile.Finish(() => _network.Predict([1, 2], outputs));
            Meanwhile.Finish(() => loss = trainer.Evaluate(_data).Loss);
            Meanwhile.Finish(() => new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy).Fit(_data));
        });
        Assert.Equal(trainer.Evaluate(_data).Loss, loss);
        Assert.Equal(_network.Predict([1, 2]), outputs);
    }

    [Fact]
    public void A_callback_may_predict_evaluate_and_train_on_the_fits_own_thread()
    {
        Trainer<LinearNetwork> trainer = NewTrainer();
        Trainer<LinearNetwork> other = NewTrainer();
        int calls = 0;
        var acting = new ActingCallback
        {
            AfterBatch = (_, _) =>
            {
                Assert.Equal(_network.Predict([1, 2]), _network.Predict([1, 2]));
                Assert.True(trainer.Evaluate(_data).Loss > 0);
                other.Fit(_data);
                calls++;
            },
        };
        trainer.Fit(_data, new FitOptions { Callbacks = [acting] });
        Assert.Equal(1, calls);
        Assert.Equal(1, other.Optimizer.Iterations);
    }

    private static void AssertRefused(Action training)
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Meanwhile.Finish(training));
        Assert.StartsWith(Complaint, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Does something after the last step of a fit, and sees that the weights stay what they were.</summary>
    private void During(Trainer<LinearNetwork> trainer, Action work)
    {
        bool done = false;
        var acting = new ActingCallback
        {
            AfterBatch = (_, _) =>
            {
                float[] before = _network.Parameters.Values.ToArray();
                work();
                Assert.Equal(before, _network.Parameters.Values.ToArray());
                done = true;
            },
        };
        trainer.Fit(_data, new FitOptions { Callbacks = [acting] });
        Assert.True(done);
    }

    private Trainer<LinearNetwork> NewTrainer() => new(_network, new SGD(), Loss.SparseCategoricalCrossentropy);
}
