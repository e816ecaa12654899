using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Golden.Tests.Guarantees;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>What keeps one rank from going on ends all, with the first cause named.</summary>
public sealed class SharedFailureTests
{
    private const string Network = GuaranteeNetworks.Normalized;

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Ranks_that_cannot_share_the_lanes_are_refused_with_the_reason(int ranks)
    {
        var exception = Assert.Throws<ArgumentException>(() => SharedTraining.Run(Network, new Alone(ranks)));

        string expected = $"{ranks} ranks cannot share a batch: its lanes, 16 at most, are summed up as a binary tree";
        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_that_cannot_begin_keeps_all_from_beginning()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => SharedTraining.Run(
            Network, exchange, data: samples => exchange.Rank == 2 ? Dataset.FromClasses([float.NaN, 1], [0]) : samples));

        Assert.All(ranks, rank => Assert.NotNull(rank.Failure));
        Assert.IsType<ArgumentException>(ranks[2].Failure, exactMatch: false);
        Assert.All(ranks.Where((_, rank) => rank != 2), rank => Assert.StartsWith(
            "Rank 2 of 4 has failed, and all end with it. ArgumentException: ",
            Assert.IsType<ExchangeException>(rank.Failure).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_rank_that_trains_something_else_is_named_with_what_differs()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => SharedTraining.Run(
            Network, exchange, _ => new FitOptions { BatchSize = exchange.Rank == 1 ? 12 : 24, Exchange = exchange }));

        Assert.Equal("Rank 1 trains something else than rank 0: batch_size: 24 there, 12 here.", Assert.IsType<ArgumentException>(ranks[1].Failure).Message);
        Assert.Contains("batch_size: 24 there, 12 here", Assert.IsType<ExchangeException>(ranks[0].Failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_that_one_rank_cannot_read_ends_all()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange =>
            SharedTraining.Run(Network, exchange, data: samples => new Torn(samples, 31)));

        Assert.Equal("sample 31 cannot be read", Assert.Single(ranks, rank => rank.Failure is IOException).Failure!.Message);
        Assert.Equal(3, ranks.Count(rank => rank.Failure is ExchangeException { InnerException: IOException { Message: "sample 31 cannot be read" } }));
    }

    [Fact]
    public void A_callback_that_fails_on_the_first_rank_ends_all()
    {
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(2, exchange => SharedTraining.Run(Network, exchange, _ => new FitOptions
        {
            BatchSize = 24,
            Callbacks = [new LambdaCallback(onTrainBatchEnd: (batch, _) => throw new NotSupportedException($"batch {batch}"))],
            Exchange = exchange,
        }));

        Assert.Equal("batch 0", Assert.IsType<NotSupportedException>(ranks[0].Failure).Message);
        Assert.Equal("batch 0", Assert.IsType<ExchangeException>(ranks[1].Failure).InnerException!.Message);
    }

    [Fact]
    public void Each_rank_reads_its_part_of_every_batch_alone()
    {
        var readers = new Dictionary<int, HashSet<int>>();
        (SharedTraining.Outcome?, Exception? Failure)[] ranks = ThreadRanks.Run(4, exchange => SharedTraining.Run(
            GuaranteeNetworks.Convolutional,
            exchange,
            _ => new FitOptions { Epochs = 1, BatchSize = 24, Shuffle = true, Exchange = exchange },
            data: samples => new Watched(samples, sample =>
            {
                lock (readers)
                {
                    (readers.TryGetValue(sample, out HashSet<int>? by) ? by : readers[sample] = []).Add(exchange.Rank);
                }
            })));

        Assert.All(ranks, rank => Assert.Null(rank.Failure));
        Assert.Equal(53, readers.Count);
        Assert.All(readers, reader => Assert.Single(reader.Value));
        Assert.Equal(4, readers.SelectMany(reader => reader.Value).Distinct().Count());
    }

    private sealed class Torn(Dataset data, int torn) : ForeignDataset(data)
    {
        public override void ReadInput(int index, Span<float> input)
        {
            if (index == torn)
            {
                throw new IOException($"sample {index} cannot be read");
            }

            base.ReadInput(index, input);
        }
    }
}
