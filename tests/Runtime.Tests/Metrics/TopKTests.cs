using System;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class TopKTests
{
    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 1, 0.0)]
    [InlineData(1, 2, 1.0)]
    [InlineData(2, 2, 1.0)]
    [InlineData(3, 2, 0.0)]
    [InlineData(3, 4, 1.0)]
    public void The_target_is_among_the_k_largest_and_equals_at_the_border_are_in(int label, int k, double expected)
    {
        // Classes 1 and 2 are equal: both are among the two largest.
        float[] output = [0.5f, 0.2f, 0.2f, 0.1f];
        var sparse = new SparseTopKCategoricalAccuracy(k);
        sparse.Add(output, [label]);
        Assert.Equal(expected, sparse.Result);
        var categorical = new TopKCategoricalAccuracy(k);
        float[] target = new float[4];
        target[label] = 1;
        categorical.Add(output, target);
        Assert.Equal(expected, categorical.Result);
    }

    [Fact]
    public void An_output_that_is_not_finite_is_never_in()
    {
        var metric = new SparseTopKCategoricalAccuracy();
        metric.Add([float.NaN, 1], [0]);
        metric.Add([float.PositiveInfinity, 1], [0]);
        metric.Add([float.NaN, 1], [1]);
        Assert.Equal(1 / 3.0, metric.Result, 12);
    }

    [Fact]
    public void Keras_names_and_numbers_are_the_defaults()
    {
        Assert.Equal("top_k_categorical_accuracy", new TopKCategoricalAccuracy().Name);
        Assert.Equal("sparse_top_k_categorical_accuracy", new SparseTopKCategoricalAccuracy().Name);
        var metric = new SparseTopKCategoricalAccuracy();
        metric.AddRows([6, 5, 4, 3, 2, 1, 6, 5, 4, 3, 2, 1], [4, 5]);
        Assert.Equal(0.5, metric.Result);
        Assert.Throws<ArgumentOutOfRangeException>("k", () => new TopKCategoricalAccuracy(0));
    }
}
