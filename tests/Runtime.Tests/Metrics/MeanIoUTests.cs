using System;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

public class MeanIoUTests
{
    [Fact]
    public void The_value_of_Keras_documentation_comes_out()
    {
        var metric = new MeanIoU(classes: 2);
        metric.AddRows(Samples.OneHot([0, 1, 0, 1], 2), [0, 0, 1, 1]);
        Assert.Equal(1 / 3.0, metric.Result, 14);
        Assert.Equal(("mean_io_u", MetricDirection.HigherIsBetter), (metric.Name, metric.Direction));
        metric.Reset();
        Assert.Equal(0, metric.Result);
    }

    [Fact]
    public void Classes_that_are_neither_target_nor_predicted_are_left_out()
    {
        // Class 0: 2 of 3; class 1: 1 of 2; class 2 is predicted once and never right; class 3 does not occur.
        var metric = new MeanIoU(classes: 4);
        metric.AddRows(Samples.OneHot([0, 0, 2, 1], 4), [0, 0, 0, 1]);
        Assert.Equal([2 / 3.0, 1, 0, 0], new[] { metric.Of(0), metric.Of(1), metric.Of(2), metric.Of(3) });
        Assert.Equal(((2 / 3.0) + 1 + 0) / 3, metric.Result, 14);
        Assert.Throws<ArgumentOutOfRangeException>(() => metric.Of(4));
    }

    [Fact]
    public void One_hot_targets_and_single_outputs_have_classes_too()
    {
        var metric = new MeanIoU(classes: 2);
        metric.Add([0.2f, 0.8f], [0, 1]);
        metric.Add([0.6f], [1]);
        metric.Add([0.5f], [0]);
        Assert.Equal(1, metric.Result);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(-1)]
    [InlineData(1)]
    public void An_ignored_class_counts_neither_as_target_nor_as_prediction(int ignored)
    {
        var metric = new MeanIoU(classes: 2, ignoreClass: ignored);
        metric.AddRows(Samples.OneHot([0, 1, 0], 2), [0, ignored, 0]);
        Assert.Equal((1, 1, 0), (metric.Result, metric.Of(0), metric.Of(1)));
        Assert.Equal(1, Filled(metric.CreateEmpty(), ignored));

        static double Filled(Metric metric, int ignored)
        {
            metric.AddRows(Samples.OneHot([0, 1], 2), [0, ignored]);
            return metric.Result;
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        var metric = new MeanIoU(classes: 3);
        Assert.Throws<ArgumentException>("output", () => metric.Add([1, 0], [0]));
        Assert.Throws<ArgumentException>("target", () => metric.Add([1, 0, 0], [3]));
        Assert.Throws<ArgumentException>("target", () => metric.Add([1, 0, 0], []));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => new MeanIoU(1));
    }
}
