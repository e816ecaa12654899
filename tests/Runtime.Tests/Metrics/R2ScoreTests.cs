using System;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class R2ScoreTests
{
    [Fact]
    public void The_value_of_Keras_documentation_comes_out()
    {
        var metric = new R2Score();
        metric.AddRows([2, 4, 4], [1, 4, 3], rows: 3);
        Assert.Equal(4 / 7.0, metric.Result, 14);
        Assert.Equal(("r2_score", MetricDirection.HigherIsBetter), (metric.Name, metric.Direction));
    }

    [Theory]
    [InlineData(R2Average.Uniform, 0, 0.645955334987593)]
    [InlineData(R2Average.Uniform, 2, 0.4099255583126551)]
    [InlineData(R2Average.Uniform, 5, 0.645955334987593)]
    [InlineData(R2Average.Uniform, 9, 0.645955334987593)]
    [InlineData(R2Average.VarianceWeighted, 0, 0.5957683741648107)]
    [InlineData(R2Average.VarianceWeighted, 2, 0.3262806236080178)]
    public void Outputs_are_averaged_and_adjusted_by_Keras_formulas(R2Average average, int numRegressors, double expected)
    {
        var metric = new R2Score(average, numRegressors);
        for (int pass = 0; pass < 2; pass++)
        {
            metric.AddRows([1, 2.5f, 0, -3, 4, 0.5f], [0.5f, 4, 0, -1, 3, 0.25f], rows: 3);
            Assert.Equal(expected, metric.Result, 13);
            Assert.Equal(0.7580645161290323, metric.Of(0), 13);
            Assert.Equal(0.5338461538461539, metric.Of(1), 13);
            metric.Reset();
        }
    }

    [Fact]
    public void The_mean_scores_0_the_targets_score_1_and_worse_is_below_0()
    {
        Assert.Equal(0, Of([4, 4, 4], [1, 5, 6]), 14);
        Assert.Equal(1, Of([1, 5, 6], [1, 5, 6]));
        Assert.True(Of([6, 1, 1], [1, 5, 6]) < 0);
    }

    [Fact]
    public void Targets_that_do_not_vary_score_0_and_NaN_when_all_are_met()
    {
        Assert.Equal(0, Of([0.1f, 0.2f, 0.3f], [0.1f, 0.1f, 0.1f]));
        Assert.Equal(double.NaN, Of([0.1f, 0.1f, 0.1f], [0.1f, 0.1f, 0.1f]));
        Assert.Equal(double.NaN, new R2Score().Result);
    }

    [Fact]
    public void A_large_mean_costs_no_digits()
    {
        // The sum of squares less the square of the sum, in Keras's way, would leave nothing of the variation.
        Assert.Equal(0.5, Of([1e9f, 1e9f, 1e9f + 64, 1e9f + 64], [1e9f - 64, 1e9f, 1e9f + 64, 1e9f + 128]) - 0.1, 12);
    }

    [Fact]
    public void Bad_values_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("numRegressors", () => new R2Score(numRegressors: -1));
        var metric = new R2Score();
        metric.Add([1], [1]);
        Assert.Throws<ArgumentOutOfRangeException>("output", () => metric.Of(1));
        Assert.Throws<ArgumentException>("output", () => metric.Add([1, 2], [1, 2]));
    }

    private static double Of(float[] outputs, float[] targets)
    {
        var metric = new R2Score();
        metric.AddRows(outputs, targets, outputs.Length);
        return metric.Result;
    }
}
