using System;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Support;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Runtime.Tests.Serving;

/// <summary>Which samples a <see cref="BatchingPredictor{TNetwork}"/> predicts together, when and where.</summary>
public class BatchingTests
{
    [Fact]
    public async Task What_comes_while_a_batch_runs_is_predicted_together()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 5);

        network.Release();

        await HeldLoad.AssertAnswers(answers);
        Assert.Equal([[0], [1, 2, 3, 4, 5]], network.Batches);
    }

    [Fact]
    public async Task Samples_are_looked_at_where_that_is_asked_for()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        float[] output = await predictor.PredictAsync(new float[] { float.NaN, 1, 2 });
        Assert.True(float.IsNaN(output[0]));
        network.CheckInputs();
        Assert.Contains(
            "Sample 0 holds NaN at value 1",
            (await Assert.ThrowsAsync<ArgumentException>("input", () => predictor.PredictAsync(new float[] { 1, float.NaN, 2 }).AsTask())).Message,
            StringComparison.Ordinal);
        Assert.Equal(HeldNetwork.Expected(1), await predictor.PredictAsync(HeldNetwork.Sample(1)));
        Assert.Throws<ArgumentNullException>("network", () => new BatchingPredictor<HeldNetwork>(null!));
    }

    [Fact]
    public async Task No_batch_is_larger_than_it_may_be_and_who_came_first_goes_first()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { MaxBatchSize = 3 });
        Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting: 7);

        network.Release();

        await HeldLoad.AssertAnswers(answers);
        Assert.Equal([[0], [1, 2, 3], [4, 5, 6], [7]], network.Batches);
    }

    [Fact]
    public async Task Batches_that_grow_and_shrink_give_each_its_own_answer()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        foreach (int waiting in (int[])[2, 31, 3, 32, 1])
        {
            Task<float[]>[] answers = HeldLoad.Begin(network, predictor, waiting);
            network.Release();
            await HeldLoad.AssertAnswers(answers);
        }
    }

    [Fact]
    public Task A_sample_that_finds_nothing_to_wait_for_is_predicted_on_its_callers_pool_thread() => Task.Run(async () =>
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        int thread = 0;
        network.BeforeOutput = () => thread = Environment.CurrentManagedThreadId;
        int caller = Environment.CurrentManagedThreadId;

        ValueTask<float[]> prediction = predictor.PredictAsync(HeldNetwork.Sample(1));

        Assert.True(prediction.IsCompletedSuccessfully);
        Assert.Equal(caller, thread);
        Assert.Equal(HeldNetwork.Expected(1), await prediction);
    });

    [Fact]
    public async Task No_more_predict_at_once_than_there_are_workers()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { Workers = 1 });
        network.Hold();
        Task<float[]> first = Task.Run(() => predictor.PredictAsync(HeldNetwork.Sample(1)).AsTask());
        network.WaitUntilHeld();

        // Its caller goes on while the first is held, and nobody predicts it.
        Task<float[]>? second = null;
        Task asking = Task.Run(() =>
        {
            second = predictor.PredictAsync(HeldNetwork.Sample(2)).AsTask();
        });
        bool goesOn = await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMinutes(1))) == asking;
        float[][] batches = network.Batches;
        network.Release();

        Assert.True(goesOn);
        Assert.Equal([[1]], batches);
        Assert.Equal(HeldNetwork.Expected(1), await first);
        Assert.Equal(HeldNetwork.Expected(2), await second!);
        Assert.Equal([[1], [2]], network.Batches);
    }

    [Fact]
    public async Task A_thread_that_is_not_the_pools_is_not_kept()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);
        network.Hold();
        Task<float[]>? answer = null;
        Meanwhile.Finish(() => answer = predictor.PredictAsync(HeldNetwork.Sample(1)).AsTask());

        network.WaitUntilHeld();
        network.Release();

        Assert.Equal(HeldNetwork.Expected(1), await answer!);
    }

    [Fact]
    public async Task As_many_batches_run_at_once_as_there_are_workers()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, new BatchingOptions { Workers = 2 });
        network.Hold();
        Task<float[]>[] running = [HeldLoad.Predict(predictor, 0), HeldLoad.Predict(predictor, 1)];
        network.WaitUntilHeld();
        network.WaitUntilHeld();

        Task<float[]>[] waiting = [HeldLoad.Enqueue(predictor, 2), HeldLoad.Enqueue(predictor, 3)];
        Assert.Equal(2, predictor.QueueLength);
        network.Release();

        await HeldLoad.AssertAnswers([.. running, .. waiting]);
        Assert.Equal([0f, 1f], network.Batches[..2].SelectMany(batch => batch).Order());
    }

    [Fact]
    public async Task With_a_delay_a_sample_waits_for_others_until_its_time_is_up()
    {
        var time = new ManualTimers();
        var network = new HeldNetwork();
        var options = new BatchingOptions { MaxDelay = TimeSpan.FromMilliseconds(10), TimeProvider = time };
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, options);
        Task<float[]> first = HeldLoad.Enqueue(predictor, 0);
        time.Advance(TimeSpan.FromMilliseconds(6));
        Task<float[]> second = HeldLoad.Enqueue(predictor, 1);
        time.Advance(TimeSpan.FromMilliseconds(3));
        Assert.Empty(network.Batches);

        time.Advance(TimeSpan.FromMilliseconds(1));

        await HeldLoad.AssertAnswers([first, second]);
        Assert.Equal([[0, 1]], network.Batches);
    }

    [Fact]
    public async Task With_a_delay_a_full_batch_does_not_wait()
    {
        var network = new HeldNetwork();
        var options = new BatchingOptions { MaxDelay = TimeSpan.FromMilliseconds(10), MaxBatchSize = 2, TimeProvider = new ManualTimers() };
        await using var predictor = new BatchingPredictor<HeldNetwork>(network, options);

        await HeldLoad.AssertAnswers([HeldLoad.Enqueue(predictor, 0), HeldLoad.Enqueue(predictor, 1)]);

        Assert.Equal([[0, 1]], network.Batches);
    }

    [Fact]
    public async Task A_class_is_the_one_that_the_network_predicts()
    {
        var network = new LinearNetwork(4, [3]);
        await using var predictor = new BatchingPredictor<LinearNetwork>(network);
        float[][] samples = [.. Enumerable.Range(0, 40).Select(seed => Samples.Normals(new Random(seed), 4, 1))];

        int[] classes = await Task.WhenAll(samples.Select(sample => Task.Run(() => predictor.PredictClassAsync(sample).AsTask())));

        Assert.Equal(samples.Select(sample => network.PredictClass(sample)), classes);
    }

    [Fact]
    public Task Nothing_is_allocated_where_nobody_waits() => Task.Run(() =>
    {
        var predictor = new BatchingPredictor<LinearNetwork>(new LinearNetwork(4, [3]));
        float[] input = new float[4], output = new float[3];
        AllocationMeter.AssertNoneHere(() =>
        {
            Assert.True(predictor.TryPredictAsync(input, output, out ValueTask prediction));
            Assert.True(prediction.IsCompletedSuccessfully);
        });
    });

    [Fact]
    public async Task A_sample_that_waits_allocates_nothing_once_others_have_waited()
    {
        var network = new HeldNetwork();
        await using var predictor = new BatchingPredictor<HeldNetwork>(network);

        // On a thread of its own: what a thread allocates when it first comes by is no sample's.
        Meanwhile.Finish(() =>
        {
            float[] input = HeldNetwork.Sample(1), output = new float[2];
            AllocationMeter.AssertNone(() =>
            {
                Task<float[]>[] first = HeldLoad.Begin(network, predictor, waiting: 0);
                long before = GC.GetAllocatedBytesForCurrentThread();
                ValueTask second = predictor.PredictAsync(input, output);
                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                network.Release();
                HeldLoad.AssertAnswers(first).GetAwaiter().GetResult();
                second.AsTask().GetAwaiter().GetResult();
                return bytes;
            });
        });
    }
}
