using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NetGen.Execution;
using NetGen.Golden.Tests.Compilation;
using NetGen.Golden.Tests.Execution;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Gradients of the layers behind go to the other ranks while lanes are on their way back through the layers before, and change no bit by it.</summary>
public sealed class SharedBucketTests
{
    private const string Network = GuaranteeNetworks.Marked;
    private static readonly string[] Names = [Network, GuaranteeNetworks.MarkedMeetings];

    // A thread that nobody ends goes by itself when it has waited longer than that for another step.
    private static readonly TimeSpan LongestEnd = WorkerCrew.LongestIdleTime - TimeSpan.FromSeconds(2);
    private static readonly int[] Counts = [1, 2, 4, 8, 16];
    private static readonly int[] Threads = [1, 2];

    public static IEnumerable<object[]> Ranks => Names.SelectMany(name => Counts.SelectMany(count => Threads.Select(threads => new object[] { name, count, threads })));

    /// <summary>Batches of 24, 24 and 5, the last of which has fewer lanes than there are ranks.</summary>
    [Theory]
    [MemberData(nameof(Ranks))]
    public void Ranks_come_to_the_bits_of_one(string name, int ranks, int threads) =>
        SharedTraining.AssertSameBits(ranks, exchange => SharedTraining.Run(name, exchange, network => Options(network, exchange, threads)));

    [Theory]
    [MemberData(nameof(Ranks))]
    public void Clipping_by_the_global_norm_accumulated_gradients_and_averages_are_those_of_one(string name, int ranks, int threads) =>
        SharedTraining.AssertSameBits(ranks, exchange => SharedTraining.Run(
            name,
            exchange,
            network => Options(network, exchange, threads),
            optimizer: () => new AdamW(1e-2) { GlobalClipNorm = 0.5f, GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.9 }));

    /// <summary>One rank takes gradients in pieces by it, several do not.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Momentum_and_mixed_samples_are_those_of_one(int ranks) =>
        SharedTraining.AssertSameBits(ranks, exchange => SharedTraining.Run(
            Network,
            exchange,
            _ => new FitOptions { Epochs = 2, BatchSize = 24, Seed = 3, Threads = 2, Mixing = new MixUp(), Exchange = exchange },
            optimizer: () => new SGD(0.05, momentum: 0.9)));

    /// <summary>The last lane is held at each mark until what is behind it is on its way, in the one message that two ranks need: a mark that came too early would give other bits.</summary>
    [Theory]
    [InlineData(Network, 1)]
    [InlineData(Network, 2)]
    [InlineData(GuaranteeNetworks.MarkedMeetings, 1)]
    [InlineData(GuaranteeNetworks.MarkedMeetings, 2)]
    public void Each_bucket_is_exchanged_before_the_lanes_end(string name, int threads)
    {
        SharedTraining.AssertSameBits(2, exchange =>
        {
            BusyExchange? busy = exchange is null ? null : new BusyExchange(exchange);
            INetwork network = GuaranteeNetworks.Create(name);
            var held = new HeldNetwork(network, _ => busy?.WaitForUse());
            var optimizer = new Adam(1e-3);
            FitOptions options = Options(held, busy, threads);
            History history = new Trainer<INetwork>(held, optimizer, Loss.SparseCategoricalCrossentropy).Fit(RandomData.Classes(network.Info, 48), options);

            return SharedTraining.Of(network, optimizer, history);
        });
    }

    /// <summary>They wait until lanes meet no more.</summary>
    [Fact]
    public void Where_nothing_can_go_behind_gradients_of_lanes_that_meet_go_at_the_end() => SharedTraining.AssertSameBits(2, exchange =>
    {
        BusyExchange? busy = exchange is null ? null : new BusyExchange(exchange) { HasBehind = false };
        SharedTraining.Outcome outcome = SharedTraining.Run(GuaranteeNetworks.MarkedMeetings, busy, network => Options(network, busy, threads: 1));

        Assert.Equal(0, busy?.Uses ?? 0);
        return outcome;
    });

    [Fact]
    public void The_thread_ends_with_the_fit()
    {
        (BusyExchange? Exchange, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange =>
        {
            var busy = new BusyExchange(exchange);
            Train(busy, HoldAtFirst(busy));
            return busy;
        });

        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.All(ranks, rank => Assert.NotEqual(Environment.CurrentManagedThreadId, rank.Exchange!.Thread!.ManagedThreadId));
        Assert.All(ranks, rank => Assert.True(rank.Exchange!.Thread!.Join(LongestEnd)));
    }

    [Fact]
    public void What_fails_on_the_thread_ends_the_fit_with_its_own_type()
    {
        var threads = new Thread?[2];
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange =>
        {
            var busy = new BusyExchange(exchange, () => _ = exchange.Rank == 1 ? throw new TornException() : 0);
            try
            {
                Train(busy, HoldAtFirst(busy));
                return "no failure";
            }
            finally
            {
                threads[exchange.Rank] = busy.Thread;
            }
        });

        Assert.IsType<TornException>(ranks[1].Failure);
        Assert.IsType<TornException>(Assert.IsType<ExchangeException>(ranks[0].Failure).InnerException);
        Assert.All(threads, thread => Assert.True(thread!.Join(LongestEnd)));
    }

    /// <summary>It fails when its thread is already waiting for the other rank, or is about to.</summary>
    [Fact]
    public void What_fails_in_a_lane_ends_all_and_leaves_no_thread()
    {
        var threads = new Thread?[2];
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange =>
        {
            var busy = new BusyExchange(exchange);
            try
            {
                Train(busy, mark =>
                {
                    HoldAtFirst(busy)(mark);
                    if (exchange.Rank == 1)
                    {
                        throw new IOException("a lane is torn");
                    }
                });
                return "no failure";
            }
            finally
            {
                threads[exchange.Rank] = busy.Thread;
            }
        });

        Assert.Equal("a lane is torn", Assert.IsType<IOException>(ranks[1].Failure).Message);
        Assert.IsType<IOException>(Assert.IsType<ExchangeException>(ranks[0].Failure).InnerException);
        Assert.All(threads, thread => Assert.True(thread!.Join(LongestEnd)));
    }

    /// <summary>Where another rank never comes, and nobody ends all, disposal does not wait for it.</summary>
    [Fact]
    public void Disposal_does_not_wait_for_a_rank_that_never_comes()
    {
        using var end = new ManualResetEventSlim();
        var busy = new BusyExchange(new Mirror(), end.Wait);
        var held = new HeldNetwork(GuaranteeNetworks.Create(Network), _ =>
        {
            busy.WaitForUse();
            throw new IOException("a lane is torn");
        });
        var step = new TrainingStep(held, new Adam(), Loss.SparseCategoricalCrossentropy, batchSize: 24, threads: 1) { Exchange = busy };
        Dataset data = RandomData.Classes(held.Info, 24);
        int[] samples = [.. Enumerable.Range(0, 24)];

        Assert.Throws<IOException>(() => step.Run(data, samples, randomKey: 1));
        Assert.Throws<ExchangeException>(() => step.Run(data, samples, randomKey: 2));
        step.Dispose();

        Assert.True(busy.Thread!.IsAlive);
        end.Set();
        Assert.True(busy.Thread.Join(LongestEnd));
    }

    [Fact]
    public void A_step_after_the_first_allocates_nothing_on_either_thread()
    {
        long ofThread = 0;
        var busy = new BusyExchange(new Mirror(), () => ofThread = GC.GetAllocatedBytesForCurrentThread());
        var held = new HeldNetwork(GuaranteeNetworks.Create(Network), _ => busy.WaitForUse());
        using var step = new TrainingStep(held, new Adam(), Loss.SparseCategoricalCrossentropy, batchSize: 24, threads: 1) { Exchange = busy };
        Dataset data = RandomData.Classes(held.Info, 24);
        int[] samples = [.. Enumerable.Range(0, 24)];
        step.Run(data, samples, randomKey: 1);
        step.Run(data, samples, randomKey: 2);

        (long before, long beforeOfThread) = (GC.GetAllocatedBytesForCurrentThread(), ofThread);
        step.Run(data, samples, randomKey: 3);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(beforeOfThread, ofThread);
    }

    /// <summary>What jobs before a mark complete is what lies behind its place, in every form: so it may go before the others have begun.</summary>
    [Theory]
    [InlineData("128")]
    [InlineData("256")]
    [InlineData("512")]
    public void The_jobs_of_a_mark_complete_what_lies_behind_it(string bits)
    {
        (TrainingPass pass, RecordingBatch batch, float[] expected) = Pass(Network, bits);

        int job = 0;
        for (int mark = 0; mark < pass.Marks; mark++)
        {
            (int jobs, int start) = pass.MarkAt(mark);
            for (; job < jobs; job++)
            {
                pass.RunLastJob(pass.Lanes(batch), job, worker: 0);
            }

            Assert.Equal(expected[start..], pass.Gradients[start..]);
            Assert.All(pass.Gradients[..start], gradient => Assert.Equal(float.NaN, gradient));
        }
    }

    /// <summary>Where lanes meet, what lies behind a mark's place is complete when the phase has ended that runs its last job.</summary>
    [Theory]
    [InlineData("128")]
    [InlineData("256")]
    [InlineData("512")]
    public void The_phase_of_a_mark_completes_what_lies_behind_it(string bits)
    {
        (TrainingPass pass, RecordingBatch batch, float[] expected) = Pass(GuaranteeNetworks.MarkedMeetings, bits);

        int mark = 0;
        for (int phase = 0; phase < pass.Phases; phase++)
        {
            for (int job = 0; job < pass.Jobs(batch, phase); job++)
            {
                pass.Run(batch, phase, job, worker: 0);
            }

            for (; mark < pass.Marks && pass.MarkAt(mark).Jobs <= pass.LastJobsBehind(phase); mark++)
            {
                int start = pass.MarkAt(mark).Start;
                Assert.Equal(expected[start..], pass.Gradients[start..]);
                Assert.Contains(float.NaN, pass.Gradients[..start]);
            }
        }

        Assert.Equal(pass.Marks, mark);
    }

    /// <summary>A pass with two marks, its batch, and what its gradients come to; they are no numbers again.</summary>
    private static (TrainingPass Pass, RecordingBatch Batch, float[] Gradients) Pass(string name, string bits)
    {
        CompiledNetworks networks = new NetworkCompilation { VectorBits = bits }.Compile([.. GuaranteeNetworks.Specs.Where(spec => spec.Name == name)]);
        INetwork network = networks.Create(name, seed: 7);
        var random = new Random(1);
        var batch = new RecordingBatch(NetworkTouch.Numbers(random, 5 * network.Info.InputSize), NetworkTouch.Numbers(random, 5 * network.Info.OutputSize), 5);
        TrainingPass pass = network.CreateTrainingPass(5, workers: 1);
        pass.Run(batch);
        float[] gradients = [.. pass.Gradients];
        pass.Gradients.AsSpan().Fill(float.NaN);
        Assert.Equal(2, pass.Marks);
        return (pass, batch, gradients);
    }

    private static void Train(BusyExchange exchange, Action<int> onMark)
    {
        var held = new HeldNetwork(GuaranteeNetworks.Create(Network), onMark);
        new Trainer<INetwork>(held, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(
            RandomData.Classes(held.Info, 48), new FitOptions { BatchSize = 24, Threads = 1, Exchange = exchange });
    }

    /// <summary>Behind the first mark a failure may leave nothing to wait for.</summary>
    private static Action<int> HoldAtFirst(BusyExchange exchange) => mark =>
    {
        if (mark == 0)
        {
            exchange.WaitForUse();
        }
    };

    private static FitOptions Options(INetwork network, Exchange? exchange, int threads) => new()
    {
        Epochs = 3,
        BatchSize = 24,
        ValidationBatchSize = 10,
        Seed = 5,
        Threads = threads,
        Validation = RandomData.Classes(network.Info, 17),
        Exchange = exchange,
    };

    private sealed class TornException() : ExchangeException("torn");
}
