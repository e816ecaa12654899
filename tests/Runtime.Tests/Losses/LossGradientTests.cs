using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Losses;

/// <summary>Gradients against central differences of the losses' own values, at points and steps that floats represent exactly.</summary>
public class LossGradientTests
{
    private const float Step = 1 / 1024f;
    private const float Weight = 0.25f;

    private static readonly float[] Outputs = [0.125f, 0.25f, 0.5f, 0.0625f];
    private static readonly float[] Logits = [0.5f, -1.25f, 2, 0.75f];

    public static TheoryData<Loss, float[]> OnOutputs => new()
    {
        { Loss.SparseCategoricalCrossentropy, [2] },
        { new SparseCategoricalCrossentropy(labelSmoothing: 0.25), [2] },
        { Loss.CategoricalCrossentropy, [0, 1, 0, 0] },
        { Loss.CategoricalCrossentropy, [0.5f, 0.25f, 0.75f, 0.125f] },
        { new CategoricalCrossentropy(labelSmoothing: 0.25), [0, 1, 0, 0] },
        { Loss.BinaryCrossentropy, [0, 1, 0.25f, 1] },
        { new BinaryCrossentropy(labelSmoothing: 0.25), [0, 1, 0, 1] },
        { Loss.MeanSquaredError, [1, -1, 0.25f, 0] },
        { Loss.MeanAbsoluteError, [1, -1, 0.25f, 0] },
        { Loss.Huber, [3, 0.5f, -4, 0] },
        { new Huber(delta: 0.5), [3, 0.5f, -4, 0] },
        { Loss.MeanAbsolutePercentageError, [1, -1, 0.25f, 2] },
        { Loss.MeanSquaredLogarithmicError, [1, -1, 0.25f, 0] },
        { Loss.LogCosh, [3, 0.5f, -4, 0] },
        { Loss.Poisson, [2, 1, 0, 3] },
        { Loss.KLDivergence, [0.25f, 0.125f, 0, 0.625f] },
        { Loss.Hinge, [1, -1, 1, -1] },
        { Loss.Hinge, [1, 0, 1, 0] },
        { Loss.SquaredHinge, [1, -1, 0, 1] },
        { Loss.SquaredHinge, [0, 1, 0, 1] },
        { Loss.CategoricalHinge, [0, 1, 0, 0] },
        { Loss.CosineSimilarity, [1, -0.5f, 0.25f, 0] },
        { Loss.BinaryFocalCrossentropy, [0, 1, 0.25f, 1] },
        { new BinaryFocalCrossentropy(gamma: 0, alpha: 0.25), [0, 1, 0, 1] },
        { new BinaryFocalCrossentropy(gamma: 1.5, alpha: 0.75, labelSmoothing: 0.25), [0, 1, 0, 1] },
        { Loss.CategoricalFocalCrossentropy, [0, 1, 0, 0] },
        { new CategoricalFocalCrossentropy(gamma: 1, alpha: 2, labelSmoothing: 0.25), [0, 1, 0, 0] },
        { new CategoricalFocalCrossentropy(gamma: 0), [0, 1, 0, 0] },
        { Loss.Dice, [0, 1, 1, 0] },
        { Loss.Tversky, [0, 1, 1, 0] },
        { new Tversky(alpha: 0.75, beta: 0.125), [0, 1, 0.5f, 0] },
    };

    public static TheoryData<Loss, Activation, float[]> OnLogits => new()
    {
        { Loss.SparseCategoricalCrossentropy, Activation.Softmax, [2] },
        { new SparseCategoricalCrossentropy(labelSmoothing: 0.25), Activation.Softmax, [2] },
        { Loss.CategoricalCrossentropy, Activation.Softmax, [0, 1, 0, 0] },
        { Loss.CategoricalCrossentropy, Activation.Softmax, [0.5f, 0.25f, 0.75f, 0.125f] },
        { new CategoricalCrossentropy(labelSmoothing: 0.25), Activation.Softmax, [0, 1, 0, 0] },
        { Loss.BinaryCrossentropy, Activation.Sigmoid, [0, 1, 0.25f, 1] },
        { new BinaryCrossentropy(labelSmoothing: 0.25), Activation.Sigmoid, [0, 1, 0, 1] },
        { Loss.BinaryFocalCrossentropy, Activation.Sigmoid, [0, 1, 0.25f, 1] },
        { new BinaryFocalCrossentropy(gamma: 1.5, alpha: 0.75, labelSmoothing: 0.25), Activation.Sigmoid, [0, 1, 0, 1] },
    };

    [Theory]
    [MemberData(nameof(OnOutputs))]
    public void Gradients_by_outputs_are_those_of_the_value(Loss loss, float[] target)
    {
        float[] gradient = new float[Outputs.Length];
        loss.Evaluate(Outputs, target, Weight, gradient);
        AssertGradient(Outputs, gradient, outputs => loss.Evaluate(outputs, target, 1, []));
    }

    [Theory]
    [MemberData(nameof(OnLogits))]
    public void Gradients_by_logits_are_those_of_the_value(Loss loss, Activation activation, float[] target)
    {
        Assert.True(loss.IsFusedWith(activation));
        var function = new LinearFunction(1, Logits.Length, Logits.Length, activation, 0);
        float[] outputs = new float[Logits.Length];
        function.Activate(Logits, outputs);
        float[] gradient = new float[Logits.Length];
        double value = loss.EvaluateLogits(Logits, outputs, target, Weight, gradient);
        Assert.Equal(loss.Evaluate(outputs, target, Weight, []), value, 1e-5);
        AssertGradient(Logits, gradient, logits =>
        {
            float[] moved = new float[logits.Length];
            function.Activate(logits, moved);
            return loss.EvaluateLogits(logits, moved, target, 1, []);
        });
    }

    /// <summary>An output that is no number does not pass for one that was clipped.</summary>
    [Theory]
    [MemberData(nameof(OnOutputs))]
    public void The_value_and_the_gradient_of_an_output_that_is_NaN_are_NaN(Loss loss, float[] target)
    {
        // Of class indices the right class's.
        int place = loss.TakesClasses ? (int)target[0] : 1;
        float[] outputs = [.. Outputs];
        outputs[place] = float.NaN;
        float[] gradient = new float[Outputs.Length];
        Assert.True(double.IsNaN(loss.Evaluate(outputs, target, Weight, gradient)));
        Assert.True(float.IsNaN(gradient[place]), $"{gradient[place]}");
    }

    [Fact]
    public void Only_the_matching_activation_is_fused()
    {
        Assert.False(Loss.SparseCategoricalCrossentropy.IsFusedWith(Activation.Sigmoid));
        Assert.False(Loss.CategoricalCrossentropy.IsFusedWith(Activation.Linear));
        Assert.False(Loss.BinaryCrossentropy.IsFusedWith(Activation.Softmax));
        Assert.All(Enum.GetValues<Activation>(), activation => Assert.False(Loss.MeanSquaredError.IsFusedWith(activation)));
    }

    private static void AssertGradient(float[] at, float[] gradient, Func<float[], double> value)
    {
        double scale = gradient.Max(MathF.Abs);
        for (int i = 0; i < at.Length; i++)
        {
            float[] up = [.. at];
            float[] down = [.. at];
            up[i] += Step;
            down[i] -= Step;
            double expected = Weight * (value(up) - value(down)) / (2 * Step);
            Assert.InRange(gradient[i], expected - (2e-4 * scale), expected + (2e-4 * scale));
        }
    }
}
