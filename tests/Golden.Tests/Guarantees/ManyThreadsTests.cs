using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Golden.Tests.Execution;
using Xunit;

namespace NetGen.Golden.Tests.Guarantees;

/// <summary>
/// Many threads on one network. <c>NETGEN_PREDICTIONS</c> says how many predictions are compared in each test; without it 160,000.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class ManyThreadsTests
{
    private const int Inputs = 64;

    private static long Total =>
        long.TryParse(Environment.GetEnvironmentVariable("NETGEN_PREDICTIONS"), CultureInfo.InvariantCulture, out long count) ? count : 160_000;

    /// <summary>More callers than processors, and more than workspaces that a pool begins with.</summary>
    [Theory]
    [InlineData(GuaranteeNetworks.Perceptron, 16)]
    [InlineData(GuaranteeNetworks.Perceptron, 50)]
    [InlineData(GuaranteeNetworks.Convolutional, 16)]
    public void Every_answer_on_many_threads_is_right_and_allocates_no_more_than_buffers_for_each_call_at_once(string name, int threads)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        long count = name == GuaranteeNetworks.Perceptron ? Total : Total / 10;

        (long wrong, long allocating) = PredictOn(threads, count, network);

        Assert.Equal(0, wrong);
        Assert.InRange(allocating, 0, 2 * threads);
    }

    [Fact]
    public void Every_answer_is_right_while_another_thread_trains_a_copy()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        INetwork copy = GuaranteeNetworks.Create(GuaranteeNetworks.Perceptron);
        using var ending = new CancellationTokenSource();
        var trainer = new Trainer<INetwork>(copy, new Adam(), Loss.SparseCategoricalCrossentropy);
        var options = new FitOptions { Epochs = int.MaxValue, Threads = 2, StoppingToken = ending.Token };
        var training = new Thread(() => trainer.Fit(RandomData.Classes(copy.Info, 64), options));
        training.Start();

        (long wrong, long allocating) = PredictOn(threads: 16, Total, network);
        ending.Cancel();
        training.Join();

        Assert.Equal(0, wrong);
        Assert.InRange(allocating, 0, 2 * 16);
        Assert.NotEqual(network.Parameters.Values.ToArray(), copy.Parameters.Values.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_PROCESSOR_COUNT=1")]
    public async Task Nothing_waits_for_a_pool_whose_threads_are_all_taken(string setting)
    {
        Dictionary<string, string> settings = setting.Split('=') is [var name, var value] ? new() { [name] = value } : [];
        ChildResult child = await ChildProcess.RunAsync(Program.Starve, GuaranteeNetworks.Networks.Image, [], settings);

        Assert.True(child.ExitCode == 0, child.Errors);
        Assert.Equal($"done {FitBits.Of(GuaranteeNetworks.Networks, threads: 1)}", child.Output.Trim());
    }

    [Fact]
    public async Task Trainers_and_networks_by_the_thousand_leave_no_threads_and_no_memory()
    {
        ChildResult child = await ChildProcess.RunAsync(Program.Make, GuaranteeNetworks.Networks.Image, [], new Dictionary<string, string>());

        Assert.True(child.ExitCode == 0, child.Errors);
        long[] numbers = [.. child.Output.Split().Where(part => part.Length > 0).Select(part => long.Parse(part, CultureInfo.InvariantCulture))];

        // One of the 2,000 has parameters, slots and buffers of some 50 kB; the process has a score of threads of its own, and a fit's team three more.
        Assert.InRange(numbers[0], -10_000_000, 1_000_000);
        Assert.InRange(numbers[1], 1, 60);
        Assert.InRange(numbers[2], 1, 400_000_000);
    }

    /// <summary>
    /// Each thread has inputs in an order of its own. Calls that allocate are counted once all have met after their first ones: buffers are made when more calls
    /// run at once than ever before, and two that make them at once may make one too many.
    /// </summary>
    private static (long Wrong, long Allocating) PredictOn(int threads, long count, INetwork network)
    {
        NetworkInfo info = network.Info;
        float[] x = NetworkTouch.Numbers(new Random(1), Inputs * info.InputSize);
        INetwork alone = GuaranteeNetworks.Create(info.Name);
        float[] expected = [.. Enumerable.Range(0, Inputs).SelectMany(i => alone.Predict(x.AsSpan(i * info.InputSize, info.InputSize)))];
        using var barrier = new Barrier(threads);
        long wrong = 0, allocating = 0;
        Thread[] callers = [.. Enumerable.Range(0, threads).Select(caller => new Thread(() => Call(caller)))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        return (wrong, allocating);

        void Call(int caller)
        {
            float[] output = new float[info.OutputSize];
            Predict(caller, 100, output);
            barrier.SignalAndWait();
            (long others, long allocations) = Predict(caller, count / threads, output);
            Interlocked.Add(ref wrong, others);
            Interlocked.Add(ref allocating, allocations);
        }

        (long Others, long Allocations) Predict(int caller, long times, float[] output)
        {
            long others = 0, allocations = 0;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (long i = 0; i < times; i++)
            {
                int sample = (int)((i * (caller + 1)) % Inputs);
                network.Predict(x.AsSpan(sample * info.InputSize, info.InputSize), output);
                long after = GC.GetAllocatedBytesForCurrentThread();
                allocations += after == before ? 0 : 1;
                before = after;
                others += output.AsSpan().SequenceEqual(expected.AsSpan(sample * info.OutputSize, info.OutputSize)) ? 0 : 1;
            }

            return (others, allocations);
        }
    }
}
