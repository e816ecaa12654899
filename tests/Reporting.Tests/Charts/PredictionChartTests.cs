using System;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class PredictionChartTests
{
    private static readonly Picture Image = new(1, 1, PictureColors.Gray, [1]);

    [Fact]
    public void The_most_probable_classes_come_first()
    {
        var chart = new PredictionChart(Image, [0.1f, 0.6f, 0.3f], ["a", "b", "c"], actual: 2, most: 2);
        Assert.Equal([new ClassProbability(1, "b", 0.6f), new ClassProbability(2, "c", 0.3f)], chart.Classes);
        Assert.Equal(2, chart.Actual);
    }

    [Fact]
    public void Equal_probabilities_keep_the_classes_order() =>
        Assert.Equal([0, 1, 2], new PredictionChart(Image, [0.2f, 0.2f, 0.2f], ["a", "b", "c"]).Classes.Select(entry => entry.Index));

    [Fact]
    public void Classes_without_a_name_are_refused()
    {
        Assert.Equal("classNames", Assert.Throws<ArgumentException>(() => new PredictionChart(Image, [1, 0], ["a"])).ParamName);
        Assert.Equal("classNames", Assert.Throws<ArgumentException>(() => new PredictionChart(Image, [], [])).ParamName);
        Assert.Equal("actual", Assert.Throws<ArgumentException>(() => new PredictionChart(Image, [1, 0], ["a", "b"], actual: 2)).ParamName);
    }
}
