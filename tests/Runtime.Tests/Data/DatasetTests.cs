using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public class DatasetTests
{
    [Theory]
    [InlineData(60_000, 0.1, 54_000)]
    [InlineData(100, 0.29, 71)]
    [InlineData(10, 0.3, 7)]
    [InlineData(7, 0.5, 3)]
    public void Validation_takes_the_last_samples_by_Keras_rule(int count, double fraction, int train)
    {
        Dataset data = Numbered(count);
        (Dataset training, Dataset validation) = data.Split(fraction);
        Assert.Equal(train, training.Count);
        Assert.Equal(count - train, validation.Count);
        Assert.Equal(0, First(training, 0));
        Assert.Equal(train - 1, First(training, train - 1));
        Assert.Equal(train, First(validation, 0));
        Assert.Equal(count - 1, First(validation, validation.Count - 1));
        Assert.Equal(train, validation.OriginalIndex(0));
    }

    [Fact]
    public void A_split_that_leaves_a_side_empty_is_refused_with_its_numbers()
    {
        // 1 - 0.9 is a little less than 0.1 in double arithmetic.
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Numbered(10).Split(0.9));
        Assert.Contains("0 would train and 10 validate", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(double.NaN));
    }

    [Fact]
    public void Slices_of_slices_see_the_original_samples()
    {
        Dataset slice = Numbered(20).Slice(5, 10).Slice(2, 3);
        Assert.Equal(3, slice.Count);
        Assert.Equal([7, 8, 9], Enumerable.Range(0, 3).Select(i => First(slice, i)));
        Assert.Equal(9, slice.OriginalIndex(2));
        Assert.Equal(2, Numbered(20).Take(2).Count);
        Assert.Equal(20, Numbered(20).Take(100).Count);
        Assert.Throws<ArgumentOutOfRangeException>("start", () => Numbered(20).Slice(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => Numbered(20).Slice(21, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Numbered(20).Slice(5, -1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Numbered(20).Slice(19, 2));
        Assert.Equal(0, Numbered(20).Slice(20, 0).Count);
    }

    [Fact]
    public void Inputs_and_targets_that_do_not_fit_together_are_refused()
    {
        Assert.Contains("7 values cannot be shared evenly among the 2 samples", Throws("inputs", () => Dataset.FromClasses(new float[7], [0, 1])), StringComparison.Ordinal);
        Assert.Contains("needs at least one sample", Throws("inputs", () => Dataset.FromClasses([], [])), StringComparison.Ordinal);
        Assert.Contains("Label 1 is -3", Throws("labels", () => Dataset.FromClasses(new float[4], [0, -3])), StringComparison.Ordinal);
        Assert.Contains("5 values are no whole number of targets of 2", Throws("targets", () => Dataset.FromValues(new float[4], new float[5], 2)), StringComparison.Ordinal);
        Assert.Contains("sample 1 sum to 0.5", Throws("targets", () => Dataset.FromOneHot(new float[4], [0, 1, 0.5f, 0], 2)), StringComparison.Ordinal);
        Assert.Contains("sample 0 sum to NaN", Throws("targets", () => Dataset.FromOneHot(new float[4], [float.NaN, 1, 1, 0], 2)), StringComparison.Ordinal);
        Assert.Contains("2 values per sample, but the shape (1, 3) has 3", Throws("shape", () => Dataset.FromClasses(new float[4], [0, 1], [1, 3])), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => Dataset.FromOneHot(new float[4], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => Dataset.FromClasses(new float[4], [0, 1], [-1, -2]));
        Assert.Throws<ArgumentOutOfRangeException>("targetSize", () => new EmptyDataset([1], targetSize: 0));
        Assert.Throws<OverflowException>(() => new EmptyDataset([1 << 16, 1 << 16], targetSize: 1));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Dataset data = Numbered(2);
        Assert.Throws<ArgumentNullException>("inputs", () => Dataset.FromClasses(null!, [0]));
        Assert.Throws<ArgumentNullException>("labels", () => Dataset.FromClasses([1], null!));
        Assert.Throws<ArgumentNullException>("inputs", () => Dataset.FromValues(null!, [1]));
        Assert.Throws<ArgumentNullException>("targets", () => Dataset.FromValues([1], null!));
        Assert.Throws<ArgumentNullException>("targets", () => Dataset.FromOneHot([1], null!, 1));
        Assert.Throws<ArgumentNullException>("samples", () => Dataset.FromSamples(null!));
        Assert.Throws<ArgumentNullException>("map", () => data.Map(null!));
        Assert.Throws<ArgumentNullException>("statistics", () => data.Standardize(null!));
        Assert.Throws<ArgumentNullException>("weights", () => data.WithWeights(null!));
        Assert.Throws<ArgumentNullException>("data", () => FeatureStatistics.Of(null!));
        Assert.Throws<ArgumentNullException>("mean", () => new FeatureStatistics(null!, [1]));
        Assert.Throws<ArgumentNullException>("variance", () => new FeatureStatistics([1], null!));
        Assert.Throws<ArgumentNullException>("samples", () => new StreamedSource((IEnumerable<Sample>)null!, [1]));
        Assert.Throws<ArgumentNullException>("samples", () => new StreamedSource((IAsyncEnumerable<Sample>)null!, [1]));
        Assert.Throws<ArgumentNullException>("inputShape", () => new EmptyDataset(null!, targetSize: 1));
    }

    [Fact]
    public void Samples_have_weights_where_one_of_them_has()
    {
        Assert.False(Dataset.FromSamples([new Sample([1], 0), new Sample([2], 1)]).IsWeighted);
        Dataset weighted = Dataset.FromSamples([new Sample([1], 0), new Sample([2], 1, weight: 0)]);
        Assert.True(weighted.IsWeighted);
        Assert.Equal([1f, 0], [weighted.ReadWeight(0), weighted.ReadWeight(1)]);
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => new Sample([1], 0, weight: -0.5f));
    }

    /// <summary>Sides of 1 say nothing, nor does a sample that is flat; other sides must be the network's.</summary>
    [Theory]
    [InlineData(new[] { 4, 3 }, new[] { 4, 3 }, true)]
    [InlineData(new[] { 4, 3 }, new[] { 4, 3, 1 }, true)]
    [InlineData(new[] { 1, 4, 3, 1 }, new[] { 4, 3 }, true)]
    [InlineData(new[] { 12 }, new[] { 4, 3 }, true)]
    [InlineData(new[] { 4, 3 }, new[] { 12 }, true)]
    [InlineData(new[] { 3, 4 }, new[] { 4, 3 }, false)]
    [InlineData(new[] { 3, 4 }, new[] { 4, 3, 1 }, false)]
    [InlineData(new[] { 2, 6 }, new[] { 4, 3 }, false)]
    [InlineData(new[] { 1, 12 }, new[] { 4, 3 }, false)]
    [InlineData(new[] { 13 }, new[] { 4, 3 }, false)]
    public void Samples_have_the_shape_that_the_network_takes(int[] shape, int[] wanted, bool fits)
    {
        int size = shape.Aggregate(1, (product, side) => product * side);
        Dataset data = Dataset.FromClasses(new float[size], [0], shape);
        var layer = new LayerInfo { Name = "layer", Kind = "Layer", InputShape = wanted, OutputShape = [2], Parameters = [], ForwardFlops = 1 };
        var info = new NetworkInfo("Net", wanted, [layer])
        {
            OutputActivation = Activation.Softmax,
            InferenceBytes = 0,
            TrainingBytes = 0,
            TrainingBytesPerSample = 0,
            TrainingBytesPerWorker = 0,
        };
        Exception? exception = Record.Exception(() => DatasetCheck.Run(data, "data", info, loss: null));
        Assert.Equal(fits, exception is null);
        Assert.True(fits || exception is ArgumentException { ParamName: "data" });
    }

    /// <summary>What a run that is gone on with passes by must be there.</summary>
    [Fact]
    public void Batches_that_were_trained_are_passed_by()
    {
        using EpochReader reader = Numbered(5).Read(new ReadOptions(2, DataRole.Training));
        reader.Begin(epoch: 0);
        reader.Skip(0);
        reader.Skip(2);
        Assert.Equal(4, reader.Next()!.Index(0));
        Assert.Null(reader.Next());
        reader.Begin(epoch: 0);
        string message = Assert.Throws<InvalidDataException>(() => reader.Skip(5)).Message;
        Assert.Contains("has 3 batches in an epoch of which 5 were trained before", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_are_read_as_they_were_given()
    {
        float[] target = new float[2];
        Dataset.FromOneHot([1, 2], [0, 1, 1, 0], classes: 2).ReadTarget(1, target);
        Assert.Equal([1, 0], target);
        Dataset values = Dataset.FromValues([1, 2], [5, 6, 7, 8], targetSize: 2);
        values.ReadTarget(1, target);
        Assert.Equal([7, 8], target);
        Assert.Equal(TargetKind.Values, values.TargetKind);
        Assert.Equal(TargetKind.Classes, Numbered(3).TargetKind);
    }

    private sealed class EmptyDataset(IReadOnlyList<int> inputShape, int targetSize) : Dataset(inputShape, TargetKind.Values, targetSize)
    {
        public override int Count => 0;

        public override void ReadInput(int index, Span<float> input)
        {
        }

        public override void ReadTarget(int index, Span<float> target)
        {
        }
    }

    private static Dataset Numbered(int count) => Dataset.FromClasses([.. Enumerable.Range(0, count).Select(i => (float)i)], new int[count]);

    private static float First(Dataset data, int index)
    {
        float[] input = new float[data.InputSize];
        data.ReadInput(index, input);
        return input[0];
    }

    private static string Throws(string parameter, Func<object> action) => Assert.Throws<ArgumentException>(parameter, action).Message;
}
