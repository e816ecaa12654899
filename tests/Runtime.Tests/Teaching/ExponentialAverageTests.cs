using System;
using System.Linq;
using NetGen.Teaching;
using Xunit;

namespace NetGen.Runtime.Tests.Teaching;

public class ExponentialAverageTests
{
    [Fact]
    public void The_lectures_table_comes_out()
    {
        var average = new ExponentialAverage(decay: 0.9, start: 10);
        ExponentialAverageRow[] rows = [.. average.Table([11, 8, 5, 10, 8, 9])];
        Assert.Equal([10.1, 9.89, 9.401, 9.4609, 9.31481, 9.283329], rows.Select(row => Math.Round(row.After, 9)));
        Assert.Equal([10, .. rows[..^1].Select(row => row.After)], rows.Select(row => row.Before));
        Assert.Equal([11, 8, 5, 10, 8, 9], rows.Select(row => row.Value));
        Assert.Equal(rows[^1].After, average.Value);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_decay_is_a_share(double decay) => Assert.Throws<ArgumentOutOfRangeException>(nameof(decay), () => new ExponentialAverage(decay));

    /// <summary>Of 0 the newest value alone is left, of 1 the first.</summary>
    [Theory]
    [InlineData(0, 9)]
    [InlineData(1, 10)]
    public void The_ends_of_a_share_are_shares(double decay, double expected)
    {
        var average = new ExponentialAverage(decay, start: 10);
        _ = average.Table([11, 9]).ToArray();
        Assert.Equal(expected, average.Value);
    }
}
