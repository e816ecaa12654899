using System;
using System.Collections.Concurrent;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Training;

[Collection(AloneGroup.Name)]
public class TrainerThreadsTests
{
    /// <summary>Each fit needs all its threads at once, so each has them; kept trainers keep none.</summary>
    [Fact]
    public void Trainers_that_train_in_turn_share_their_threads()
    {
        const int Threads = 4;
        var seen = new ConcurrentDictionary<int, bool>();
        var trainers = new Trainer<LinearNetwork>[20];
        for (int i = 0; i < trainers.Length; i++)
        {
            using var allHere = new Barrier(Threads);
            var meeting = new MeetingLoss(allHere, seen);
            trainers[i] = new Trainer<LinearNetwork>(new LinearNetwork(1, [1], Activation.Linear), new SGD(), meeting);

            // Lanes of four samples: as many as threads.
            trainers[i].Fit(Dataset.FromValues(new float[16], new float[16]), new FitOptions { Threads = Threads });
        }

        Assert.Equal(Threads, seen.Count);
        GC.KeepAlive(trainers);
    }

    [Fact]
    public void A_disposed_step_refuses_to_run()
    {
        var step = new TrainingStep(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, 4, threads: 2);
        step.Dispose();
        step.Dispose();
        Assert.Throws<ObjectDisposedException>(() => step.Run(Samples.Clusters(4, 2, 3), [0], 1));
    }

    /// <summary>Waits at each lane's first sample until all threads are there.</summary>
    private sealed class MeetingLoss(Barrier allHere, ConcurrentDictionary<int, bool> seen) : Loss
    {
        private readonly ConcurrentDictionary<int, bool> _met = new();

        public override string Name => "meeting";

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
        {
            if (_met.TryAdd(Environment.CurrentManagedThreadId, true))
            {
                seen[Environment.CurrentManagedThreadId] = true;
                Assert.True(allHere.SignalAndWait(TimeSpan.FromMinutes(1)));
            }

            gradient.Clear();
            return 0;
        }
    }
}
