using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Several ranks that evaluate one network share the samples and come to the figures of one.</summary>
public sealed class SharedEvaluationTests
{
    [Theory]
    [InlineData(GuaranteeNetworks.Convolutional, 1)]
    [InlineData(GuaranteeNetworks.Convolutional, 4)]
    [InlineData(GuaranteeNetworks.Normalized, 2)]
    [InlineData(GuaranteeNetworks.Graph, 8)]
    [InlineData(GuaranteeNetworks.Perceptron, 16)]
    public void Figures_are_those_of_one(string name, int count)
    {
        string alone = Evaluate(name, exchange: null);

        Assert.All(ThreadRanks.Run(count, exchange => Evaluate(name, exchange)), rank =>
        {
            Assert.Null(rank.Failure);
            Assert.Equal(alone, rank.Result);
        });
    }

    [Fact]
    public void Each_rank_reads_its_part_of_every_batch_alone()
    {
        var readers = new List<(int Sample, int Rank)>();
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => Evaluate(
            GuaranteeNetworks.Convolutional,
            exchange,
            data: samples => new Watched(samples, sample =>
            {
                lock (readers)
                {
                    readers.Add((sample, exchange.Rank));
                }
            })));

        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.Equal(Enumerable.Range(0, 53), readers.Select(reader => reader.Sample).Order());
        Assert.Equal([0, 1, 2, 3], readers.Select(reader => reader.Rank).Distinct().Order());
    }

    [Fact]
    public void Callbacks_run_on_the_first_rank()
    {
        int[] batches = new int[4];
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => Evaluate(
            GuaranteeNetworks.Convolutional, exchange, callbacks: [new AfterBatch(() => batches[exchange.Rank]++)]));

        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.Equal([3, 0, 0, 0], batches);
    }

    [Fact]
    public void A_rank_with_other_weights_is_named()
    {
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => Evaluate(
            GuaranteeNetworks.Convolutional, exchange, change: network => network.Parameters.Update(exchange.Rank, static (rank, values) => values[0] += rank)));

        Assert.StartsWith("Rank 1 evaluates something else than rank 0: weights: ", Assert.IsType<ArgumentException>(ranks[1].Failure).Message, StringComparison.Ordinal);
        Assert.StartsWith("Rank 1 of 2 has failed, and all end with it. ", Assert.IsType<ExchangeException>(ranks[0].Failure).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: 53 samples there, 52 samples here", 52, 24)]
    [InlineData("batch_size: 24 there, 23 here", 53, 23)]
    public void A_rank_that_evaluates_otherwise_is_named_with_what_differs(string difference, int count, int batchSize)
    {
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => exchange.Rank == 0
            ? Evaluate(GuaranteeNetworks.Perceptron, exchange)
            : Evaluate(GuaranteeNetworks.Perceptron, exchange, data: samples => samples.Take(count), batchSize: batchSize));

        Assert.Equal($"Rank 1 evaluates something else than rank 0: {difference}.", Assert.IsType<ArgumentException>(ranks[1].Failure).Message);
        Assert.IsType<ExchangeException>(ranks[0].Failure);
    }

    [Fact]
    public void A_rank_that_cannot_begin_keeps_all_from_beginning()
    {
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => Evaluate(
            GuaranteeNetworks.Convolutional, exchange, data: samples => exchange.Rank == 2 ? Dataset.FromClasses([1, 1], [0]) : samples));

        Assert.IsType<ArgumentException>(ranks[2].Failure, exactMatch: false);
        Assert.Equal(3, ranks.Count(rank => rank.Failure is ExchangeException exception
            && exception.Message.StartsWith("Rank 2 of 4 has failed, and all end with it. ArgumentException: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_sample_that_cannot_be_read_later_ends_all()
    {
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => Evaluate(
            GuaranteeNetworks.Convolutional,
            exchange,
            data: samples => new Watched(samples, sample => _ = sample == 31 ? throw new NotSupportedException("torn") : sample)));

        Assert.Single(ranks, rank => rank.Failure is NotSupportedException { Message: "torn" });
        Assert.Equal(3, ranks.Count(rank => rank.Failure is ExchangeException { InnerException: NotSupportedException { Message: "torn" } }));
    }

    [Fact]
    public void A_token_of_any_rank_ends_it_on_all()
    {
        int batches = 0;
        (string?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange =>
        {
            using var source = new CancellationTokenSource();
            var counting = new AfterBatch(() => batches++);
            Func<Dataset, DataSource> data = samples => new Watched(samples, _ =>
            {
                if (exchange.Rank == 2)
                {
                    source.Cancel();
                }
            });
            try
            {
                return Evaluate(GuaranteeNetworks.Convolutional, exchange, data, [counting], cancellationToken: source.Token);
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken == source.Token)
            {
                return "cancelled";
            }
        });

        Assert.All(ranks, rank => Assert.Equal("cancelled", rank.Item1));
        Assert.Equal(1, batches);
    }

    /// <summary>An evaluation in batches of 24, 24 and 5, with a metric that sees the order of the samples.</summary>
    private static string Evaluate(
        string name,
        Exchange? exchange,
        Func<Dataset, DataSource>? data = null,
        IReadOnlyList<Callback>? callbacks = null,
        Action<INetwork>? change = null,
        int batchSize = 24,
        CancellationToken cancellationToken = default)
    {
        INetwork network = GuaranteeNetworks.Create(name);
        change?.Invoke(network);
        var trainer = new Trainer<INetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy, [new SparseCategoricalAccuracy(), new LastRow()]);
        Dataset samples = RandomData.Classes(network.Info, 53);
        Evaluation evaluation = trainer.Evaluate(data?.Invoke(samples) ?? samples, batchSize, callbacks, exchange, cancellationToken);
        return string.Join(", ", evaluation.Metrics.Values.Prepend(evaluation.Loss).Select(BitConverter.DoubleToInt64Bits));
    }

    private sealed class AfterBatch(Action act) : Callback
    {
        public override void OnTestBatchEnd(int batch, Logs logs) => act();
    }
}
