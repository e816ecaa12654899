using System;
using System.Linq;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>What clips, limits or scores keeps NaN where Keras does, in every place of a row.</summary>
public class NotANumberTests
{
    // A register of 512 bits, one of each smaller width, and single floats.
    private const int Count = 31;

    [Fact]
    public void Clipping_by_value_keeps_NaN_where_it_is() => Assert.All(Enumerable.Range(0, Count), place =>
    {
        float[] gradient = Gradient(place, float.NaN);
        float[] expected = [.. gradient.Select(value => float.IsNaN(value) ? value : Math.Clamp(value, -1, 1))];
        Assert.Equal(expected, Steps(new SGD(learningRate: 1) { ClipValue = 1 }, gradient));
    });

    [Fact]
    public void Clipping_by_value_cuts_infinities() => Assert.All(Enumerable.Range(0, Count), place =>
    {
        Assert.Equal(1, Steps(new SGD(learningRate: 1) { ClipValue = 1 }, Gradient(place, float.PositiveInfinity))[place]);
        Assert.Equal(-1, Steps(new SGD(learningRate: 1) { ClipValue = 1 }, Gradient(place, float.NegativeInfinity))[place]);
    });

    [Fact]
    public void A_norm_of_NaN_makes_the_parameter_NaN_and_no_other() => Assert.All(Enumerable.Range(0, Count), place =>
    {
        float[] steps = Steps(new SGD(learningRate: 1) { ClipNorm = 1 }, Gradient(place, float.NaN), [0.25f, 0.5f]);
        Assert.All(steps[..Count], step => Assert.True(float.IsNaN(step)));
        Assert.Equal([0.25f, 0.5f], steps[Count..]);
    });

    [Fact]
    public void A_global_norm_of_NaN_makes_every_parameter_NaN() => Assert.All(Enumerable.Range(0, Count), place =>
        Assert.All(Steps(new SGD(learningRate: 1) { GlobalClipNorm = 1 }, Gradient(place, float.NaN), [0.25f]), step => Assert.True(float.IsNaN(step))));

    [Fact]
    public void Constraints_keep_NaN()
    {
        float[] weights = [float.NaN, -1, float.NegativeInfinity, float.PositiveInfinity, 2, -0f];
        float[] values = [.. weights];
        Constraints.Apply(new ParameterInfo { Name = "bias", Shape = [6], Offset = 0, NonNegative = true }, values, new double[1]);
        Assert.Equal([float.NaN, 0, 0, float.PositiveInfinity, 2, 0], values);

        // Two outputs: the NaN is in the norm of the first.
        values = [float.NaN, 3, 1, 4];
        Constraints.Apply(new ParameterInfo { Name = "kernel", Shape = [2, 2], Offset = 0, MaxNorm = 1 }, values, new double[2]);
        Assert.True(float.IsNaN(values[0]) && float.IsNaN(values[2]));
        Assert.Equal([0.6f, 0.8f], [values[1], values[3]], new Near());
    }

    /// <summary>TensorFlow's gradient of clipping is 0 below and above the bounds; NaN is neither.</summary>
    [Fact]
    public void Losses_of_NaN_are_NaN_and_so_are_their_gradients()
    {
        float[] outputs = [float.NaN, 0.5f];
        Loss[] losses =
        [
            new BinaryCrossentropy(), new CategoricalCrossentropy(), new SparseCategoricalCrossentropy(), Loss.MeanSquaredError, Loss.MeanAbsoluteError, new Huber(),
        ];
        Assert.All(losses, loss =>
        {
            float[] target = loss.TakesClasses ? [0] : [1, 0];
            float[] gradient = new float[2];
            Assert.True(double.IsNaN(loss.Evaluate(outputs, target, 1, gradient)));
            Assert.True(float.IsNaN(gradient[0]));
            if (loss.IsFusedWith(Activation.Softmax) || loss.IsFusedWith(Activation.Sigmoid))
            {
                Assert.True(double.IsNaN(loss.EvaluateLogits(outputs, outputs, target, 1, gradient)));
                Assert.True(float.IsNaN(gradient[0]));
            }
        });
    }

    [Fact]
    public void Huber_cuts_the_gradient_of_infinite_errors()
    {
        float[] gradient = new float[2];
        double loss = new Huber().Evaluate([float.PositiveInfinity, float.NegativeInfinity], [0, 0], 2, gradient);
        Assert.Equal(double.PositiveInfinity, loss);
        Assert.Equal([1, -1], gradient);
    }

    /// <summary>TensorFlow's argmax begins below every number, and NaN is not above it.</summary>
    [Theory]
    [InlineData(new[] { float.NaN, 0.2f, 0.7f }, 2)]
    [InlineData(new[] { 0.2f, float.NaN, 0.1f }, 0)]
    [InlineData(new[] { float.NaN, float.NaN, float.NaN }, 0)]
    [InlineData(new[] { float.NaN, float.NegativeInfinity, float.NegativeInfinity }, 0)]
    public void Accuracy_passes_over_NaN(float[] outputs, int predicted)
    {
        for (int label = 0; label < outputs.Length; label++)
        {
            var accuracy = new SparseCategoricalAccuracy();
            accuracy.Add(outputs, [label]);
            Assert.Equal(label == predicted ? 1 : 0, accuracy.Result);
        }
    }

    private static float[] Steps(Optimizer optimizer, params float[][] gradients)
    {
        var driver = new OptimizerDriver(optimizer, [.. gradients.Select(gradient => new float[gradient.Length])]);
        using var team = new WorkerTeam(1);
        driver.Step(team, [.. gradients.SelectMany(gradient => gradient)]);
        return [.. driver.Parameters.Values.ToArray().Select(value => -value)];
    }

    private static float[] Gradient(int place, float value) => [.. Enumerable.Range(0, Count).Select(i => i == place ? value : (i - 15) / 5f)];

    private sealed class Near : System.Collections.Generic.IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 1e-6;

        public int GetHashCode(float value) => 0;
    }
}
