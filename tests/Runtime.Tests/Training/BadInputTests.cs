using System;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

public class BadInputTests
{
    private readonly LinearNetwork _network = new(2, [3]);
    private readonly Trainer<LinearNetwork> _trainer;
    private readonly int[] _before;

    public BadInputTests()
    {
        _trainer = new Trainer<LinearNetwork>(_network, new SGD(), Loss.SparseCategoricalCrossentropy);
        _before = Bits(_network);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_stops_training_before_its_step_and_names_the_sample(float value)
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(40, 2, 3);
        inputs[(33 * 2) + 1] = value;
        Dataset data = Dataset.FromClasses(inputs, labels);
        var options = new FitOptions { BatchSize = 8, Shuffle = false, Threads = 2 };
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => _trainer.Fit(data, options));
        Assert.Contains($"Sample 33 of the training data holds {value} at value 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4, _trainer.Optimizer.Iterations);

        var other = new LinearNetwork(2, [3]);
        new Trainer<LinearNetwork>(other, new SGD(), Loss.SparseCategoricalCrossentropy).Fit(data.Take(32), options);
        Assert.Equal(Bits(other), Bits(_network));
    }

    [Fact]
    public void Of_several_bad_samples_the_first_in_the_batch_is_named()
    {
        float[] inputs = new float[64 * 4096];
        inputs[(20 * 4096) + 4095] = float.NaN;
        inputs[40 * 4096] = float.NaN;
        var network = new LinearNetwork(4096, [3]);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(), Loss.SparseCategoricalCrossentropy);
        for (int i = 0; i < 20; i++)
        {
            InvalidDataException exception = Assert.Throws<InvalidDataException>(
                () => trainer.Fit(Dataset.FromClasses(inputs, new int[64]), new FitOptions { BatchSize = 64, Shuffle = false, Threads = 4 }));
            Assert.Contains("Sample 20 ", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_evaluation_says_nothing_of_steps()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => _trainer.Evaluate(Dataset.FromClasses([0, float.NaN], [0])));
        Assert.Equal("Sample 0 of the evaluation data holds NaN at value 1; inputs must be finite.", exception.Message);
    }

    [Fact]
    public void Samples_of_slices_are_named_as_in_the_whole()
    {
        (float[] inputs, int[] labels) = Samples.ClusterArrays(40, 2, 3);
        inputs[38 * 2] = float.NaN;
        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => _trainer.Fit(Dataset.FromClasses(inputs, labels), new FitOptions { ValidationSplit = 0.25 }));
        Assert.Contains("Sample 38 of the validation data", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_diverges_is_reported_as_NaN_and_training_goes_on()
    {
        var network = new LinearNetwork(2, [1], Activation.Linear);
        var trainer = new Trainer<LinearNetwork>(network, new SGD(learningRate: 1e30), Loss.MeanSquaredError);
        History history = trainer.Fit(Dataset.FromValues([1, 2, 3, 4], [1, 2]), new FitOptions { Epochs = 4, BatchSize = 1 });
        Assert.Equal(4, history.Epochs.Count);
        Assert.True(double.IsNaN(history["loss"][^1]));
    }

    [Fact]
    public void A_label_outside_the_classes_is_named_before_training_starts()
    {
        Dataset data = Dataset.FromClasses(new float[20], [0, 1, 2, 0, 1, 2, 0, 3, 1, 7]);
        AssertRefused<InvalidDataException>("The label of sample 7 of the training data is 3; Linear has 3 classes, 0 to 2", () => _trainer.Fit(data));
        AssertRefused<InvalidDataException>("sample 7 of the validation data is 3", () => _trainer.Fit(data.Take(5), new FitOptions { Validation = data }));
        AssertRefused<InvalidDataException>("sample 7 of the evaluation data is 3", () => _trainer.Evaluate(data));
    }

    [Fact]
    public void A_target_that_is_not_finite_is_named_before_training_starts()
    {
        var trainer = new Trainer<LinearNetwork>(_network, new SGD(), Loss.MeanSquaredError);
        Dataset data = Dataset.FromValues(new float[4], [0, 1, 2, 0, float.NaN, 2], 3);
        AssertRefused<InvalidDataException>("target of sample 1 of the training data holds NaN", () => trainer.Fit(data));
    }

    [Theory]
    [InlineData(0, 1, 2, "sample 2 of the training data holds 2")]
    [InlineData(-1, 1, 1, "sample 0 of the training data holds -1")]
    [InlineData(0, 1, 255, "sample 2 of the training data holds 255")]
    public void Targets_that_are_no_probabilities_are_refused_by_binary_cross_entropy(float a, float b, float c, string complaint)
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [1], Activation.Sigmoid), new SGD(), Loss.BinaryCrossentropy);
        Dataset values = Dataset.FromValues(new float[6], [a, b, c]);
        AssertRefused<InvalidDataException>(complaint, () => trainer.Fit(values));
        AssertRefused<InvalidDataException>("values from 0 to 1", () => trainer.Evaluate(values));
        AssertRefused<InvalidDataException>("validation data", () => trainer.Fit(values.Slice(1, 1), new FitOptions { Validation = values }));
        Assert.Equal(0, trainer.Optimizer.Iterations);
    }

    [Fact]
    public void Class_indices_above_1_are_refused_by_binary_cross_entropy()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [1], Activation.Sigmoid), new SGD(), Loss.BinaryCrossentropy);
        AssertRefused<InvalidDataException>(
            "The target of sample 3 of the training data holds 2; binary_crossentropy takes values from 0 to 1", () => trainer.Fit(Dataset.FromClasses(new float[8], [0, 1, 1, 2])));
    }

    [Theory]
    [InlineData(-1, 2, 0, "holds -1; categorical_crossentropy takes the probabilities of the classes")]
    [InlineData(0, 0, 0, "adds up to 0;")]
    [InlineData(1, 1, 0, "adds up to 2;")]
    [InlineData(30, 70, 0, "holds 30;")]
    [InlineData(0.5f, 0.4f, 0, "adds up to 0.9")]
    public void Targets_that_are_no_distribution_are_refused_by_categorical_cross_entropy(float a, float b, float c, string complaint)
    {
        var trainer = new Trainer<LinearNetwork>(_network, new SGD(), Loss.CategoricalCrossentropy);
        Dataset data = Dataset.FromValues(new float[4], [0, 0, 1, a, b, c], 3);
        AssertRefused<InvalidDataException>("The target of sample 1 of the training data " + complaint, () => trainer.Fit(data));
    }

    [Fact]
    public void Soft_and_rounded_targets_are_taken()
    {
        var classes = new Trainer<LinearNetwork>(_network, new SGD(), Loss.CategoricalCrossentropy);
        classes.Fit(Dataset.FromValues(new float[4], [0.33f, 0.33f, 0.33f, 0.7f, 0.2f, 0.1f], 3));
        var yesNo = new Trainer<LinearNetwork>(new LinearNetwork(2, [1], Activation.Sigmoid), new SGD(), Loss.BinaryCrossentropy);
        yesNo.Fit(Dataset.FromValues(new float[6], [0, 0.25f, 1.000001f]));
        Assert.Equal(1, classes.Optimizer.Iterations);
        Assert.Equal(1, yesNo.Optimizer.Iterations);
    }

    [Fact]
    public void Every_row_of_an_images_target_is_looked_at()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [2, 1, 3]), new SGD(), Loss.CategoricalCrossentropy);
        Dataset data = Dataset.FromValues(new float[2], [0, 1, 0, 0, 0, 0], 6);
        AssertRefused<InvalidDataException>("sample 0 of the training data adds up to 0", () => trainer.Fit(data));
    }

    [Fact]
    public void A_streams_target_is_refused_when_it_comes_and_the_steps_before_it_stay()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [1], Activation.Sigmoid), new SGD(), Loss.BinaryCrossentropy);
        var stream = new StreamedSource(new SampleSequence(Dataset.FromValues(new float[12], [0, 1, 1, 0, 7, 0])).Read(), [2], TargetKind.Values);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => trainer.Fit(stream, new FitOptions { BatchSize = 2, Shuffle = false }));
        Assert.Contains("sample 4 of the training data holds 7", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, trainer.Optimizer.Iterations);
    }

    [Fact]
    public void A_loss_of_ones_own_says_which_targets_it_takes()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [1], Activation.Linear), new SGD(), new HingeLoss());
        AssertRefused<InvalidDataException>("The target of sample 1 of the training data is 0; hinge takes -1 and 1.", () => trainer.Fit(Dataset.FromValues(new float[4], [-1, 0])));
        trainer.Fit(Dataset.FromValues(new float[4], [-1, 1]));
        Assert.Equal(1, trainer.Optimizer.Iterations);
    }

    [Theory]
    [InlineData("sparse_categorical_crossentropy", Activation.Linear, 3)]
    [InlineData("categorical_crossentropy", Activation.Linear, 3)]
    [InlineData("binary_crossentropy", Activation.Linear, 1)]
    public void A_loss_for_probabilities_is_refused_on_values_wherever_it_is_given(string name, Activation activation, int units)
    {
        Loss loss = new[] { Loss.SparseCategoricalCrossentropy, Loss.CategoricalCrossentropy, Loss.BinaryCrossentropy }.Single(candidate => candidate.Name == name);
        var network = new LinearNetwork(2, [units], activation);
        string complaint = $"{name} judges probabilities, and Linear ends in 'dense'";
        AssertRefused<ArgumentException>(complaint, () => Assert.NotNull(new Trainer<LinearNetwork>(network, new SGD(), loss)));
        AssertRefused<ArgumentException>(complaint, () => new TrainingStep(network, new SGD(), loss, 1, 1).Dispose());
        AssertRefused<ArgumentException>(complaint, () => LearningRateFinder.Run(network, () => new SGD(), loss, Samples.Clusters(6, 2, 3)));
    }

    [Fact]
    public void Losses_for_values_go_with_any_output()
    {
        foreach (Activation activation in new[] { Activation.Linear, Activation.Sigmoid, Activation.Softmax })
        {
            Assert.NotNull(new Trainer<LinearNetwork>(new LinearNetwork(2, [3], activation), new SGD(), Loss.MeanSquaredError));
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(10, 3)]
    public void A_fit_without_an_epoch_to_train_is_refused(int initialEpoch, int epochs)
    {
        var callback = new ActingCallback();
        var options = new FitOptions { InitialEpoch = initialEpoch, Epochs = epochs, Callbacks = [callback] };
        AssertRefused<ArgumentException>(
            $"InitialEpoch is {initialEpoch} and Epochs is {epochs}, which leaves no epoch to train", () => _trainer.Fit(Samples.Clusters(6, 2, 3), options));
        Assert.Empty(callback.Moments);
    }

    [Fact]
    public void Samples_of_another_shape_are_refused_with_both_shapes()
    {
        AssertRefused<ArgumentException>("samples of shape (2), 2 values; the training data has samples of (3), 3 values", () => _trainer.Fit(Samples.Clusters(6, 3, 3)));
        AssertRefused<ArgumentException>("the validation data has samples of (3)", () => _trainer.Fit(Samples.Clusters(6, 2, 3), new FitOptions { Validation = Samples.Clusters(6, 3, 3) }));
        AssertRefused<ArgumentException>("the evaluation data has", () => _trainer.Evaluate(Samples.Clusters(6, 3, 3)));
        AssertRefused<ArgumentException>("the data to predict has", () => _trainer.Predict(Samples.Clusters(6, 3, 3)));
    }

    [Fact]
    public void Targets_that_do_not_suit_the_loss_are_refused_with_what_would()
    {
        Dataset classes = Samples.Clusters(6, 2, 3);
        Dataset oneHot = Dataset.FromOneHot(new float[4], [1, 0, 0, 0, 1, 0], 3);
        Dataset narrow = Dataset.FromValues(new float[4], new float[4], 2);
        AssertRefused<ArgumentException>("Dataset.FromClasses", () => _trainer.Fit(oneHot));
        AssertRefused<ArgumentException>("Loss.SparseCategoricalCrossentropy", () => new Trainer<LinearNetwork>(_network, new SGD(), Loss.CategoricalCrossentropy).Fit(classes));
        AssertRefused<ArgumentException>("targets of 3 values; the targets of the training data have 2", () => new Trainer<LinearNetwork>(_network, new SGD(), Loss.MeanSquaredError).Fit(narrow));
    }

    [Fact]
    public void An_empty_dataset_is_refused()
    {
        Dataset empty = Samples.Clusters(6, 2, 3).Take(0);
        AssertRefused<ArgumentException>("training data is empty", () => _trainer.Fit(empty));
        AssertRefused<ArgumentException>("validation data is empty", () => _trainer.Fit(Samples.Clusters(6, 2, 3), new FitOptions { Validation = empty }));
        AssertRefused<ArgumentException>("evaluation data is empty", () => _trainer.Evaluate(empty));
        AssertRefused<ArgumentException>("data to predict is empty", () => _trainer.Predict(empty));
    }

    [Fact]
    public void Options_below_what_is_possible_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Epochs", () => new FitOptions { Epochs = 0 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("BatchSize", () => new FitOptions { BatchSize = 0 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("ValidationBatchSize", () => new FitOptions { ValidationBatchSize = 0 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("ValidationFrequency", () => new FitOptions { ValidationFrequency = 0 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("ValidationSplit", () => new FitOptions { ValidationSplit = 1 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("ValidationSplit", () => new FitOptions { ValidationSplit = -0.1 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("Threads", () => new FitOptions { Threads = 0 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("InitialEpoch", () => new FitOptions { InitialEpoch = -1 } is null);
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => _trainer.Evaluate(Samples.Clusters(6, 2, 3), batchSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => _trainer.Predict(Samples.Clusters(6, 2, 3), batchSize: 0));
    }

    [Fact]
    public void A_split_without_validation_samples_changes_nothing() =>
        AssertRefused<ArgumentException>("cannot be split", () => _trainer.Fit(Samples.Clusters(10, 2, 3), new FitOptions { ValidationSplit = 0.9 }));

    [Fact]
    public void A_step_refuses_more_samples_than_it_has_room_for()
    {
        using var step = new TrainingStep(_network, new SGD(), Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1);
        Dataset data = Samples.Clusters(6, 2, 3);
        AssertRefused<ArgumentException>("1 to 4 samples; 5 came", () => step.Run(data, [0, 1, 2, 3, 4], 0));
        AssertRefused<ArgumentException>("1 to 4 samples; 0 came", () => step.Run(data, [], 0));
    }

    [Fact]
    public void Parameters_of_another_length_are_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("values", () => _network.Parameters["dense/kernel"].Set(new float[5]));
        Assert.Contains("'dense/kernel' has shape (2, 3), that is 6 values; 5 came", exception.Message, StringComparison.Ordinal);
        Assert.Contains("dense/kernel, dense/bias", Assert.Throws<System.Collections.Generic.KeyNotFoundException>(() => _network.Parameters["kernel"]).Message, StringComparison.Ordinal);
    }

    private void AssertRefused<TException>(string complaint, Action action)
        where TException : Exception
    {
        TException exception = Assert.Throws<TException>(action);
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.Equal(_before, Bits(_network));
        Assert.Equal(0, _trainer.Optimizer.Iterations);
    }

    /// <summary><c>max(0, 1 - t * y)</c>.</summary>
    private sealed class HingeLoss : Loss
    {
        public override string Name => "hinge";

        public override string? FindTargetError(ReadOnlySpan<float> target) => target[0] is -1 or 1 ? null : $"is {target[0]}; hinge takes -1 and 1.";

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
        {
            float margin = 1 - (target[0] * output[0]);
            if (!gradient.IsEmpty)
            {
                gradient[0] = margin > 0 ? -target[0] * weight : 0;
            }

            return Math.Max(margin, 0);
        }
    }

    private static int[] Bits(LinearNetwork network) => [.. network.Parameters.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
