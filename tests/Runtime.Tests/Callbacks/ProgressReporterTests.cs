using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Callbacks;

public class ProgressReporterTests
{
    private static readonly Dataset Data = Samples.Clusters(20, 2, 3);

    private readonly Reports _reports = new();
    private readonly ManualTime _time = new();

    private ProgressReporter EveryBatch => new(_reports, TimeSpan.Zero, _time);

    [Fact]
    public void Every_batch_and_every_epochs_end_is_reported_where_the_interval_is_zero()
    {
        Fit(new FitOptions { Epochs = 2, BatchSize = 8, Validation = Data, Callbacks = [EveryBatch] });
        Assert.Equal(
            [(1, 1, false), (1, 2, false), (1, 3, false), (1, 3, true), (2, 1, false), (2, 2, false), (2, 3, false), (2, 3, true)],
            _reports.Select(report => (report.Epoch, report.Batch, report.IsEpochEnd)));
        Assert.All(_reports, report => Assert.Equal((2, 3), (report.Epochs, report.Batches)));
        Assert.Equal([1 / 6.0, 2 / 6.0, 0.5, 0.5, 4 / 6.0, 5 / 6.0, 1, 1], _reports.Select(report => report.Fraction!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Reports_keep_their_figures_and_those_of_validation_come_at_the_epochs_end()
    {
        History history = Fit(new FitOptions { Epochs = 2, BatchSize = 8, Validation = Data, Callbacks = [EveryBatch] });
        Assert.Equal(["accuracy", "loss"], _reports[0].Logs.Keys);
        Assert.NotEqual(_reports[0].Logs["loss"], _reports[1].Logs["loss"]);
        TrainingProgress[] ends = [.. _reports.Where(report => report.IsEpochEnd)];
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], ends[0].Logs.Keys);
        Assert.Equal(history["val_loss"], ends.Select(end => end.Logs["val_loss"]));
        Assert.Equal(history["loss"], ends.Select(end => end.Logs["loss"]));
    }

    [Fact]
    public void What_callbacks_before_it_add_is_reported()
    {
        var adding = new LambdaCallback(onEpochEnd: (_, logs) => logs["learning_rate"] = 0.5);
        Fit(new FitOptions { Callbacks = [adding, new ProgressReporter(_reports)] });
        Assert.Equal(0.5, _reports[^1].Logs["learning_rate"]);
    }

    [Fact]
    public void Within_an_epoch_reports_keep_their_distance()
    {
        var passing = new LambdaCallback(onTrainBatchBegin: _ => _time.Advance(0.04));
        Fit(new FitOptions { Epochs = 2, BatchSize = 2, Callbacks = [passing, new ProgressReporter(_reports, time: _time)] });

        // A tenth of a second, three batches; the end of an epoch begins it anew.
        Assert.Equal(
            [(1, 1), (1, 4), (1, 7), (1, 10), (1, 10), (2, 3), (2, 6), (2, 9), (2, 10)],
            _reports.Select(report => (report.Epoch, report.Batch)));
    }

    /// <summary>Four batches an epoch: the first takes 10 seconds, the others take 1.</summary>
    [Fact]
    public void The_time_left_is_that_of_the_batches_left_at_the_pace_of_all_but_the_first()
    {
        var passing = new LambdaCallback(onTrainBatchBegin: batch => _time.Advance(_reports.Count == 0 ? 10 : 1));
        Fit(new FitOptions { Epochs = 2, BatchSize = 5, Callbacks = [passing, EveryBatch] });
        Assert.Equal([10, 11, 12, 13, 13, 14, 15, 16, 17, 17], _reports.Select(report => report.Elapsed.TotalSeconds));
        Assert.Null(_reports[0].Remaining);
        Assert.Equal([6, 5, 4, 4, 3, 2, 1, 0, 0], _reports.Skip(1).Select(report => report.Remaining!.Value.TotalSeconds), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_fit_that_begins_later_counts_its_own_share()
    {
        Fit(new FitOptions { InitialEpoch = 3, Epochs = 5, BatchSize = 10, Callbacks = [EveryBatch] });
        Assert.Equal([(4, 0.25), (4, 0.5), (4, 0.5), (5, 0.75), (5, 1.0), (5, 1.0)], _reports.Select(report => (report.Epoch, report.Fraction!.Value)));
    }

    [Fact]
    public void What_nobody_knows_of_a_stream_is_null_until_an_epoch_has_ended()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        var options = new FitOptions { Epochs = 2, BatchSize = 10, Callbacks = [EveryBatch] };
        trainer.Fit(new SampleSequence(Data).Stream(), options);
        Assert.Equal([(null, null), (null, null)], _reports.Take(2).Select(report => (report.Batches, report.Fraction)));
        Assert.Equal((2, 0.5), (_reports[2].Batches, _reports[2].Fraction));
        Assert.Equal([(2, 0.75), (2, 1.0)], _reports.Skip(3).Take(2).Select(report => (report.Batches!.Value, report.Fraction!.Value)));
        Assert.Null(_reports[1].Remaining);
        Assert.NotNull(_reports[3].Remaining);
    }

    [Fact]
    public void An_evaluation_of_its_own_is_one_epoch_and_one_within_a_fit_is_none()
    {
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);
        Evaluation evaluation = trainer.Evaluate(Data, batchSize: 8, [EveryBatch]);
        Assert.Equal([(1, 1, false), (1, 2, false), (1, 3, false), (1, 3, true)], _reports.Select(report => (report.Epoch, report.Batch, report.IsEpochEnd)));
        Assert.All(_reports, report => Assert.Equal(1, report.Epochs));
        Assert.Equal(evaluation.Loss, _reports[^1].Logs["loss"]);
        Assert.Equal(1.0, _reports[^1].Fraction);
    }

    [Fact]
    public void One_reporter_serves_one_fit_after_the_other()
    {
        ProgressReporter reporter = EveryBatch;
        var options = new FitOptions { BatchSize = 10, Callbacks = [reporter] };
        Fit(options);
        _time.Advance(100);
        Fit(options);
        Assert.Equal([0.5, 1, 1, 0.5, 1, 1], _reports.Select(report => report.Fraction!.Value));
        Assert.Equal(TimeSpan.Zero, _reports[3].Elapsed);
    }

    [Fact]
    public void It_reads_as_a_line_in_any_culture()
    {
        var progress = new TrainingProgress
        {
            Epoch = 3,
            Epochs = 10,
            Batch = 120,
            Batches = 422,
            IsEpochEnd = false,
            Logs = new Dictionary<string, double> { ["accuracy"] = 0.9012, ["loss"] = 0.2731 },
            Fraction = 0.25,
            Elapsed = TimeSpan.Zero,
            Remaining = null,
        };
        Meanwhile.Finish(() =>
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Equal("Epoch 3/10, batch 120/422 - accuracy: 0.9012 - loss: 0.2731", progress.ToString());
            Assert.Equal("Epoch 3/10, batch 120 - accuracy: 0.9012 - loss: 0.2731", (progress with { Batches = null }).ToString());
        });
    }

    [Fact]
    public void Arguments_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentNullException>("progress", () => new ProgressReporter(null!));
        Assert.Throws<ArgumentOutOfRangeException>("interval", () => new ProgressReporter(_reports, TimeSpan.FromSeconds(-1)));
    }

    private static History Fit(FitOptions options) =>
        new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy).Fit(Data, options);

    private sealed class Reports : List<TrainingProgress>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Add(value);
    }
}
