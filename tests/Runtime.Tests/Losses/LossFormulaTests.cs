using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Losses;

/// <summary>Losses against Keras's formulas, written down once more as sums over a row, and against numbers of Keras's own documentation.</summary>
public class LossFormulaTests
{
    private const double Epsilon = 1e-7;

    private static readonly float[] Outputs = [0.7f, 0.2f, 0.06f, 0.04f];
    private static readonly float[] OneHot = [0, 1, 0, 0];
    private static readonly float[] Mask = [1, 1, 0, 0];

    private delegate double Term(double y, double t);

    [Theory]
    [InlineData(-2, 1.325003)]
    [InlineData(0.5, 0.120115)]
    [InlineData(0, 0)]
    [InlineData(-1000, 999.3068528)]
    public void Log_cosh_has_Keras_values(double error, double expected) => Assert.Equal(expected, Loss.LogCosh.Evaluate([(float)error], [0], 1, []), 1e-6);

    [Fact]
    public void Means_over_a_row_have_Keras_values()
    {
        float[] targets = [1, -0.5f, 0, 0.25f];
        Check(Loss.MeanAbsolutePercentageError, targets, (y, t) => 100 * Math.Abs(t - y) / Math.Max(Math.Abs(t), Epsilon));
        Check(Loss.MeanSquaredLogarithmicError, targets, (y, t) => Math.Pow(Math.Log(Math.Max(y, Epsilon) + 1) - Math.Log(Math.Max(t, Epsilon) + 1), 2));
        Check(Loss.Poisson, [1, 0, 3, 2], (y, t) => y - (t * Math.Log(y + Epsilon)));
        Check(Loss.Hinge, [1, -1, -1, 1], (y, t) => Math.Max(1 - (t * y), 0));
        Check(Loss.SquaredHinge, [1, -1, -1, 1], (y, t) => Math.Pow(Math.Max(1 - (t * y), 0), 2));

        static void Check(Loss loss, float[] targets, Term term)
        {
            double want = Outputs.Zip(targets, (y, t) => term(y, t)).Average();
            Assert.Equal(want, loss.Evaluate(Outputs, targets, 1, []), 1e-6 * Math.Max(1, want));
        }
    }

    [Fact]
    public void Targets_that_are_all_0_or_1_mean_minus_1_and_1_to_the_hinges()
    {
        Assert.All([Loss.Hinge, Loss.SquaredHinge], loss =>
        {
            Assert.Equal(loss.Evaluate(Outputs, [1, -1, -1, 1], 1, []), loss.Evaluate(Outputs, [1, 0, 0, 1], 1, []));
            Assert.NotEqual(loss.Evaluate(Outputs, [1, -1, -1, 1], 1, []), loss.Evaluate(Outputs, [1, 0, -1, 1], 1, []));
        });
        Assert.Equal([0f], Gradient(Loss.Hinge, [1.5f], [1]));
        Assert.Equal([-1f], Gradient(Loss.Hinge, [1f], [1]));
    }

    [Fact]
    public void The_divergence_clips_both_distributions()
    {
        double want = (0.5 * Math.Log(0.5 / 0.7f)) + (0.5 * Math.Log(0.5 / Epsilon)) + (2 * Epsilon * Math.Log(Epsilon / 0.06f));
        float[] outputs = [0.7f, 0, 0.06f, 0.06f];
        Assert.Equal(want, Loss.KLDivergence.Evaluate(outputs, [0.5f, 0.5f, 0, 0], 1, []), 6);
        Assert.Equal(0, Gradient(Loss.KLDivergence, outputs, [0.5f, 0.5f, 0, 0])[1]);
        Assert.Equal(0, Loss.KLDivergence.Evaluate(Mask, Mask, 1, []), 6);
    }

    [Fact]
    public void The_right_class_is_to_lead_by_one()
    {
        Assert.Equal(1 + 0.7f - 0.2f, Loss.CategoricalHinge.Evaluate(Outputs, OneHot, 1, []), 6);
        Assert.Equal(0, Loss.CategoricalHinge.Evaluate([-1, 1.5f, -2, -1], OneHot, 1, []));

        // In Keras's sum the right class takes part as a wrong one of value 0.
        Assert.Equal(0.5, Loss.CategoricalHinge.Evaluate([-1, 0.5f, -2, -1], OneHot, 1, []));
        Assert.Equal([0.5f, -1, 0.5f, 0], Gradient(Loss.CategoricalHinge, [0.5f, 0, 0.5f, 0], OneHot));
    }

    [Fact]
    public void The_cosine_is_negated_and_does_not_lengthen_what_is_nearly_nothing()
    {
        Assert.Equal(-1, Loss.CosineSimilarity.Evaluate([2, 4], [1, 2], 1, []), 6);
        Assert.Equal(1, Loss.CosineSimilarity.Evaluate([2, 4], [-1, -2], 1, []), 6);
        Assert.Equal(0, Loss.CosineSimilarity.Evaluate([0, 0], [-1, -2], 1, []));
        Assert.All(Gradient(Loss.CosineSimilarity, [0, 0], [-1, -2]), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(0.6f, 0.4f, 0, 1, 0.330)]
    [InlineData(0.4f, 0.6f, 0, 0, 0.206)]
    public void Binary_focal_cross_entropy_has_the_values_of_Keras_documentation(float a, float b, float t, float u, double expected) =>
        Assert.Equal(expected, Loss.BinaryFocalCrossentropy.Evaluate([a, b], [t, u], 1, []), 1e-3);

    [Fact]
    public void Without_focus_the_focal_losses_are_the_plain_ones()
    {
        Assert.Equal(Loss.BinaryCrossentropy.Evaluate(Outputs, Mask, 1, []), new BinaryFocalCrossentropy(gamma: 0).Evaluate(Outputs, Mask, 1, []), 6);
        Assert.Equal(Loss.CategoricalCrossentropy.Evaluate(Outputs, OneHot, 1, []), new CategoricalFocalCrossentropy(gamma: 0, alpha: 1).Evaluate(Outputs, OneHot, 1, []), 6);
        Assert.Equal(0.25 * 0.8 * 0.8 * -Math.Log(0.2), Loss.CategoricalFocalCrossentropy.Evaluate(Outputs, OneHot, 1, []), 6);
        Assert.Equal(0.25 / 4 * 0.3 * 0.3 * -Math.Log(0.7), new BinaryFocalCrossentropy(alpha: 0.25).Evaluate([0.7f, 0, 0, 0], [1, 0, 0, 0], 1, []), 6);
    }

    [Fact]
    public void Overlaps_are_Keras_shares()
    {
        Assert.Equal(1 - (1.8 / 3), Loss.Dice.Evaluate(Outputs, Mask, 1, []), 6);
        Assert.Equal(Loss.Dice.Evaluate(Outputs, Mask, 1, []), Loss.Tversky.Evaluate(Outputs, Mask, 1, []), 6);
        Assert.Equal(1 - (0.9 / (0.9 + (0.75 * 1.1) + (0.125 * 0.1))), new Tversky(alpha: 0.75, beta: 0.125).Evaluate(Outputs, Mask, 1, []), 6);

        // Where there is nothing and nothing is seen, Dice is content and Keras's Tversky is not.
        Assert.Equal(0, Loss.Dice.Evaluate([0, 0], [0, 0], 1, []));
        Assert.Equal(1, Loss.Tversky.Evaluate([0, 0], [0, 0], 1, []));
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new BinaryFocalCrossentropy(gamma: -1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new BinaryFocalCrossentropy(alpha: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new BinaryFocalCrossentropy(labelSmoothing: 2));
        Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new CategoricalFocalCrossentropy(gamma: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new CategoricalFocalCrossentropy(alpha: -1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new Tversky(alpha: -0.5));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => new Tversky(beta: double.PositiveInfinity));
        Assert.Contains("counts, at least 0", Loss.Poisson.FindTargetError([1, -1]), StringComparison.Ordinal);
        Assert.Contains("holds 2", Loss.Dice.FindTargetError([1, 2]), StringComparison.Ordinal);
        Assert.Contains("adds up to 2", Loss.CategoricalFocalCrossentropy.FindTargetError([1, 1]), StringComparison.Ordinal);
        Assert.Contains("holds -1", Loss.BinaryFocalCrossentropy.FindTargetError([1, -1]), StringComparison.Ordinal);
        Assert.Contains("holds -1", Loss.KLDivergence.FindTargetError([1, -1]), StringComparison.Ordinal);
        Assert.Null(Loss.KLDivergence.FindTargetError([0.5f, 0.25f]));
    }

    private static float[] Gradient(Loss loss, float[] outputs, float[] targets)
    {
        float[] gradient = new float[outputs.Length];
        loss.Evaluate(outputs, targets, 1, gradient);
        return gradient;
    }
}
