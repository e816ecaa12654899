using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

/// <summary>How many threads predictions and evaluations use. The threads beside the callers' belong to the process.</summary>
[Collection(AloneGroup.Name)]
public class PredictionThreadsTests
{
    private static readonly float[] Inputs = Samples.Normals(new Random(3), 400 * 20, 1);

    [Fact]
    public void A_network_has_as_many_threads_as_processors_unless_told_otherwise()
    {
        LinearNetwork network = Large();
        Assert.Equal(Environment.ProcessorCount, network.PredictionThreads);
        network.PredictionThreads = 3;
        Assert.Equal(3, network.PredictionThreads);
        Assert.Equal(Environment.ProcessorCount, Large().PredictionThreads);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Fewer_than_one_is_refused_and_nothing_changes(int threads)
    {
        LinearNetwork network = Large();
        network.PredictionThreads = 3;
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>("PredictionThreads", () => network.PredictionThreads = threads);
        Assert.Contains("must be at least 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(threads, exception.ActualValue);
        Assert.Equal(3, network.PredictionThreads);
    }

    [Fact]
    public void Two_networks_keep_to_their_own_numbers_at_the_same_time()
    {
        const int Calls = 200;
        LinearNetwork alone = Large();
        alone.PredictionThreads = 1;
        LinearNetwork together = Large();
        together.PredictionThreads = 3;
        float[] expected = alone.OutputsOneByOne(Inputs);
        int aloneCaller = 0;
        int togetherCaller = 0;
        Simultaneously(2, caller =>
        {
            LinearNetwork network = caller == 0 ? alone : together;
            (caller == 0 ? ref aloneCaller : ref togetherCaller) = Environment.CurrentManagedThreadId;
            for (int call = 0; call < Calls; call++)
            {
                Assert.Equal(expected, network.Predict(Inputs));
            }
        });
        Assert.Equal([aloneCaller], alone.InferenceThreads);
        Assert.Contains(togetherCaller, together.InferenceThreads);
        Assert.InRange(together.InferenceThreads.Count, 1, 3);
    }

    /// <summary>All calls are under way before any goes on: if each had a thread beside its own, there would be twice as many.</summary>
    [Fact]
    public void However_many_calls_there_are_at_once_one_of_them_has_threads_beside_its_own()
    {
        const int Callers = 64;
        LinearNetwork network = Large();
        network.PredictionThreads = 2;
        float[] expected = network.OutputsOneByOne(Inputs);
        using var allBegan = new CountdownEvent(Callers);
        var callers = new ConcurrentDictionary<int, bool>();
        network.BeforeForward = () =>
        {
            if (callers.TryUpdate(Environment.CurrentManagedThreadId, true, false))
            {
                allBegan.Signal();
            }

            Assert.True(allBegan.Wait(TimeSpan.FromMinutes(1)));
        };
        Simultaneously(Callers, _ =>
        {
            callers[Environment.CurrentManagedThreadId] = false;
            Assert.Equal(expected, network.Predict(Inputs));
        });
        Assert.Equal(Callers, callers.Count);
        Assert.InRange(network.InferenceThreads.Except(callers.Keys).Count(), 0, 1);
    }

    [Fact]
    public void The_number_may_change_while_others_predict()
    {
        LinearNetwork network = Large();
        float[] expected = network.OutputsOneByOne(Inputs);
        int predicting = 3;
        Simultaneously(4, caller =>
        {
            if (caller > 0)
            {
                for (int call = 0; call < 100; call++)
                {
                    Assert.Equal(expected, network.Predict(Inputs));
                }

                Interlocked.Decrement(ref predicting);
                return;
            }

            for (int change = 0; Volatile.Read(ref predicting) > 0; change++)
            {
                network.PredictionThreads = (change % 5) + 1;
                Thread.Yield();
            }
        });
    }

    /// <summary>Each evaluation waits until as many threads as are asked for compute at the same time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Evaluation_uses_as_many_threads_as_predictions_of_its_network(int threads)
    {
        using var allHere = new Barrier(threads);
        var loss = new MeetingLoss(allHere);
        var network = new LinearNetwork(1, [1], Activation.Linear) { PredictionThreads = threads };

        // Lanes of four samples: as many as threads.
        new Trainer<LinearNetwork>(network, new SGD(), loss).Evaluate(Dataset.FromValues(new float[4 * threads], new float[4 * threads]));
        Assert.Equal(threads, loss.Threads.Count);
    }

    /// <summary>Large enough for threads.</summary>
    private static LinearNetwork Large() => new(20, [3], forwardFlops: 1_000_000);

    /// <summary>Runs work on threads of its own and throws what one of them throws.</summary>
    private static void Simultaneously(int count, Action<int> work)
    {
        var failures = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
    }
}
