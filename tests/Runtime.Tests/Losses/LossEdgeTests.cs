using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Losses;

/// <summary>What losses do with every number that they were made with, and where their formulas bend: clipped probabilities, border cases, names.</summary>
public class LossEdgeTests
{
    private const double Epsilon = 1e-7;

    private static readonly float[] Outputs = [0.125f, 0.25f, 0.5f, 0.0625f];

    /// <summary>Whether a loss takes probabilities decides which outputs a trainer refuses.</summary>
    public static TheoryData<Loss, string, bool> Names => new()
    {
        { Loss.SparseCategoricalCrossentropy, "sparse_categorical_crossentropy", true },
        { Loss.CategoricalCrossentropy, "categorical_crossentropy", true },
        { Loss.CategoricalFocalCrossentropy, "categorical_focal_crossentropy", true },
        { Loss.BinaryCrossentropy, "binary_crossentropy", true },
        { Loss.BinaryFocalCrossentropy, "binary_focal_crossentropy", true },
        { Loss.Dice, "dice", true },
        { Loss.Tversky, "tversky", true },
        { Loss.KLDivergence, "kl_divergence", true },
        { Loss.MeanSquaredError, "mean_squared_error", false },
        { Loss.MeanAbsoluteError, "mean_absolute_error", false },
        { Loss.MeanAbsolutePercentageError, "mean_absolute_percentage_error", false },
        { Loss.MeanSquaredLogarithmicError, "mean_squared_logarithmic_error", false },
        { Loss.Huber, "huber", false },
        { Loss.LogCosh, "log_cosh", false },
        { Loss.Poisson, "poisson", false },
        { Loss.Hinge, "hinge", false },
        { Loss.SquaredHinge, "squared_hinge", false },
        { Loss.CategoricalHinge, "categorical_hinge", false },
        { Loss.CosineSimilarity, "cosine_similarity", false },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_have_Keras_names(Loss loss, string name, bool takesProbabilities)
    {
        Assert.Equal(name, loss.Name);
        Assert.Equal(takesProbabilities, loss.TakesProbabilities);
    }

    [Fact]
    public void Errors_are_differences_of_outputs_and_targets()
    {
        float[] targets = [1, -0.5f, 3, 0.25f];
        Check(Loss.MeanAbsoluteError, Math.Abs);
        Check(Loss.LogCosh, error => Math.Log(Math.Cosh(error)));
        Check(new Huber(delta: 0.5), error => Math.Abs(error) <= 0.5 ? error * error / 2 : (0.5 * Math.Abs(error)) - 0.125);

        void Check(Loss loss, Func<double, double> formula) =>
            Assert.Equal(Outputs.Zip(targets, (output, target) => formula(output - target)).Average(), loss.Evaluate(Outputs, targets, 1, []), 1e-6);
    }

    [Theory]
    [InlineData(2, 0.75, 0.25)]
    [InlineData(1.5, 0.25, 0.5)]
    [InlineData(0, 0.5, 0)]
    public void The_binary_focal_loss_weighs_and_smooths_as_Keras_does(double gamma, double alpha, double smoothing)
    {
        float[] targets = [0, 1, 0, 1];
        double expected = Outputs.Zip(targets, (p, target) =>
        {
            double t = (target * (1 - smoothing)) + (smoothing / 2);
            double entropy = -((t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p)));
            double right = (t * p) + ((1 - t) * (1 - p));
            return ((t * alpha) + ((1 - t) * (1 - alpha))) * Math.Pow(1 - right, gamma) * entropy;
        }).Average();
        Assert.Equal(expected, new BinaryFocalCrossentropy(gamma, alpha, smoothing).Evaluate(Outputs, targets, 1, []), 1e-6);
    }

    /// <summary>A gradient that flows through a clipped value would be as large as one over epsilon.</summary>
    [Fact]
    public void Where_a_probability_is_clipped_there_is_no_gradient()
    {
        Assert.Equal([0f, 0], Gradient(Loss.BinaryCrossentropy, [1, 0], [0, 1]));
        Assert.Equal([0f, 0], Gradient(new BinaryFocalCrossentropy(gamma: 0), [1, 0], [0, 1]));
        Assert.Equal([0f, 0], Gradient(Loss.CategoricalFocalCrossentropy, [1, 0], [0, 1]));
        Assert.Equal([0f, 0], Gradient(Loss.CategoricalCrossentropy, [1, 0], [0, 1]));
        Assert.Equal([0f, 0], Gradient(Loss.MeanSquaredLogarithmicError, [0, -1], [1, 1]));

        // Of three outputs, of which the share of the first is clipped and the output itself would not be.
        Assert.Equal(0, Gradient(Loss.CategoricalCrossentropy, [2e-7f, 2, 1], [1, 0, 0])[0]);
    }

    [Fact]
    public void Clipped_probabilities_have_the_loss_of_epsilon()
    {
        Assert.Equal(-Math.Log(Epsilon), Loss.BinaryCrossentropy.Evaluate([1], [0], 1, []), 1e-3);
        Assert.Equal(-Math.Log(Epsilon), Loss.BinaryCrossentropy.Evaluate([0], [1], 1, []), 1e-3);
        Assert.Equal(0, Loss.BinaryCrossentropy.Evaluate([1], [1], 1, []), 1e-6);
    }

    /// <summary>Powers of what is missed are not numbers where nothing is missed and the exponent is below 1.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void A_focal_loss_without_a_miss_has_no_gradient(double gamma) =>
        Assert.Equal([0f], Gradient(new BinaryFocalCrossentropy(gamma), [1], [1]));

    [Fact]
    public void A_class_that_cannot_be_and_is_not_the_right_one_costs_nothing()
    {
        float[] logits = [float.NegativeInfinity, 1, 1];
        Assert.Equal(Math.Log(2), Loss.CategoricalCrossentropy.EvaluateLogits(logits, [0, 0.5f, 0.5f], [0, 1, 0], 1, []), 1e-6);
    }

    [Fact]
    public void The_hinge_of_classes_compares_with_the_others_alone()
    {
        // The right class has the largest output, and that is not a wrong one's.
        Assert.Equal(0.25 - 0.5 + 1, Loss.CategoricalHinge.Evaluate(Outputs, [0, 0, 1, 0], 1, []), 1e-6);
        Assert.Equal([0f, 1, -1, 0], Gradient(Loss.CategoricalHinge, Outputs, [0, 0, 1, 0]));
        Assert.Equal([0f, 0, 0, 0], Gradient(Loss.CategoricalHinge, [0, 3, 1, 0], [0, 1, 0, 0]));

        // No wrong class is above 0, so that the right one leads them, as a wrong one of value 0.
        Assert.Equal([0f, -1, 0, 0], Gradient(Loss.CategoricalHinge, [-1, 0.5f, -2, -1], [0, 1, 0, 0]));
    }

    /// <summary>The cosine's gradient, with a product that is not 0, and of an output so short that Keras does not lengthen it to 1.</summary>
    [Fact]
    public void The_cosine_has_the_gradient_of_its_formula()
    {
        double[] target = [1, -0.5, 0.25, 2];
        double length = Math.Sqrt(Outputs.Sum(value => (double)value * value));
        double targetLength = Math.Sqrt(target.Sum(value => value * value));
        double cosine = Outputs.Zip(target, (output, t) => output * t).Sum() / length / targetLength;
        float[] gradient = Gradient(Loss.CosineSimilarity, Outputs, [.. target.Select(value => (float)value)]);
        Assert.All(gradient.Select((value, i) => (value, i)), at => Assert.Equal(
            -((target[at.i] / length / targetLength) - (cosine * Outputs[at.i] / length / length)), at.value, 1e-5));

        float[] shortest = Gradient(Loss.CosineSimilarity, [1e-8f, 2e-8f], [3, 4]);
        Assert.Equal([-0.6f / 1e-7f, -0.8f / 1e-7f], shortest.Select(value => MathF.Round(value)));
    }

    [Fact]
    public void Masks_may_lie_between_no_and_yes()
    {
        float[] target = [0.5f, 0.25f, 0.75f, 0];
        float[] gradient = Gradient(Loss.Dice, Outputs, target);
        double all = Outputs.Sum() + target.Sum();
        double common = 2 * Outputs.Zip(target, (output, t) => output * t).Sum();
        Assert.All(gradient.Select((value, i) => (value, i)), at => Assert.Equal(-((2 * target[at.i]) - (common / all)) / all, at.value, 1e-5));
    }

    [Fact]
    public void Percentages_have_no_gradient_where_nothing_is_wrong() =>
        Assert.Equal([0f, 0], Gradient(Loss.MeanAbsolutePercentageError, [0.5f, -2], [0.5f, -2]));

    [Fact]
    public void Counts_may_be_0_and_not_less()
    {
        Assert.Null(Loss.Poisson.FindTargetError([0, 1, 7]));
        Assert.Contains("holds -0.5", Loss.Poisson.FindTargetError([0, -0.5f]), StringComparison.Ordinal);
    }

    private static float[] Gradient(Loss loss, float[] outputs, float[] targets)
    {
        float[] gradient = [.. Enumerable.Repeat(float.NaN, outputs.Length)];
        loss.Evaluate(outputs, targets, 1, gradient);
        return gradient;
    }
}
