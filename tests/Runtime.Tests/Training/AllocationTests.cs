using System;
using System.Linq;
using NetGen.Runtime.Tests.Support;
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
        Dataset data = Samples.Clusters(32, 700, 30).Slice(0, 32);
        int[] samples = [.. Enumerable.Range(0, 32)];
        Allocations.AssertNone(() => step.Run(data, samples, randomKey: 1));
    }

    [Fact]
    public void A_fit_allocates_nothing_from_step_to_step()
    {
        var probe = new AllocationProbe(first: 10, last: 90);
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(20, [3]), new RMSprop(), Loss.SparseCategoricalCrossentropy);
        trainer.Fit(Samples.Clusters(400, 20, 3), new FitOptions { Epochs = 5, BatchSize = 4, Threads = 2, ValidationSplit = 0.05, Callbacks = [probe] });
        Assert.Equal(5, probe.Epochs);
        Assert.Equal(0, probe.LeastBytes);
    }

    /// <summary>What all threads allocate between two batches of an epoch; the least of all epochs, for others may run now and then.</summary>
    private sealed class AllocationProbe(int first, int last) : Callback
    {
        private long _before;

        public int Epochs { get; private set; }

        public long LeastBytes { get; private set; } = long.MaxValue;

        public override void OnTrainBatchEnd(int batch, Logs logs)
        {
            if (batch == first)
            {
                _before = GC.GetTotalAllocatedBytes(precise: true);
            }
            else if (batch == last)
            {
                LeastBytes = Math.Min(LeastBytes, GC.GetTotalAllocatedBytes(precise: true) - _before);
                Epochs++;
            }
        }
    }
}
