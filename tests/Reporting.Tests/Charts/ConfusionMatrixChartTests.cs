using System;
using System.Linq;
using SkiaSharp;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class ConfusionMatrixChartTests
{
    [Fact]
    public void Rows_are_true_classes_and_columns_predicted_ones()
    {
        ConfusionMatrixChart chart = ConfusionMatrixChart.Count(actual: [0, 0, 0, 1, 1], predicted: [0, 1, 1, 1, 2], ["a", "b", "c"]);
        Assert.Equal(1, chart[0, 0]);
        Assert.Equal(2, chart[0, 1]);
        Assert.Equal(0, chart[1, 0]);
        Assert.Equal(1, chart[1, 2]);
        Assert.Equal(3, chart.Samples(0));
        Assert.Equal(0.4, chart.Accuracy, 12);
        Assert.Equal(1 / 3.0, chart.Recall(0), 12);
        Assert.Equal(1 / 3.0, chart.Precision(1), 12);
        Assert.Equal(1.0, chart.Precision(0), 12);
        Assert.Equal(double.NaN, chart.Recall(2));
    }

    [Fact]
    public void The_metric_of_an_evaluation_is_drawn_as_it_counted()
    {
        ConfusionMatrix matrix = Run.Of.Matrix;
        ConfusionMatrixChart chart = ConfusionMatrixChart.Of(matrix, Run.ClassNames);
        for (int actual = 0; actual < 3; actual++)
        {
            Assert.Equal(matrix.Support(actual), chart.Samples(actual));
            for (int predicted = 0; predicted < 3; predicted++)
            {
                Assert.Equal(matrix[actual, predicted], chart[actual, predicted]);
            }
        }

        Assert.Equal(matrix.Result, chart.Accuracy, 12);
        Assert.Equal(matrix.ClassNames, ConfusionMatrixChart.Of(matrix).ClassNames);
    }

    [Fact]
    public void A_matrix_that_counted_nothing_is_refused_with_where_the_counts_are()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("matrix", () => ConfusionMatrixChart.Of(new ConfusionMatrix(2), ["a", "b"]));
        Assert.Contains("evaluation.Of(matrix)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_counts_are_copied()
    {
        long[,] counts = { { 1, 2 }, { 3, 4 } };
        var chart = new ConfusionMatrixChart(counts, ["a", "b"]);
        counts[0, 0] = 99;
        Assert.Equal(1, chart[0, 0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void A_matrix_of_any_size_fills_its_paper(int classes)
    {
        using SKBitmap bitmap = SKBitmap.Decode(Named(classes).ToPng(scale: 1));
        int last = Enumerable.Range(0, bitmap.Height).Last(row => Enumerable.Range(0, bitmap.Width).Any(column => bitmap.GetPixel(column, row) != SKColors.White));
        Assert.InRange(bitmap.Height - last, 1, bitmap.Height / 4);
        Assert.InRange(bitmap.Height, bitmap.Width / 3, bitmap.Width * 1.2);
    }

    [Fact]
    public void More_classes_have_more_room() => Assert.True(Named(20).Width > Named(10).Width);

    [Fact]
    public void A_height_that_is_asked_for_is_kept() =>
        Assert.Equal(333, new ConfusionMatrixChart(new long[2, 2], ["a", "b"]) { Height = 333 }.Height);

    private static ConfusionMatrixChart Named(int classes)
    {
        var counts = new long[classes, classes];
        for (int i = 0; i < classes; i++)
        {
            counts[i, i] = 100;
        }

        return new ConfusionMatrixChart(counts, [.. Enumerable.Range(0, classes).Select(i => $"a rather long class name {i}")]);
    }

    [Fact]
    public void What_is_no_matrix_of_the_classes_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConfusionMatrixChart(new long[2, 3], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrixChart(new long[0, 0], []));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrixChart(new long[2, 2], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrixChart(new long[,] { { 1, -1 }, { 0, 1 } }, ["a", "b"]));
        Assert.Equal("classNames", Assert.Throws<ArgumentNullException>(() => new ConfusionMatrixChart(new long[2, 2], null!)).ParamName);
    }

    [Fact]
    public void Predictions_of_unknown_classes_are_named()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => ConfusionMatrixChart.Count([0, 1], [0, 2], ["a", "b"]));
        Assert.StartsWith("Class 2 came; there are 2 classes, 0 to 1.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("predicted", exception.ParamName);
        Assert.Equal("predicted", Assert.Throws<ArgumentException>(() => ConfusionMatrixChart.Count([0, 1], [0], ["a", "b"])).ParamName);
    }
}
