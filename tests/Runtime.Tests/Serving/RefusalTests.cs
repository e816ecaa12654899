using System;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Serving;

/// <summary>What a <see cref="BatchingPredictor{TNetwork}"/> refuses, gives up or fails at, and that nobody else is harmed by it.</summary>
public class RefusalTests
{
    [Fact]
    public async Task A_full_queue_refuses_and_has_room_again_when_somebody_leaves()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { QueueCapacity = 2 });
        Task<float[]>[] accepted = HeldLoad.Begin(network, predictor, waiting: 1);
        using var impatient = new CancellationTokenSource();
        Task leaving = predictor.PredictAsync(HeldNetwork.Sample(9), new float[2], impatient.Token).AsTask();

        float[] untouched = [7, 7];
        Assert.False(predictor.TryPredictAsync(HeldNetwork.Sample(3), untouched, out _));
        PredictionQueueFullException full =
            await Assert.ThrowsAsync<PredictionQueueFullException>(() => predictor.PredictAsync(HeldNetwork.Sample(3), untouched).AsTask());
        Assert.Contains("2 samples wait for Held already", full.Message, StringComparison.Ordinal);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Task<float[]> last = HeldLoad.Enqueue(predictor, 2);
        network.Release();

        await HeldLoad.AssertAnswers([.. accepted, last]);
        Assert.Equal([7, 7], untouched);
    }

    [Fact]
    public async Task Who_is_cancelled_while_waiting_leaves_and_the_others_stay()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 1);
        using var impatient = new CancellationTokenSource();
        Task first = predictor.PredictAsync(HeldNetwork.Sample(8), new float[2], impatient.Token).AsTask();
        Task<float[]> between = HeldLoad.Enqueue(predictor, 2);
        Task last = predictor.PredictAsync(HeldNetwork.Sample(9), new float[2], impatient.Token).AsTask();

        await impatient.CancelAsync();

        OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(impatient.Token, canceled.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
        network.Release();
        await HeldLoad.AssertAnswers([.. answers, between]);
        Assert.Equal([[0], [1, 2]], network.Batches);
    }

    [Fact]
    public async Task Who_was_cancelled_before_asks_for_nothing()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);

        ValueTask<float[]> prediction = predictor.PredictAsync(HeldNetwork.Sample(1), new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prediction.AsTask());
        Assert.Empty(network.Batches);
    }

    [Fact]
    public async Task What_is_being_predicted_is_predicted_to_the_end()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        using var late = new CancellationTokenSource();
        network.Hold();
        Task<float[]>? answer = null;
        Meanwhile.Finish(() => answer = predictor.PredictAsync(HeldNetwork.Sample(4), late.Token).AsTask());
        network.WaitUntilHeld();

        await late.CancelAsync();
        network.Release();

        Assert.Equal(HeldNetwork.Expected(4), await answer!);
    }

    [Fact]
    public async Task An_exception_reaches_the_requests_of_its_batch_and_no_others()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { MaxBatchSize = 2 });
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 4);
        network.BeforeOutput = () =>
        {
            if (network.Batches.Length == 2)
            {
                throw new InvalidTimeZoneException("The second batch fails.");
            }
        };

        network.Release();

        Assert.Equal(HeldNetwork.Expected(0), await answers[0]);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => answers[1]);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => answers[2]);
        Assert.Equal(HeldNetwork.Expected(3), await answers[3]);
        Assert.Equal(HeldNetwork.Expected(4), await answers[4]);
        Assert.Equal([[0], [1, 2], [3, 4]], network.Batches);
    }

    [Fact]
    public Task An_exception_of_a_single_prediction_is_the_answer() => Task.Run(async () =>
    {
        var network = new HeldNetwork { BeforeOutput = () => throw new InvalidTimeZoneException() };
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => predictor.PredictAsync(HeldNetwork.Sample(1)).AsTask());
        network.BeforeOutput = () => { };
        Assert.Equal(HeldNetwork.Expected(2), await predictor.PredictAsync(HeldNetwork.Sample(2)));
    });

    [Fact]
    public async Task Memory_that_is_no_longer_there_fails_alone()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 1);
        Task noInput = predictor.PredictAsync(new GoneMemory(3).Memory, new float[2]).AsTask();
        Task<float[]> between = HeldLoad.Enqueue(predictor, 2);
        Task noOutput = predictor.PredictAsync(HeldNetwork.Sample(9), new GoneMemory(2).Memory).AsTask();

        network.Release();

        await HeldLoad.AssertAnswers([.. answers, between]);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => noInput);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => noOutput);
        Assert.Equal([[0], [1, 2, 9]], network.Batches);
    }

    [Fact]
    public async Task Taking_an_answer_twice_is_refused_and_harms_nobody()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        Task<float[]>[] first = HeldLoad.Begin(network, predictor, waiting: 0);
        ValueTask early = predictor.PredictAsync(HeldNetwork.Sample(9), new float[2]);
        Assert.Throws<InvalidOperationException>(() => early.GetAwaiter().GetResult());
        network.Release();
        await HeldLoad.AssertAnswers(first);
        await early.AsTask();

        Task<float[]>[] next = HeldLoad.Begin(network, predictor, waiting: 1);
        Assert.Throws<InvalidOperationException>(() => early.GetAwaiter().GetResult());
        network.Release();
        await HeldLoad.AssertAnswers(next);
    }

    [Fact]
    public async Task Wrong_lengths_are_named_with_their_numbers()
    {
        await using var predictor = new BatchingPredictor<HeldNetwork>(new HeldNetwork());
        ArgumentException input = await Assert.ThrowsAsync<ArgumentException>("input", () => predictor.PredictAsync(new float[6], new float[2]).AsTask());
        Assert.StartsWith("Held takes a sample of 3 values; 6 came.", input.Message, StringComparison.Ordinal);
        ArgumentException output = await Assert.ThrowsAsync<ArgumentException>("output", () => predictor.PredictAsync(new float[3], new float[4]).AsTask());
        Assert.StartsWith("Held puts out 2 values for a sample; the output has room for 4.", output.Message, StringComparison.Ordinal);
        await using var linear = new BatchingPredictor<LinearNetwork>(new LinearNetwork(2, [1], Activation.Linear));
        await Assert.ThrowsAsync<InvalidOperationException>(() => linear.PredictClassAsync(new float[2]).AsTask());
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("MaxBatchSize", () => new BatchingOptions { MaxBatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("QueueCapacity", () => new BatchingOptions { QueueCapacity = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Workers", () => new BatchingOptions { Workers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("MaxDelay", () => new BatchingOptions { MaxDelay = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>("MaxDelay", () => new BatchingOptions { MaxDelay = TimeSpan.FromDays(2) });
        Assert.Throws<ArgumentNullException>("TimeProvider", () => new BatchingOptions { TimeProvider = null! });
        var tooLarge = new BatchingOptions { MaxBatchSize = 800_000_000 };
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new BatchingPredictor<HeldNetwork>(new HeldNetwork(), tooLarge));
    }
}
