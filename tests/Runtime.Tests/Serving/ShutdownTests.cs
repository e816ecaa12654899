using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Serving;

/// <summary>The end of a <see cref="BatchingPredictor{TNetwork}"/>: what was accepted is answered, what comes later is refused.</summary>
public class ShutdownTests
{
    [Fact]
    public async Task What_was_accepted_is_answered_and_what_comes_later_is_refused()
    {
        var network = new HeldNetwork();
        var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { MaxBatchSize = 2 });
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 5);

        Task end = predictor.DisposeAsync().AsTask();
        Task again = predictor.DisposeAsync().AsTask();
        Assert.False(end.IsCompleted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => predictor.PredictAsync(HeldNetwork.Sample(9), new float[2]).AsTask());
        network.Release();

        await HeldLoad.AssertAnswers(answers);
        await Task.WhenAll(end, again);
        Assert.Equal([[0], [1, 2], [3, 4], [5]], network.Batches);
        await predictor.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_for_its_delay_is_answered_at_once()
    {
        var network = new HeldNetwork();
        var options = new BatchingOptions { MaxDelay = TimeSpan.FromHours(1), TimeProvider = new ManualTimers() };
        var predictor = new BatchingPredictor<HeldNetwork>(network, options);
        Task<float[]> answer = HeldLoad.Enqueue(predictor, 0);

        await predictor.DisposeAsync();

        await HeldLoad.AssertAnswers([answer]);
    }

    [Fact]
    public async Task Who_leaves_last_lets_it_end()
    {
        var predictor = new BatchingPredictor<HeldNetwork>(
            new HeldNetwork(), new BatchingOptions { MaxDelay = TimeSpan.FromHours(1), TimeProvider = new ManualTimers() });
        using var impatient = new CancellationTokenSource();
        Task waiting = predictor.PredictAsync(HeldNetwork.Sample(1), new float[2], impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await predictor.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(32, 2)]
    [InlineData(5, 3)]
    public async Task Under_load_every_request_ends_in_its_own_answer_or_in_a_refusal(int batch, int workers)
    {
        const int Callers = 24;
        var network = new LinearNetwork(6, [3]);
        var predictor = new BatchingPredictor<LinearNetwork>(network, new BatchingOptions { MaxBatchSize = batch, Workers = workers, QueueCapacity = 16 });
        int answered = 0;
        using var enough = new SemaphoreSlim(0);

        // Each caller goes on until it is refused for good; some lose patience now and then.
        async Task<int> Call(int caller)
        {
            var random = new Random(caller);
            float[] output = new float[3];
            for (int accepted = 0; ; accepted++)
            {
                float[] input = Samples.Normals(random, 6, 1);
                using var impatient = new CancellationTokenSource();
                try
                {
                    if (!predictor.TryPredictAsync(input, output, out ValueTask prediction, impatient.Token))
                    {
                        await Task.Yield();
                        continue;
                    }

                    if (random.Next(4) == 0)
                    {
                        await impatient.CancelAsync();
                    }

                    await prediction;
                    Assert.Equal(network.Predict(input), output);
                    if (Interlocked.Increment(ref answered) == 2000)
                    {
                        enough.Release();
                    }
                }
                catch (OperationCanceledException)
                {
                    Assert.True(impatient.IsCancellationRequested);
                }
                catch (ObjectDisposedException)
                {
                    return accepted;
                }
            }
        }

        Task<int>[] callers = [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => Call(caller)))];
        Task load = Task.WhenAll(callers);
        await Task.WhenAny(enough.WaitAsync(), load);
        await predictor.DisposeAsync();
        Assert.Equal(0, predictor.QueueLength);
        await load.WaitAsync(TimeSpan.FromMinutes(2));
    }
}
