using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

/// <summary>Figures of an epoch that is gone on with are those of its batches so far, before the next one comes.</summary>
public class RunningFiguresTests
{
    private const int Count = 4;

    private static readonly MetricSet Metrics = new([new SparseCategoricalAccuracy()]);

    [Fact]
    public void What_was_written_down_is_told_at_once_and_counted_on()
    {
        var counted = new RunningFigures(Metrics);
        SampleBatch batch = Batch(right: 1);
        counted.Add(2, batch);
        var state = new SavedState();
        counted.SaveState(state);

        // What has counted something else before forgets it.
        var figures = new RunningFigures(Metrics);
        figures.Add(100, Batch(right: Count));
        figures.LoadState(state);
        Assert.Equal(2, figures.Logs["loss"]);
        Assert.Equal(1.0 / Count, figures.Logs[Metrics.Names[0]]);

        figures.Add(5, Batch(right: 2));
        Assert.Equal(3.5, figures.Logs["loss"]);
        Assert.Equal(3.0 / (2 * Count), figures.Logs[Metrics.Names[0]]);
    }

    [Fact]
    public void Nothing_is_divided_by_no_samples()
    {
        var state = new SavedState();
        new RunningFigures(Metrics).SaveState(state);
        var figures = new RunningFigures(Metrics);
        figures.LoadState(state);

        Assert.All(figures.Logs.Values, figure => Assert.Equal(0, figure));
    }

    /// <summary>Metrics that somebody else still looks at are not counted on.</summary>
    [Fact]
    public void Metrics_of_before_stay_with_who_has_them()
    {
        var state = new SavedState();
        new RunningFigures(Metrics).SaveState(state);
        var figures = new RunningFigures(Metrics);
        figures.Add(1, Batch(right: Count));
        CountedMetrics before = figures.Counted;
        figures.LoadState(state);
        figures.Add(1, Batch(right: 0));

        Assert.Equal(1, before[0].Result);
        Assert.Equal(0, figures.Counted[0].Result);
    }

    /// <summary>A batch of which so many samples were predicted rightly.</summary>
    private static SampleBatch Batch(int right)
    {
        var network = new LinearNetwork(1, [2], Activation.Softmax);
        var batch = new SampleBatch(network.Info, Loss.SparseCategoricalCrossentropy, Count);
        var samples = new IndexedSamples(Count);
        samples.Set(Dataset.FromClasses(new float[Count], new int[Count], [1]), [.. Enumerable.Range(0, Count)]);
        batch.Begin(samples, "training data", part: (0, 1));
        for (int sample = 0; sample < Count; sample++)
        {
            float[] outputs = sample < right ? [1, 0] : [0, 1];
            batch.Load(sample);
            batch.Score(sample, outputs, outputs, new float[2]);
        }

        return batch;
    }
}
