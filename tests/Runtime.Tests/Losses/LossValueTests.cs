using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Losses;

public class LossValueTests
{
    // softmax of 2, 1, 0.1
    private static readonly float[] Logits = [2, 1, 0.1f];
    private static readonly float[] Probabilities = [0.659001f, 0.242433f, 0.098566f];

    [Theory]
    [InlineData(0, 0.417030)]
    [InlineData(2, 2.317030)]
    public void Sparse_cross_entropy_has_Keras_values_on_both_paths(int label, double expected)
    {
        Assert.Equal(expected, Loss.SparseCategoricalCrossentropy.Evaluate(Probabilities, [label], 1, []), 5);
        Assert.Equal(expected, Loss.SparseCategoricalCrossentropy.EvaluateLogits(Logits, Probabilities, [label], 1, []), 5);
    }

    [Fact]
    public void Smoothed_cross_entropy_has_Keras_values_on_both_paths()
    {
        var loss = new CategoricalCrossentropy(labelSmoothing: 0.1);
        Assert.Equal(0.513697, loss.Evaluate(Probabilities, [1, 0, 0], 1, []), 5);
        Assert.Equal(0.513697, loss.EvaluateLogits(Logits, Probabilities, [1, 0, 0], 1, []), 5);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Smoothed_class_indices_are_judged_as_smoothed_one_hot_targets(double smoothing)
    {
        var sparse = new SparseCategoricalCrossentropy(smoothing);
        var oneHot = new CategoricalCrossentropy(smoothing);
        float[] a = new float[3];
        float[] b = new float[3];
        Assert.Equal(oneHot.Evaluate(Probabilities, [0, 1, 0], 0.5f, b), sparse.Evaluate(Probabilities, [1], 0.5f, a));
        Assert.Equal(b, a);
        Assert.Equal(oneHot.EvaluateLogits(Logits, Probabilities, [0, 1, 0], 0.5f, b), sparse.EvaluateLogits(Logits, Probabilities, [1], 0.5f, a));
        Assert.Equal(b, a);

        // Fused with softmax, the gradient is p - t: what smoothing takes from the right class it gives to the others.
        Assert.Equal(0.5 * (Probabilities[1] - (1 - smoothing + (smoothing / 3))), a[1], 6);
        Assert.Equal(0.5 * (Probabilities[0] - (smoothing / 3)), a[0], 6);
    }

    [Fact]
    public void Without_smoothing_class_indices_are_judged_as_ever()
    {
        var zero = new SparseCategoricalCrossentropy(labelSmoothing: 0);
        Assert.Equal(Loss.SparseCategoricalCrossentropy.EvaluateLogits(Logits, Probabilities, [1], 1, []), zero.EvaluateLogits(Logits, Probabilities, [1], 1, []));
        Assert.Equal(0.513697, new SparseCategoricalCrossentropy(0.1).Evaluate(Probabilities, [0], 1, []), 5);
    }

    [Fact]
    public void One_hot_and_sparse_cross_entropy_agree()
    {
        double sparse = Loss.SparseCategoricalCrossentropy.EvaluateLogits(Logits, Probabilities, [1], 1, []);
        Assert.Equal(sparse, Loss.CategoricalCrossentropy.EvaluateLogits(Logits, Probabilities, [0, 1, 0], 1, []), 12);
    }

    [Theory]
    [InlineData(0.8f, 1, 0.371101)]
    [InlineData(-1.2f, 1, 1.463282)]
    [InlineData(0.8f, 0, 1.171101)]
    public void Binary_cross_entropy_has_Keras_values_on_both_paths(float logit, float target, double expected)
    {
        float p = 1 / (1 + MathF.Exp(-logit));
        Assert.Equal(expected, Loss.BinaryCrossentropy.EvaluateLogits([logit], [p], [target], 1, []), 5);
        Assert.Equal(expected, Loss.BinaryCrossentropy.Evaluate([p], [target], 1, []), 5);
    }

    [Fact]
    public void Binary_smoothing_moves_targets_towards_one_half()
    {
        double smoothed = new BinaryCrossentropy(labelSmoothing: 0.2).EvaluateLogits([0.8f], [0.69f], [1], 1, []);
        Assert.Equal((0.9 * 0.371101) + (0.1 * 1.171101), smoothed, 5);
    }

    [Fact]
    public void A_saturated_wrong_answer_keeps_its_loss_and_gradient_when_fused()
    {
        float[] logits = [100, 0, 0];
        float[] probabilities = [1, 0, 0];
        float[] gradient = new float[3];
        Assert.Equal(100, Loss.SparseCategoricalCrossentropy.EvaluateLogits(logits, probabilities, [1], 1, gradient), 5);
        Assert.Equal([1, -1, 0], gradient);

        Assert.Equal(16.118096, Loss.SparseCategoricalCrossentropy.Evaluate(probabilities, [1], 1, gradient), 5);
        Assert.Equal([0, 0, 0], gradient);
        Assert.Equal(100, Loss.BinaryCrossentropy.EvaluateLogits([100], [1], [0], 1, gradient.AsSpan(0, 1)), 5);
        Assert.Equal(1, gradient[0]);
    }

    [Fact]
    public void Errors_have_Keras_values()
    {
        float[] outputs = [-2, -0.5f, 0, 0.5f, 3];
        double[] huber = [1.5, 0.125, 0, 0.125, 2.5];
        for (int i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(huber[i], Loss.Huber.Evaluate([outputs[i]], [0], 1, []), 7);
        }

        Assert.Equal(huber.Average(), Loss.Huber.Evaluate(outputs, new float[5], 1, []), 7);
        Assert.Equal((4 + 0.25 + 0.25 + 9) / 5, Loss.MeanSquaredError.Evaluate(outputs, new float[5], 1, []), 7);
        Assert.Equal((2 + 0.5 + 0.5 + 3) / 5, Loss.MeanAbsoluteError.Evaluate(outputs, new float[5], 1, []), 7);
        Assert.Equal(2 * 3 - 2, new Huber(delta: 2).Evaluate([3], [0], 1, []), 7);
    }

    [Fact]
    public void The_gradient_of_an_absolute_error_is_0_at_0()
    {
        float[] gradient = new float[3];
        Loss.MeanAbsoluteError.Evaluate([1, 0, -1], [0, 0, 0], 3, gradient);
        Assert.Equal([1, 0, -1], gradient);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Smoothing_lies_between_0_and_1(double smoothing)
    {
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new CategoricalCrossentropy(smoothing));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new SparseCategoricalCrossentropy(smoothing));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new BinaryCrossentropy(smoothing));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Huber_needs_a_positive_delta(double delta) => Assert.Throws<ArgumentOutOfRangeException>(nameof(delta), () => new Huber(delta));
}
