using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>After sixteen short steps on both threads come some on one, to see which is faster. A fit that ends among these gives back a team that works on both.</summary>
    [Fact]
    public void Short_steps_are_tried_on_one_thread_and_the_next_fit_has_all()
    {
        // Where something else has the processors, no step may have been short.
        Assert.Contains(true, Enumerable.Range(0, 10).Select(_ => LastOfEighteenStepsIsOnTheCaller()));

        using var allHere = new Barrier(2);
        var next = new Trainer<LinearNetwork>(new LinearNetwork(1, [1], Activation.Linear), new SGD(), new MeetingLoss(allHere));
        next.Fit(Dataset.FromValues(new float[16], new float[16]), new FitOptions { Threads = 2 });
    }

    [Fact]
    public void A_disposed_step_refuses_to_run()
    {
        var step = new TrainingStep(new LinearNetwork(2, [3]), new SGD(), Loss.SparseCategoricalCrossentropy, 4, threads: 2);
        step.Dispose();
        step.Dispose();
        Assert.Throws<ObjectDisposedException>(() => step.Run(Samples.Clusters(4, 2, 3), [0], 1));
    }

    private static bool LastOfEighteenStepsIsOnTheCaller()
    {
        const int Steps = 18;
        var loss = new RecordingLoss();
        var trainer = new Trainer<LinearNetwork>(new LinearNetwork(1, [1], Activation.Linear), new SGD(), loss);
        trainer.Fit(Dataset.FromValues(new float[8 * Steps], new float[8 * Steps]), new FitOptions { BatchSize = 8, Threads = 2 });
        Assert.Equal(8 * Steps, loss.Threads.Count);
        return loss.Threads.Skip(8 * (Steps - 1)).All(thread => thread == Environment.CurrentManagedThreadId);
    }

    /// <summary>Notes which threads score samples, in turn.</summary>
    private sealed class RecordingLoss : Loss
    {
        public ConcurrentQueue<int> Threads { get; } = [];

        public override string Name => "recording";

        public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
        {
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            gradient.Clear();
            return 0;
        }
    }
}
