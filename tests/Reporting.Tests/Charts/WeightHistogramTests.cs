using System;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class WeightHistogramTests
{
    [Fact]
    public void Values_are_counted_in_equal_bins_and_the_largest_is_in_the_last()
    {
        WeightHistogram histogram = WeightHistogram.Of("w", [0, 1, 2, 3, 4], bins: 4);
        Assert.Equal([0.0, 1, 2, 3, 4], histogram.Edges);
        Assert.Equal([1, 1, 1, 2], histogram.Counts);
        Assert.Equal(2, histogram.Mean, 12);
        Assert.Equal(Math.Sqrt(2), histogram.StandardDeviation, 12);
    }

    [Fact]
    public void A_parameter_is_counted_whole()
    {
        Parameter kernel = Run.Of.Model.Parameters["conv2d/kernel"];
        WeightHistogram histogram = WeightHistogram.Of(kernel);
        Assert.Equal("conv2d/kernel", histogram.Title);
        Assert.Equal(40, histogram.Counts.Count);
        Assert.Equal(kernel.Info.Size, histogram.Counts.Sum());
    }

    [Fact]
    public void Values_that_are_not_finite_are_told_apart()
    {
        WeightHistogram histogram = WeightHistogram.Of("w", [1, float.NaN, float.NegativeInfinity]);
        Assert.Equal(2, histogram.NotFinite);
        Assert.Equal(1, histogram.Counts.Sum());
        WeightHistogram nothing = WeightHistogram.Of("w", [float.NaN]);
        Assert.Equal("no finite values", nothing.XLabel);
        PngSize.Of(nothing.ToPng());
    }

    [Fact]
    public void No_values_are_refused() => Assert.Equal("values", Assert.Throws<ArgumentException>(() => WeightHistogram.Of("w", [])).ParamName);
}
