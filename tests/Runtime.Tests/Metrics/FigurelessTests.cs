using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Metrics;

/// <summary>A metric that is no figure appears nowhere as one.</summary>
public class FigurelessTests
{
    private static readonly Dataset Data = Samples.Clusters(12, 2, 3);

    public static TheoryData<Metric> Metrics => [new ConfusionMatrix(3), new Own()];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Logs_history_progress_and_files_leave_it_out(Metric metric)
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        var callback = new ActingCallback();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, [new SparseCategoricalAccuracy("accuracy"), metric]);
        Callback[] callbacks = [callback, new ConsoleProgress(output, redraws: true), new CsvLogger(folder["log.csv"])];
        History history = trainer.Fit(Data, new FitOptions { Epochs = 2, Validation = Data, Callbacks = callbacks });
        string[] names = ["accuracy", "loss", "val_accuracy", "val_loss"];
        Assert.Equal(names, history.Names);
        Assert.Equal(names, callback.Context.LogNames);
        Assert.Contains("test end accuracy,loss", callback.Moments);
        Assert.Contains("batch 0 end accuracy,loss", callback.Moments);
        Assert.Equal("epoch," + string.Join(',', names), File.ReadLines(folder["log.csv"]).First());
        Assert.DoesNotContain(metric.Name, output.ToString(), StringComparison.Ordinal);
        Evaluation result = trainer.Evaluate(Data);
        Assert.Equal(["accuracy"], result.Metrics.Keys);
        Assert.StartsWith("accuracy: ", result.ToString(), StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => result[metric.Name]);
        Assert.NotEqual(metric.Result, result.Of(metric).Result);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void It_cannot_be_watched(Metric metric)
    {
        foreach (MonitorMode mode in Enum.GetValues<MonitorMode>())
        {
            var driver = new CallbackDriver(new EarlyStopping("val_" + metric.Name, mode: mode), metrics: metric);
            ArgumentException exception = Assert.Throws<ArgumentException>("monitor", driver.Begin);
            Assert.Contains("there are accuracy, loss, val_accuracy, val_loss.", exception.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Own() : MeanMetric(null, MetricDirection.HigherIsBetter)
    {
        public override bool HasFigure => false;

        protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => 1;
    }
}
