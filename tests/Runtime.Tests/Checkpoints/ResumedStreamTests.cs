using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Checkpoints;

/// <summary>What a training that goes on tells of the steps of a stream that nobody knows the length of.</summary>
public sealed class ResumedStreamTests : IDisposable
{
    private static readonly Dataset Data = Samples.Clusters(40, 5, 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>And it stays known where the epoch ends before the stream does.</summary>
    [Fact]
    public void It_knows_those_of_the_epoch_before()
    {
        Assert.Throws<BrokenOffException>(() => Fit(new BreakingOff("step end", 7)));
        var steps = new List<int?>();
        var probe = new Probe(steps);
        Fit(probe);
        Assert.Equal([4, 4, 4], steps);
    }

    /// <summary>40, 50, 60 samples and so on: those of the last epoch are known, whatever was known before.</summary>
    [Fact]
    public void Where_the_stream_grows_those_of_the_last_epoch_count()
    {
        int pass = 0;
        IEnumerable<Sample> Growing()
        {
            pass++;
            return Enumerable.Range(0, 30 + (10 * pass)).Select(i => new Sample(new float[] { i, 1, 2, 3, 4 }, i % 3));
        }

        var steps = new List<int?>();
        var callback = new ActingCallback { AfterBatch = (batch, callback) => steps.AddRange(batch == 0 ? [callback.Context.Steps] : []) };
        Trainer().Fit(new StreamedSource(Passes(Growing), [5]), new FitOptions { Epochs = 4, BatchSize = 10, Callbacks = [callback] });
        Assert.Equal([null, 4, 5, 6], steps);
    }

    private static IEnumerable<Sample> Passes(Func<IEnumerable<Sample>> pass)
    {
        foreach (Sample sample in pass())
        {
            yield return sample;
        }
    }

    private static Trainer<LinearNetwork> Trainer() => new(new LinearNetwork(5, [3]), new SGD(), Loss.SparseCategoricalCrossentropy);

    private void Fit(Callback callback)
    {
        var options = new FitOptions { Epochs = 9, BatchSize = 10, Checkpoint = new CheckpointOptions(_folder.Path, CheckpointInterval.Epochs(1)), Callbacks = [callback] };
        Trainer().Fit(new SampleSequence(Data).Stream(), options);
    }

    /// <summary>Ends training after the first step that it sees.</summary>
    private sealed class Probe(List<int?> steps) : Callback
    {
        public override void OnTrainBegin() => steps.Add(Context.Steps);

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            steps.Add(Context.Steps);
            Context.StopTraining = true;
        }

        public override void OnEpochEnd(int epoch, Logs logs) => steps.Add(Context.Steps);
    }
}
