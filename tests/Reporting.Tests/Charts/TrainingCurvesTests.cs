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
    public void Curves_can_show_powers_of_ten()
    {
        Assert.True(TrainingCurves.Of(Run.Of.History, logarithmic: true).LogY);
        IReadOnlyList<LineChart> all = TrainingCurves.All(Run.Of.History, logarithmic: ["loss"]);
        Assert.Equal([true, false], all.Take(2).Select(chart => chart.LogY));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TrainingCurves.All(Run.Of.History, logarithmic: ["mae"]));
        Assert.StartsWith("'mae' is no figure of this training; there are accuracy, ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_to_compare_have_one_scale_their_names_and_their_best_epochs()
    {
        History shorter = Run.Fit(2);
        IReadOnlyList<LineChart> charts = TrainingCurves.Compare([("four epochs", Run.Of.History, 3), ("two", shorter, null)]);
        Assert.Equal(["four epochs", "two"], charts.Select(chart => chart.Title));
        Assert.Equal(charts[0].YRange, charts[1].YRange);
        Assert.Equal(charts[0].XRange, charts[1].XRange);
        Assert.True(charts[0].YRange!.Value.High > Run.Of.History["loss"].Concat(shorter["loss"]).Max());
        Assert.True(charts[0].XRange!.Value.High > 4);
        Assert.Equal(new Marker(4, "best epoch: 4"), Assert.Single(charts[0].Markers));
        Assert.Empty(charts[1].Markers);
    }

    [Fact]
    public void Unknown_figures_and_epochs_are_named()
    {
        Assert.Contains("'auc'", Assert.Throws<KeyNotFoundException>(() => TrainingCurves.Of(Run.Of.History, "auc")).Message, StringComparison.Ordinal);
        Assert.Contains("Epoch 9", Assert.Throws<ArgumentException>(() => TrainingCurves.Of(Run.Of.History, bestEpoch: 9)).Message, StringComparison.Ordinal);
    }
}
