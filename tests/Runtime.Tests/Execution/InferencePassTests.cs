using System;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Execution;
using NetGen.Runtime.Tests.Support;
using NetGen.Tests.Shared;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

[Collection(AloneGroup.Name)]
public class InferencePassTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    public void Any_number_of_samples_is_predicted_one_like_the_other(int count)
    {
        var network = new LinearNetwork(5, [3]);
        float[] inputs = Samples.Normals(new Random(3), count * 5, 1);
        float[] outputs = new float[count * 3];
        network.Predict(inputs, outputs);
        Assert.Equal(Expected(network, inputs), outputs);
    }

    [Fact]
    public void Large_batches_are_spread_over_threads_and_give_the_same_outputs()
    {
        var network = new LinearNetwork(50, [3], forwardFlops: 1_000_000) { PredictionThreads = 4 };
        float[] inputs = Samples.Normals(new Random(3), 4000 * 50, 1);
        float[] outputs = new float[4000 * 3];
        for (int attempt = 0; attempt < 50 && network.InferenceThreads.Count < 2; attempt++)
        {
            Array.Clear(outputs);
            network.Predict(inputs, outputs);
            Assert.Equal(Expected(network, inputs), outputs);
        }

        Assert.InRange(network.InferenceThreads.Count, 2, 4);
    }

    /// <summary>A batch that would leave threads with nothing to do is cut further, but not into single samples, and not where each thread has many groups.</summary>
    [Theory]
    [InlineData(8, 1, 1)]
    [InlineData(8, 2, 2)]
    [InlineData(8, 16, 4)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(9, 2, 2)]
    [InlineData(12, 3, 3)]
    [InlineData(12, 2, 2)]
    [InlineData(24, 2, 4)]
    [InlineData(40, 2, 6)]
    [InlineData(65, 2, 9)]
    public void Threads_get_parts_of_the_same_size_where_groups_are_few(int count, int threads, int parts)
    {
        int runs = 0;
        var network = new LinearNetwork(5, [3], forwardFlops: 1_000_000)
        {
            PredictionThreads = threads,
            BeforeForward = () => Interlocked.Increment(ref runs),
        };
        float[] inputs = Samples.Normals(new Random(3), count * 5, 1);
        float[] outputs = new float[count * 3];
        network.Predict(inputs, outputs);
        Assert.Equal(parts, runs);
        Assert.Equal((count + parts - 1) / parts, network.LargestGroup);
        Assert.Equal(Expected(network, inputs), outputs);
    }

    [Theory]
    [InlineData(1, 1_000_000L)]
    [InlineData(4, 10L)]
    public void One_thread_works_where_that_is_asked_for_or_there_is_little_to_do(int threadCount, long flops)
    {
        var network = new LinearNetwork(5, [3], forwardFlops: flops) { PredictionThreads = threadCount };
        network.Predict(new float[5 * 1000], new float[3 * 1000]);
        Assert.Equal([Environment.CurrentManagedThreadId], network.InferenceThreads);
    }

    [Fact]
    public void Many_callers_at_once_get_their_own_answers()
    {
        var network = new LinearNetwork(20, [3], forwardFlops: 100_000) { PredictionThreads = 2 };
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, caller =>
        {
            float[] inputs = Samples.Normals(new Random(caller), (caller + 1) * 20, 1);
            float[] outputs = new float[(caller + 1) * 3];
            for (int i = 0; i < 20; i++)
            {
                Array.Clear(outputs);
                network.Predict(inputs, outputs);
                Assert.Equal(Expected(network, inputs), outputs);
            }
        });
        Assert.Equal(1, network.Packings);
    }

    [Fact]
    public void Weights_are_packed_anew_after_they_changed_and_only_then()
    {
        var network = new LinearNetwork(2, [2], Activation.Linear);
        float[] outputs = new float[2];
        network.Predict([1, 2], outputs);
        network.Predict([1, 2], outputs);
        Assert.Equal(1, network.Packings);

        network.Parameters["dense/kernel"].Set([1, 2, 3, 4]);
        network.Predict([1, 2], outputs);
        Assert.Equal([7, 10], outputs);
        Assert.Equal(2, network.Packings);
    }

    [Fact]
    public void Wrong_lengths_are_named_with_their_numbers()
    {
        var network = new LinearNetwork(5, [3]);
        ArgumentException input = Assert.Throws<ArgumentException>("input", () => network.Predict(new float[12], new float[6]));
        Assert.Contains("5 values", input.Message, StringComparison.Ordinal);
        Assert.Contains("12 values came", input.Message, StringComparison.Ordinal);
        ArgumentException output = Assert.Throws<ArgumentException>("output", () => network.Predict(new float[10], new float[7]));
        Assert.Contains("2 samples have 6 outputs", output.Message, StringComparison.Ordinal);
        Assert.Contains("room for 7", output.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Predicting_allocates_nothing_after_the_first_call(int threadCount)
    {
        var network = new LinearNetwork(50, [3], forwardFlops: 1_000_000) { PredictionThreads = threadCount };
        float[] inputs = Samples.Normals(new Random(3), 400 * 50, 1);
        float[] outputs = new float[400 * 3];
        AllocationMeter.AssertNoneInPredictions(network, () => network.Predict(inputs, outputs));
        Assert.True(threadCount > 1 || network.InferenceThreads.Count == 1);
    }

    private static float[] Expected(LinearNetwork network, float[] inputs) => network.OutputsOneByOne(inputs);
}
