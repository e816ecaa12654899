using System;
using NetGen.Runtime.Tests.Support;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Runtime.Tests.Networks;

[Collection(AloneGroup.Name)]
public class PredictionTests
{
    [Fact]
    public void Outputs_come_in_an_array_of_their_own()
    {
        var network = new LinearNetwork(2, [3]);
        float[] expected = new float[6];
        network.Predict([1, 2, 3, 4], expected);
        Assert.Equal(expected, network.Predict([1, 2, 3, 4]));
        Assert.Empty(network.Predict([]));
        Assert.Throws<ArgumentException>("input", () => network.Predict([1, 2, 3]));
    }

    [Theory]
    [InlineData(new float[] { 0, 2, 1 }, 1)]
    [InlineData(new float[] { 3, 2, 1 }, 0)]
    [InlineData(new float[] { 0, 1, 2 }, 2)]
    [InlineData(new float[] { 1, 2, 2 }, 1)]
    [InlineData(new float[] { 1, 1, 1 }, 0)]
    public void The_class_is_that_of_the_largest_output_the_first_of_several(float[] logits, int expected)
    {
        foreach (Activation activation in new[] { Activation.Softmax, Activation.Linear })
        {
            var network = new LinearNetwork(1, [3], activation);
            network.Parameters["dense/kernel"].Set(logits);
            Assert.Equal(expected, network.PredictClass([1]));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public void A_single_sigmoid_says_yes_above_one_half(float logit, int expected)
    {
        var network = new LinearNetwork(1, [1], Activation.Sigmoid);
        network.Parameters["dense/kernel"].Set([logit]);
        Assert.Equal(expected, network.PredictClass([1]));
    }

    [Fact]
    public void Outputs_that_name_no_class_are_refused()
    {
        AssertRefused("(2, 1, 3)", () => new LinearNetwork(1, [2, 1, 3]).PredictClass([1]));
        AssertRefused("no sigmoid's", () => new LinearNetwork(1, [1], Activation.Linear).PredictClass([1]));
        AssertRefused("NaN", () => new LinearNetwork(1, [3]).PredictClass([float.NaN]));
        ArgumentException two = Assert.Throws<ArgumentException>("sample", () => new LinearNetwork(2, [3]).PredictClass([1, 2, 3, 4]));
        Assert.Contains("a sample of 2 values; 4 came", two.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5000)]
    public void Predicting_a_class_allocates_nothing_after_the_first_call(int classes)
    {
        var network = new LinearNetwork(2, [classes]);
        float[] sample = [1, -1];
        AllocationMeter.AssertNoneHere(() => network.PredictClass(sample));
    }

    private static void AssertRefused(string complaint, Action predicting) =>
        Assert.Contains(complaint, Assert.Throws<InvalidOperationException>(predicting).Message, StringComparison.Ordinal);
}
