using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>What trainers and steps are given: what is missing is named, and what is there is used.</summary>
public class TrainerArgumentTests
{
    private static readonly Dataset Data = Samples.Clusters(10, 2, 3);

    [Fact]
    public async Task What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>("model", () => new Trainer<LinearNetwork>(null!, new SGD(), Loss.MeanSquaredError));
        Assert.Throws<ArgumentNullException>("optimizer", () => new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), null!, Loss.MeanSquaredError));
        Assert.Throws<ArgumentNullException>("loss", () => new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), null!));
        Trainer<LinearNetwork> trainer = Trainer();
        Assert.Throws<ArgumentNullException>("train", () => trainer.Fit(null!));
        Assert.Throws<ArgumentNullException>("data", () => trainer.Evaluate(null!));
        Assert.Throws<ArgumentNullException>("data", () => trainer.Predict(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("train", () => trainer.FitAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("data", () => trainer.EvaluateAsync(null!));
    }

    [Fact]
    public void What_a_step_lacks_is_named()
    {
        var network = new LinearNetwork(2, [3]);
        Assert.Throws<ArgumentNullException>("model", () => new TrainingStep(null!, new SGD(), Loss.MeanSquaredError, batchSize: 1, threads: 1));
        Assert.Throws<ArgumentNullException>("optimizer", () => new TrainingStep(network, null!, Loss.MeanSquaredError, batchSize: 1, threads: 1));
        Assert.Throws<ArgumentNullException>("loss", () => new TrainingStep(network, new SGD(), null!, batchSize: 1, threads: 1));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => new TrainingStep(network, new SGD(), Loss.MeanSquaredError, batchSize: 0, threads: 1));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new TrainingStep(network, new SGD(), Loss.MeanSquaredError, batchSize: 1, threads: 0));
        using var step = new TrainingStep(network, new SGD(), Loss.SparseCategoricalCrossentropy, batchSize: 2, threads: 1);
        Assert.False(step.WatchesNumbers);
        Assert.Throws<ArgumentNullException>("data", () => step.Run(null!, [0], 1));
        Assert.Throws<ArgumentException>("samples", () => step.Run(Data, [], 1));
        Assert.Throws<ArgumentException>("samples", () => step.Run(Data, [0, 1, 2], 1));
        using var watching = new TrainingStep(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, batchSize: 2, threads: 1) { WatchesNumbers = true };
        Assert.True(watching.WatchesNumbers);
    }

    [Fact]
    public void A_step_takes_its_optimizer_for_its_network_at_once()
    {
        var optimizer = new Adam();
        using var step = new TrainingStep(new LinearNetwork(2, [3]), optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 2, threads: 1);
        Assert.Throws<InvalidOperationException>(() => new TrainingStep(new LinearNetwork(2, [3]), optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 2, threads: 1));
    }

    [Theory]
    [InlineData(null, 4, 3)] // the batch size of training
    [InlineData(5, 4, 2)]
    [InlineData(1, 4, 10)]
    [InlineData(20, 4, 1)]
    public void Validation_has_a_batch_size_of_its_own(int? validation, int training, int batches)
    {
        var callback = new ActingCallback();
        double expected = Trainer().Evaluate(Data).Loss;

        History history = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(learningRate: 0), Loss.SparseCategoricalCrossentropy).Fit(
            Data, new FitOptions { BatchSize = training, Validation = Data, ValidationBatchSize = validation, Callbacks = [callback] });

        Assert.Equal(3, callback.Moments.Count(moment => moment.StartsWith("batch", StringComparison.Ordinal) && moment.EndsWith("begin", StringComparison.Ordinal)));
        Assert.Equal(batches, callback.Moments.Count(moment => moment.StartsWith("test batch", StringComparison.Ordinal) && moment.EndsWith("begin", StringComparison.Ordinal)));
        Assert.Equal(expected, history["val_loss"][0], 1e-6);
    }

    [Fact]
    public void Options_have_their_bounds()
    {
        Assert.Equal(0, new FitOptions { ValidationSplit = 0 }.ValidationSplit);
        Assert.Throws<ArgumentOutOfRangeException>("ValidationSplit", () => new FitOptions { ValidationSplit = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("ValidationSplit", () => new FitOptions { ValidationSplit = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>("ValidationBatchSize", () => new FitOptions { ValidationBatchSize = 0 });
        Assert.Contains(
            "For one more epoch, Epochs is 4.",
            Assert.Throws<ArgumentException>("options", () => Trainer().Fit(Data, new FitOptions { InitialEpoch = 3, Epochs = 3 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluations_callbacks_know_how_many_steps_it_has()
    {
        var steps = new StepsCallback();
        Trainer().Evaluate(Data, batchSize: 3, [steps]);
        Assert.Equal(4, steps.Steps);
    }

    [Fact]
    public void Predicting_looks_at_samples_where_that_is_asked_for()
    {
        float[] x = [1, 2, float.NaN, 3];
        Dataset data = Dataset.FromClasses(x, [0, 1]);
        var network = new LinearNetwork(2, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        Assert.Equal(6, trainer.Predict(data).Length);
        network.CheckInputs(true);
        Assert.Contains("Sample 1 of", Assert.Throws<System.IO.InvalidDataException>(() => trainer.Predict(data)).Message, StringComparison.Ordinal);
        network.CheckInputs(false);
        Assert.Equal(6, trainer.Predict(data, batchSize: 1).Length);
    }

    private static Trainer<LinearNetwork> Trainer() => new(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);

    private sealed class StepsCallback : Callback
    {
        public int? Steps { get; private set; }

        public override void OnTestBegin() => Steps = Context.Steps;
    }
}
