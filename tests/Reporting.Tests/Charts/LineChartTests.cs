using System;
using System.Collections.Generic;
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

    private static IEnumerable<string> Pieces(LineChart chart) => chart.Pieces(chart.Series[0])
        .Select(piece => string.Join(' ', piece.Select(point => FormattableString.Invariant($"({point.X:0.###}, {point.Y:0.###})"))));
}
