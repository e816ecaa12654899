using System;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class LearningRateChartTests
{
    [Fact]
    public void The_finders_curve_is_drawn_with_its_suggestion()
    {
        LearningRateCurve curve = LearningRateFinder.Run(
            new ShapesCnn(seed: 1), () => new Adam(), Loss.SparseCategoricalCrossentropy, Run.Data(), new LearningRateFinderOptions { Steps = 60, BatchSize = 16, Threads = 1 });
        LineChart chart = LearningRateChart.Of(curve);
        Assert.True(chart.LogX);
        Assert.Equal(["loss", "smoothed"], chart.Series.Select(series => series.Name));
        Assert.Equal(curve.Rates.Select(rate => (double)rate), chart.Series[0].X);
        Assert.Equal(curve.Losses, chart.Series[0].Y);
        Assert.Equal(curve.Smoothed, chart.Series[1].Y);
        Assert.Equal(curve.Suggestion!.Value, Assert.Single(chart.Markers).X);
    }

    [Fact]
    public void A_loss_that_explodes_does_not_press_the_rest_flat()
    {
        LineChart chart = LearningRateChart.Of([1e-3, 1e-2, 1e-1, 1], [2, 1, 0.5, 1e6], suggestion: 0.01);
        (double low, double high) = chart.YRange!.Value;
        Assert.Equal(4, high);
        Assert.InRange(low, 0.3, 0.5);
        Assert.Equal("suggestion: 1e-2", Assert.Single(chart.Markers).Label);
    }

    [Fact]
    public void A_loss_that_does_not_explode_is_shown_whole() => Assert.Null(LearningRateChart.Of([1e-3, 1e-2], [2, 1]).YRange);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_is_above_0(double rate)
    {
        Assert.Equal("rates", Assert.Throws<ArgumentException>(() => LearningRateChart.Of([1e-3, rate], [1, 1])).ParamName);
        Assert.Equal("rates", Assert.Throws<ArgumentException>(() => LearningRateChart.Of([1e-3, 1e-2], [1, 1], suggestion: rate)).ParamName);
    }

    [Fact]
    public void There_is_a_loss_for_each_rate()
    {
        Assert.Equal("losses", Assert.Throws<ArgumentException>(() => LearningRateChart.Of([1e-3], [])).ParamName);
        Assert.Equal("losses", Assert.Throws<ArgumentException>(() => LearningRateChart.Of([], [])).ParamName);
    }
}
