using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Steps of a loop of one's own that several ranks do come to the bits of one.</summary>
public sealed class SharedStepTests
{
    private const int Samples = 53;
    private const string NoFault = "no fault";

    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, 2)]
    [InlineData(GuaranteeNetworks.Convolutional, 16)]
    [InlineData(GuaranteeNetworks.Perceptron, 4)]
    [InlineData(GuaranteeNetworks.Normalized, 4)]
    [InlineData(GuaranteeNetworks.Graph, 8)]
    public void Ranks_come_to_the_bits_of_one(string name, int ranks) => SharedTraining.AssertSameBits(ranks, exchange => Run(name, exchange));

    [Fact]
    public void Samples_are_mixed_with_those_of_other_ranks() =>
        SharedTraining.AssertSameBits(4, exchange => Run(GuaranteeNetworks.Convolutional, exchange, mixing: new MixUp()));

    [Fact]
    public void Every_rank_finds_what_became_infinite_where_one_alone_does()
    {
        static SharedTraining.Outcome Explode(Exchange? exchange) => Run(GuaranteeNetworks.Normalized, exchange, optimizer: new SGD(1e30), watchesNumbers: true);

        Assert.DoesNotContain(NoFault, Explode(null).Figures, StringComparison.Ordinal);
        SharedTraining.AssertSameBits(4, Explode);
    }

    [Fact]
    public void Ranks_that_cannot_share_the_lanes_are_refused_with_the_reason()
    {
        var exception = Assert.Throws<ArgumentException>(() => Run(GuaranteeNetworks.Perceptron, new Alone(3)));

        Assert.StartsWith("3 ranks cannot share a batch", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_with_other_weights_is_named()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(
            2, exchange => Run(GuaranteeNetworks.Perceptron, exchange, prepare: network => network.Parameters.Initialize(seed: exchange.Rank)));

        Assert.StartsWith("Rank 1 trains something else than rank 0: weights: ", Assert.IsType<ArgumentException>(ranks[1].Failure).Message, StringComparison.Ordinal);
        Assert.Contains("Rank 1 of 2 has failed", Assert.IsType<ExchangeException>(ranks[0].Failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_whose_optimizer_has_another_rate_or_another_state_is_named()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange =>
        {
            var optimizer = new Adam(exchange.Rank == 0 ? 1e-3 : 1e-2);
            return Run(GuaranteeNetworks.Perceptron, exchange, optimizer, prepare: network =>
            {
                // What each has learnt alone is put back; what the optimizer remembers of it is not.
                var values = network.Parameters.Values.ToArray();
                using (var alone = new TrainingStep(network, optimizer, Loss.SparseCategoricalCrossentropy, batchSize: 4, threads: 1))
                {
                    alone.Run(RandomData.Classes(network.Info, 4), [exchange.Rank, 3], randomKey: 1);
                }

                network.Parameters.Update(values, static (before, now) => before.CopyTo(now));
            });
        });

        string message = Assert.IsType<ArgumentException>(ranks[1].Failure).Message;
        Assert.Contains("optimizer/learning_rate: 0.001 there, 0.01 here", message, StringComparison.Ordinal);
        Assert.Contains("optimizer/momentum: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("weights", message, StringComparison.Ordinal);
    }

    /// <summary>Each difference alone: the second rank does as the first, but for one thing.</summary>
    [Theory]
    [InlineData("optimizer/beta_1: 0.9 there, 0.8 here", 0.8, 0, 24, null, null)]
    [InlineData("optimizer/iterations: 0 there, 7 here", 0.9, 7, 24, null, null)]
    [InlineData("batch_size: 24 there, 25 here", 0.9, 0, 25, null, null)]
    [InlineData("mixing: MixUp(0.2) there, none here", 0.9, 0, 24, 0.2, null)]
    [InlineData("mixing: MixUp(0.2) there, MixUp(0.3) here", 0.9, 0, 24, 0.2, 0.3)]
    public void A_rank_whose_steps_are_others_is_named_with_what_differs(
        string difference, double beta1, int iterations, int batchSize, double? mixingThere, double? mixingHere)
    {
        static MixUp? Mixing(double? alpha) => alpha is { } given ? new MixUp(given) : null;

        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => exchange.Rank == 0
            ? Run(GuaranteeNetworks.Perceptron, exchange, new Adam(), Mixing(mixingThere))
            : Run(GuaranteeNetworks.Perceptron, exchange, new Adam(beta1: beta1) { Iterations = iterations }, Mixing(mixingHere), batchSize: batchSize));

        Assert.Equal($"Rank 1 trains something else than rank 0: {difference}.", Assert.IsType<ArgumentException>(ranks[1].Failure).Message);
        Assert.IsType<ExchangeException>(ranks[0].Failure);
    }

    [Fact]
    public void A_sample_that_one_rank_cannot_read_ends_all()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => Run(
            GuaranteeNetworks.Perceptron,
            exchange,
            data: samples => new Watched(samples, index => _ = index == 31 ? throw new IOException("sample 31 cannot be read") : index)));

        Assert.Equal("sample 31 cannot be read", Assert.Single(ranks, rank => rank.Failure is IOException).Failure!.Message);
        Assert.Equal(3, ranks.Count(rank => rank.Failure is ExchangeException { InnerException: IOException }));
    }

    [Fact]
    public void A_step_after_the_first_allocates_nothing()
    {
        INetwork network = GuaranteeNetworks.Create(GuaranteeNetworks.Normalized);
        Dataset data = RandomData.Classes(network.Info, Samples);
        using var step = new TrainingStep(network, new Adam(), Loss.SparseCategoricalCrossentropy, batchSize: 24, threads: 1) { Exchange = new Alone(1) };
        int[] samples = [.. Enumerable.Range(0, 24)];
        step.Run(data, samples, randomKey: 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        step.Run(data, samples, randomKey: 2);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    /// <summary>Two epochs in batches of 24, 24 and 5.</summary>
    private static SharedTraining.Outcome Run(
        string name,
        Exchange? exchange,
        Optimizer? optimizer = null,
        SampleMixing? mixing = null,
        bool watchesNumbers = false,
        int batchSize = 24,
        Func<Dataset, Dataset>? data = null,
        Action<INetwork>? prepare = null)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        prepare?.Invoke(network);
        Dataset samples = RandomData.Classes(network.Info, Samples);
        samples = data?.Invoke(samples) ?? samples;
        Optimizer used = optimizer ?? new Adam(1e-3);
        using var step = new TrainingStep(network, used, Loss.SparseCategoricalCrossentropy, batchSize, threads: 1)
        {
            Exchange = exchange,
            Mixing = mixing,
            WatchesNumbers = watchesNumbers,
        };
        int[] order = [.. Enumerable.Range(0, Samples)];
        var losses = new List<long>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int first = 0; first < Samples; first += 24)
            {
                losses.Add(BitConverter.DoubleToInt64Bits(step.Run(samples, order.AsSpan(first, Math.Min(24, Samples - first)), randomKey: (ulong)(epoch + first))));
            }
        }

        return SharedTraining.Of(network, used, $"{string.Join(", ", losses)}; {step.Fault?.Message ?? NoFault}");
    }
}
