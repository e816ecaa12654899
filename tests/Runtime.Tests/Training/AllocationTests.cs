using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

[Collection(AloneGroup.Name)]
public class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_training_step_allocates_nothing_after_the_first(int threads)
    {
        var network = new LinearNetwork(700, [30], l2: 1e-3f, activityL2: 0.01f);
        using var step = new TrainingStep(network, new Adam { ClipNorm = 1 }, Loss.SparseCategoricalCrossentropy, 32, threads);
        var meter = new AllocationMeter();
        var data = new MeteredDataset(Samples.Clusters(32, 700, 30).Slice(0, 32), meter);
        int[] samples = [.. Enumerable.Range(0, 32)];
        meter.AssertNone(() => step.Run(data, samples, randomKey: 1));
        Assert.InRange(meter.Threads, 1, threads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fit_allocates_nothing_from_step_to_step(bool hasCheckpoints)
    {
        using var folder = new TemporaryFolder();
        var meter = new AllocationMeter();
        var probe = new Window(meter, first: 10, last: 90);
        var data = new MeteredDataset(Samples.Clusters(400, 20, 3), meter);
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(20, [3]), new RMSprop(), Loss.SparseCategoricalCrossentropy);
        CheckpointOptions? checkpoint = hasCheckpoints ? new CheckpointOptions(folder.Path, TimeSpan.FromHours(1)) : null;
        trainer.Fit(data, new FitOptions { Epochs = 5, BatchSize = 4, Threads = 2, ValidationSplit = 0.05, Callbacks = [probe], Checkpoint = checkpoint });
        Assert.Equal(3, probe.Epochs);
        Assert.InRange(probe.AllocatingEpochs, 0, 1);
    }

    /// <summary>
    /// Starts a meter within an epoch and reads it before the epoch ends, in all epochs but the first two, which warm up. One may be the
    /// platform's own; what steps allocate would be in all.
    /// </summary>
    private sealed class Window(AllocationMeter meter, int first, int last) : Callback
    {
        private int _epoch;
        public int Epochs { get; private set; }

        public int AllocatingEpochs { get; private set; }

        public override void OnEpochBegin(int epoch) => _epoch = epoch;

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            if (_epoch < 2)
            {
                return;
            }

            if (batch == first)
            {
                meter.Start();
            }

            meter.PassBy();
            if (batch == last)
            {
                meter.Stop();
                AllocatingEpochs += meter.Bytes == 0 ? 0 : 1;
                Epochs++;
            }
        }
    }
}
