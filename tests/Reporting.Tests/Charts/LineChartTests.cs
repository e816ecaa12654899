using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class LineChartTests
{
    [Fact]
    public void A_line_breaks_where_a_value_is_not_finite() =>
        Assert.Equal(["(1, 1) (2, 2)", "(4, 2) (5, 1)"], Pieces(new LineChart([new Series("a", [1, 2, 3, 4, 5], [1, 2, double.NaN, 2, 1])])));

    [Fact]
    public void Values_that_have_no_logarithm_are_left_out() =>
        Assert.Equal(["(1, 1) (2, 0)", "(4, -1)"], Pieces(new LineChart([new Series("a", [1, 2, 3, 4], [10, 1, 0, 0.1])]) { LogY = true }));

    [Fact]
    public void A_line_lies_where_its_values_are_on_the_axes() =>
        Assert.Equal(["(-3, 5) (2, 7)"], Pieces(new LineChart([new Series("a", [1e-3, 100], [5, 7])]) { LogX = true }));

    [Fact]
    public void A_chart_without_lines_is_refused() => Assert.Equal("series", Assert.Throws<ArgumentException>(() => new LineChart([])).ParamName);

    [Fact]
    public void A_series_has_a_value_for_each_position()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Series("loss", [1, 2], [1]));
        Assert.StartsWith("'loss' has 2 positions and 1 values.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_to_compare_share_both_axes()
    {
        LineChart low = new([new Series("a", [1, 2], [3, 4])]) { Title = "low", XLabel = "x", YLabel = "y", WholeX = true, Markers = [new Marker(2, "m")], Width = 500, Height = 300 };
        LineChart high = new([new Series("a", [1, 2, 3], [30, double.NaN, 103])]) { Title = "high" };
        IReadOnlyList<LineChart> shared = LineChart.OnSharedAxes(low, high);
        Assert.Equal(["low", "high"], shared.Select(chart => chart.Title));
        Assert.All(shared, chart => Assert.Equal((-2.0, 108.0), chart.YRange));
        Assert.All(shared, chart => Assert.Equal((0.96, 3.04), chart.XRange));
        Assert.Equal(("x", "y", true, 500, 300), (shared[0].XLabel, shared[0].YLabel, shared[0].WholeX, shared[0].Width, shared[0].Height));
        Assert.Equal(low.Markers, shared[0].Markers);
        Assert.Same(low.Series, shared[0].Series);
        Assert.Null(low.YRange);
        Assert.Empty(LineChart.OnSharedAxes());
    }

    [Fact]
    public void Charts_by_powers_of_ten_share_them()
    {
        IReadOnlyList<LineChart> shared = LineChart.OnSharedAxes(
            new LineChart([new Series("a", [1, 2], [0.01, 0])]) { LogY = true }, new LineChart([new Series("a", [1, 2], [1, 100])]) { LogY = true });
        Assert.All(shared, chart => Assert.Equal(Math.Pow(10, -2.2), chart.YRange!.Value.Low, 12));
        Assert.All(shared, chart => Assert.Equal(Math.Pow(10, 2.2), chart.YRange!.Value.High, 9));
        Assert.Equal("charts", Assert.Throws<ArgumentException>(() => LineChart.OnSharedAxes(shared[0], new LineChart([new Series("a", [1], [1])]))).ParamName);
    }

    [Theory]
    [InlineData(1e-5, 1, "1E-05 0.0001 0.001 0.01 0.1 1")]
    [InlineData(0.02, 6, "0.02 0.1 0.5 2")]
    [InlineData(0.3, 0.9, "0.3 0.4 0.5 0.6 0.7 0.8 0.9")]
    [InlineData(0.2, 2, "0.2 0.5 1 2")]
    [InlineData(0.92, 0.95, "0.92 0.93 0.94 0.95")]
    [InlineData(5, 5, "5")]
    [InlineData(1e-12, 1e12, "1E-12 1E-08 0.0001 1 10000 100000000 1000000000000")]
    public void Axes_by_powers_of_ten_have_ticks_however_little_they_show(double low, double high, string expected)
    {
        string ticks = string.Join(' ', LogTicks.Values(low, high).Select(value => Math.Round(value, 12).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(expected, ticks);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(12_500, "12,500")]
    [InlineData(999_999, "999,999")]
    [InlineData(1_300_000_000, "1.3 G")]
    [InlineData(1_300_000_100, "1.3000001 G")]
    [InlineData(-200_000_000, "-200 M")]
    [InlineData(2e12, "2 T")]
    [InlineData(3e15, "3e+15")]
    [InlineData(2.5e-5, "2.5e-5")]
    public void Large_numbers_have_units_and_none_loses_digits_that_tell_it_apart(double value, string expected) => Assert.Equal(expected, EngineeringNumber.Exact(value));

    [Theory]
    [InlineData(10_100_928, "10.1 M")]
    [InlineData(166_986, "166,986")]
    [InlineData(1.3028e9, "1.3 G")]
    public void At_a_glance_a_number_has_few_digits(double value, string expected) => Assert.Equal(expected, EngineeringNumber.Short(value));

    private static IEnumerable<string> Pieces(LineChart chart) => chart.Pieces(chart.Series[0])
        .Select(piece => string.Join(' ', piece.Select(point => FormattableString.Invariant($"({point.X:0.###}, {point.Y:0.###})"))));
}
