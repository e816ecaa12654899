using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class FitTests
{
    [Fact]
    public void Training_learns_to_tell_clusters_apart()
    {
        Dataset data = Samples.Clusters(300, 8, 4);
        var network = new LinearNetwork(8, [4]);
        var trainer = new Trainer<LinearNetwork>(network, new Adam(learningRate: 0.05), Loss.SparseCategoricalCrossentropy);
        Evaluation before = trainer.Evaluate(data);
        History history = trainer.Fit(data, new FitOptions { Epochs = 20, ValidationSplit = 0.2 });
        Evaluation after = trainer.Evaluate(data);
        Assert.True(before.Accuracy < 0.8);
        Assert.True(after.Accuracy > 0.97, $"{after}");
        Assert.True(after.Loss < before.Loss);
        Assert.True(history["val_loss"][^1] < history["val_loss"][0]);
        Assert.Matches("^accuracy: \\d\\.\\d{4} - loss: \\d\\.\\d{4}$", after.ToString());
    }

    [Fact]
    public void One_epoch_is_what_the_formulas_say()
    {
        // 7 samples in batches of 3: the last one is short and counts for its one sample.
        const int Features = 2;
        const int Classes = 3;
        const double LearningRate = 0.1;
        const double L1 = 0.01;
        const double L2 = 0.02;
        const double Activity = 0.05;
        (float[] inputs, int[] labels) = Samples.ClusterArrays(7, Features, Classes);
        var network = new LinearNetwork(Features, [Classes], l1: (float)L1, l2: (float)L2, activityL2: (float)Activity);
        var reference = new SoftmaxReference(network.Parameters.Values, Features, Classes, L1, L2, Activity);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(LearningRate), Loss.SparseCategoricalCrossentropy);
        History history = trainer.Fit(Dataset.FromClasses(inputs, labels), new FitOptions { BatchSize = 3, Shuffle = false });

        double loss = 0;
        foreach ((int start, int count) in new[] { (0, 3), (3, 3), (6, 1) })
        {
            loss += count * reference.Step(inputs, labels, start, count, LearningRate);
        }

        Assert.Equal(loss / 7, history["loss"][0], 5);
        for (int i = 0; i < reference.Parameters.Length; i++)
        {
            Assert.Equal(reference.Parameters[i], network.Parameters.Values[i], 5);
        }
    }

    [Fact]
    public void Evaluation_counts_penalties_and_every_sample_once()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(7, 2, 3);
        var network = new LinearNetwork(2, [3], l1: 0.01f, l2: 0.02f, activityL2: 0.05f);
        var reference = new SoftmaxReference(network.Parameters.Values, 2, 3, 0.01, 0.02, 0.05);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        Evaluation evaluation = trainer.Evaluate(Dataset.FromClasses(inputs, labels), batchSize: 3);
        Assert.Equal(reference.Step(inputs, labels, 0, 7, 0), evaluation.Loss, 5);
    }

    [Fact]
    public void Evaluation_is_exact_where_the_outputs_are_saturated()
    {
        var network = new LinearNetwork(1, [2]);
        network.Parameters["dense/kernel"].Set([200, 0]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        Assert.Equal(200, trainer.Evaluate(Dataset.FromClasses([1], [1])).Loss, 5);
    }

    [Fact]
    public void A_callback_may_evaluate_within_a_fit()
    {
        Dataset data = Samples.Clusters(60, 4, 3);
        LinearNetwork[] networks = [new LinearNetwork(4, [3]), new LinearNetwork(4, [3])];
        var trainers = Array.ConvertAll(networks, network => new Trainer<LinearNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy));
        var losses = new List<double>();
        var evaluating = new ActingCallback { AfterBatch = (_, _) => losses.Add(trainers[0].Evaluate(data, batchSize: 50).Loss) };
        trainers[0].Fit(data, new FitOptions { Epochs = 3, BatchSize = 16, Callbacks = [evaluating] });
        trainers[1].Fit(data, new FitOptions { Epochs = 3, BatchSize = 16 });
        Assert.Equal(networks[1].Parameters.Values.ToArray(), networks[0].Parameters.Values.ToArray());
        Assert.Equal(trainers[1].Evaluate(data, batchSize: 50).Loss, losses[^1]);
    }

    [Fact]
    public void One_hot_and_class_targets_train_alike()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(50, 4, 3);
        var sparse = new LinearNetwork(4, [3]);
        var oneHot = new LinearNetwork(4, [3]);
        var options = new FitOptions { Epochs = 3 };
        History a = new Trainer<LinearNetwork>(sparse, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Dataset.FromClasses(inputs, labels), options);
        History b = new Trainer<LinearNetwork>(oneHot, new Adam(), Loss.CategoricalCrossentropy).Fit(Dataset.FromOneHot(inputs, Samples.OneHot(labels, 3), 3), options);
        Assert.Equal(a["accuracy"], b["accuracy"]);
        Assert.All(a["loss"].Zip(b["loss"]), pair => Assert.Equal(pair.First, pair.Second, 6));
        Assert.All(sparse.Parameters.Values.ToArray().Zip(oneHot.Parameters.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 5));
    }

    [Fact]
    public void Binary_targets_may_be_classes_or_values()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(60, 4, 2);
        var classes = new LinearNetwork(4, [1], Activation.Sigmoid);
        var values = new LinearNetwork(4, [1], Activation.Sigmoid);
        var options = new FitOptions { Epochs = 10 };
        History a = new Trainer<LinearNetwork>(classes, new Adam(0.05), Loss.BinaryCrossentropy).Fit(Dataset.FromClasses(inputs, labels), options);
        History b = new Trainer<LinearNetwork>(values, new Adam(0.05), Loss.BinaryCrossentropy)
            .Fit(Dataset.FromValues(inputs, [.. labels.Select(label => (float)label)]), options);
        Assert.Equal(a["loss"], b["loss"]);
        Assert.True(a["accuracy"][^1] > 0.9);
    }

    [Fact]
    public void Losses_that_are_not_fused_train_through_the_activation()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(60, 4, 3);
        var network = new LinearNetwork(4, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new Adam(0.05), Loss.MeanSquaredError);
        History history = trainer.Fit(Dataset.FromValues(inputs, Samples.OneHot(labels, 3), 3), new FitOptions { Epochs = 20 });
        Assert.True(history["loss"][^1] < 0.3 * history["loss"][0]);
    }

    [Fact]
    public void Images_of_classes_are_judged_row_by_row()
    {
        var random = new Random(5);
        float[] inputs = Samples.Normals(random, 40 * 3, 1);
        float[] targets = new float[40 * 2 * 3];
        for (int row = 0; row < 80; row++)
        {
            targets[(row * 3) + random.Next(3)] = 1;
        }

        var network = new LinearNetwork(3, [2, 1, 3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(0.1), Loss.CategoricalCrossentropy);
        Dataset data = Dataset.FromValues(inputs, targets, 6);
        Evaluation evaluation = trainer.Evaluate(data);
        float[] outputs = trainer.Predict(data);
        double loss = 0;
        int right = 0;
        for (int row = 0; row < 80; row++)
        {
            int label = Array.IndexOf(targets, 1, row * 3, 3) - (row * 3);
            loss -= Math.Log(outputs[(row * 3) + label]) / 80;
            right += Enumerable.Range(0, 3).MaxBy(i => outputs[(row * 3) + i]) == label ? 1 : 0;
        }

        Assert.Equal(loss, evaluation.Loss, 5);
        Assert.Equal(right / 80.0, evaluation.Accuracy, 6);
        History history = trainer.Fit(data, new FitOptions { Epochs = 5, Shuffle = false, BatchSize = 40 });
        Assert.Equal(loss, history["loss"][0], 5);
        Assert.True(history["loss"][^1] < history["loss"][0]);
    }

    [Fact]
    public void Cancelling_ends_training_with_the_weights_of_the_last_step()
    {
        using var source = new CancellationTokenSource();
        var network = new LinearNetwork(2, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        var cancelling = new ActingCallback { AfterBatch = (batch, _) => { if (batch == 2) { source.Cancel(); } } };
        var options = new FitOptions { BatchSize = 5, CancellationToken = source.Token, Callbacks = [cancelling] };
        Assert.Throws<TrainingCanceledException>(() => trainer.Fit(Samples.Clusters(50, 2, 3), options));
        Assert.Equal(3, trainer.Optimizer.Iterations);
    }

    [Fact]
    public void A_fit_that_was_cancelled_leaves_the_history_of_its_epochs()
    {
        using var source = new CancellationTokenSource();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Assert.Null(trainer.History);
        var cancelling = new LambdaCallback(onEpochBegin: epoch => { if (epoch == 2) { source.Cancel(); } });
        var options = new FitOptions { Epochs = 5, CancellationToken = source.Token, Callbacks = [cancelling] };
        Assert.Throws<TrainingCanceledException>(() => trainer.Fit(Samples.Clusters(50, 2, 3), options));
        Assert.Equal([0, 1], trainer.History!.Epochs);
        Assert.Equal(2, trainer.History["loss"].Count);
        Assert.Same(trainer.Fit(Samples.Clusters(50, 2, 3)), trainer.History);
    }

    [Fact]
    public void A_fit_that_is_told_to_stop_ends_as_one_that_has_all_its_epochs()
    {
        using var source = new CancellationTokenSource();
        var network = new LinearNetwork(2, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 0.1), Loss.SparseCategoricalCrossentropy);
        Dataset data = Samples.Clusters(50, 2, 3);
        var best = new EarlyStopping("loss", mode: MonitorMode.Max, patience: 10, restoreBestWeights: true);
        float[] first = [];
        var stopping = new ActingCallback
        {
            AfterEpoch = (epoch, _) => first = epoch == 0 ? network.Parameters.Values.ToArray() : first,
            AfterBatch = (batch, callback) => { if (callback.Moments.Contains("epoch 2 begin") && batch == 3) { source.Cancel(); } },
        };
        var options = new FitOptions { Epochs = 9, BatchSize = 5, Validation = data, StoppingToken = source.Token, Callbacks = [stopping, best] };
        History history = trainer.Fit(data, options);
        Assert.Equal([0, 1, 2], history.Epochs);
        Assert.Equal(3, history["val_loss"].Count);
        Assert.Equal(24, trainer.Optimizer.Iterations);
        Assert.StartsWith("train end", stopping.Moments[^1], StringComparison.Ordinal);
        Assert.Equal(first, network.Parameters.Values.ToArray());
        Assert.Empty(trainer.Fit(data, options).Epochs);
    }

    /// <summary>As in Keras, and so that an epoch always has figures.</summary>
    [Fact]
    public void Training_that_is_stopped_at_an_epochs_beginning_ends_after_one_batch()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        var stopping = new StopAtBegin();
        History history = trainer.Fit(Samples.Clusters(50, 2, 3), new FitOptions { Epochs = 3, BatchSize = 5, Callbacks = [stopping] });
        Assert.Equal(1, trainer.Optimizer.Iterations);
        Assert.True(Assert.Single(history["loss"]) > 0);
    }

    [Fact]
    public void Predictions_of_a_dataset_are_those_of_its_samples()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(21, 4, 3);
        var network = new LinearNetwork(4, [3]);
        float[] expected = new float[21 * 3];
        network.Predict(inputs, expected);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        Assert.Equal(expected, trainer.Predict(Dataset.FromClasses(inputs, labels), batchSize: 5));
    }

    [Fact]
    public void A_fit_without_options_is_one_epoch_in_batches_of_32()
    {
        var batches = new List<int>();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Assert.Single(trainer.Fit(Samples.Clusters(70, 2, 3)).Epochs);
        Assert.Equal(3, trainer.Optimizer.Iterations);
        trainer.Fit(Samples.Clusters(70, 2, 3), new FitOptions { Callbacks = [new ActingCallback { AfterBatch = (batch, _) => batches.Add(batch) }] });
        Assert.Equal([0, 1, 2], batches);
    }

    private sealed class StopAtBegin : Callback
    {
        public override void OnEpochBegin(int epoch) => Context.StopTraining = true;
    }
}
