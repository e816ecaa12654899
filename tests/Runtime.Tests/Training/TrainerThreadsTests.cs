using System;
using System.Collections.Generic;
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
        var seen = new HashSet<int>();
        var trainers = new Trainer<LinearNetwork>[20];
        for (int i = 0; i < trainers.Length; i++)
        {
            using var allHere = new Barrier(Threads);
            var meeting = new MeetingLoss(allHere);
            trainers[i] = new Trainer<LinearNetwork>(new LinearNetwork(1, [1], Activation.Linear), new SGD(), meeting);

            // Lanes of four samples: as many as threads.
            trainers[i].Fit(Dataset.FromValues(new float[16], new float[16]), new FitOptions { Threads = Threads });
            seen.UnionWith(meeting.Threads);
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
}
