using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Reporting.Tests.Charts;

public class TrainingCurvesTests
{
    [Fact]
    public void Training_stands_against_validation_with_epochs_counted_from_1()
    {
        History history = Run.Of.History;
        LineChart chart = TrainingCurves.Of(history, "accuracy");
        Assert.Equal("Accuracy", chart.Title);
        Assert.Equal(["training", "validation"], chart.Series.Select(series => series.Name));
        Assert.Equal(history["accuracy"], chart.Series[0].Y);
        Assert.Equal(history["val_accuracy"], chart.Series[1].Y);
        Assert.All(chart.Series, series => Assert.Equal([1.0, 2, 3, 4], series.X));
        Assert.Empty(chart.Markers);
    }

    [Fact]
    public void The_best_epoch_of_early_stopping_is_marked()
    {
        Marker marker = Assert.Single(TrainingCurves.Of(Run.Of.History, bestEpoch: 2).Markers);
        Assert.Equal(new Marker(3, "best epoch: 3"), marker);
    }

    [Fact]
    public void Every_figure_has_its_chart_the_loss_first() =>
        Assert.Equal(["Loss", "Accuracy"], TrainingCurves.All(Run.Of.History).Select(chart => chart.Title));

    [Fact]
    public void Validation_lies_at_the_epochs_that_had_it()
    {
        History history = new Trainer<ShapesCnn>(new ShapesCnn(seed: 1), new Adam(), Loss.SparseCategoricalCrossentropy)
            .Fit(Run.Data(), new FitOptions { Epochs = 5, BatchSize = 16, Validation = Run.Data(), ValidationFrequency = 2, Threads = 1 });
        LineChart chart = TrainingCurves.Of(history, validationFrequency: 2);
        Assert.Equal([2.0, 4], chart.Series[1].X);
        Assert.Equal("validationFrequency", Assert.Throws<ArgumentException>(() => TrainingCurves.Of(history)).ParamName);
    }

    [Fact]
    public void Unknown_figures_and_epochs_are_named()
    {
        Assert.Contains("'auc'", Assert.Throws<KeyNotFoundException>(() => TrainingCurves.Of(Run.Of.History, "auc")).Message, StringComparison.Ordinal);
        Assert.Contains("Epoch 9", Assert.Throws<ArgumentException>(() => TrainingCurves.Of(Run.Of.History, bestEpoch: 9)).Message, StringComparison.Ordinal);
    }
}
