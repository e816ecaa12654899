using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>Sums of ranks have the bits of the lanes' tree, whichever way their values go.</summary>
public sealed class CollectiveTests
{
    private static readonly int[] Counts = [1, 2, 4, 8, 16];

    private static readonly bool[] Ways = [false, true];

    private static readonly int[] Lengths = [0, 1, 3, 4_095, 4_097, 33_001, 70_001, 300_001];

    public static IEnumerable<object[]> Sums =>
        from count in Counts
        from summands in Enumerable.Range(1, count)
        where summands == 1 || summands == (count / 2) + 1 || summands == count
        from sharesMemory in Ways
        select new object[] { count, summands, sharesMemory };

    [Theory]
    [MemberData(nameof(Sums))]
    public void Sums_are_those_of_the_tree(int count, int summands, bool sharesMemory)
    {
        foreach (int length in Lengths)
        {
            uint[] expected = Bits(Tree([.. Enumerable.Range(0, summands).Select(rank => Values(rank, length))]));

            Assert.All(ThreadRanks.Run(count, Sum, sharesMemory), rank =>
            {
                Assert.Null(rank.Failure);
                Assert.Equal(expected, rank.Result);
            });

            uint[] Sum(Exchange exchange)
            {
                float[] values = Values(exchange.Rank, length);
                new Collective(exchange).Sum(values, summands);
                return Bits(values);
            }
        }
    }

    /// <summary>A message more than needed is what takes time between machines; bytes more than needed take it within one.</summary>
    [Theory]
    [InlineData(2, 4_096, false, 1, 4_096)]
    [InlineData(2, 4_096, true, 2, 4_096)]
    [InlineData(2, 400_000, false, 2, 400_000)]
    [InlineData(4, 10_000, false, 2, 20_000)]
    [InlineData(4, 200_000, false, 3, 300_000)]
    [InlineData(4, 200_000, true, 4, 300_000)]
    [InlineData(16, 1_000, false, 4, 4_000)]
    public void Short_sums_go_in_few_messages_and_long_ones_in_few_bytes(int count, int length, bool sharesMemory, int messages, int values)
    {
        (Counting? Counted, Exception? Failure)[] ranks = ThreadRanks.Run(
            count,
            exchange =>
            {
                var counting = new Counting(exchange);
                new Collective(counting).Sum(new float[length], count);
                return counting;
            },
            sharesMemory);

        Assert.All(ranks, rank => Assert.Equal((messages, 4L * values), (rank.Counted!.Messages, rank.Counted.Bytes)));
    }

    /// <summary>Numbers whose sums depend on the order, and some that are none, of which the first one's bits are left.</summary>
    private static float[] Values(int rank, int length)
    {
        var random = new Random(rank + 1);
        float[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        for (int i = rank; i < length; i += 97)
        {
            values[i] = BitConverter.UInt32BitsToSingle(0x7fc00001u + (uint)rank);
        }

        return values;
    }

    private static float[] Tree(float[][] summands)
    {
        while (summands.Length > 1)
        {
            summands = [.. summands.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : [.. pair[0].Zip(pair[1], (first, second) => first + second)])];
        }

        return summands[0];
    }

    private static uint[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    /// <summary>Counts what a rank sends.</summary>
    private sealed class Counting(Exchange exchange) : Exchange(exchange.Rank, exchange.Count)
    {
        public int Messages { get; private set; }

        public long Bytes { get; private set; }

        protected internal override bool SharesMemory => exchange.SharesMemory;

        protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
        {
            Messages++;
            Bytes += outgoing.Length;
            exchange.Swap(partner, outgoing, incoming);
        }

        public override void Abort(Exception cause) => exchange.Abort(cause);
    }
}
