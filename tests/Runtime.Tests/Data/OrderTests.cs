using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Runtime.Tests.Support;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

/// <summary>Random orders of what is in memory: those of epochs and those of datasets.</summary>
public class OrderTests
{
    private const int Draws = 24_000;

    private static readonly Func<int, int[]>[] Orders =
    [
        seed => Epoch(seed, epoch: 0),
        epoch => Epoch(seed: 3, epoch),
        seed => Shuffled(Numbered(4), seed),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_order_is_as_likely_and_a_sample_may_keep_its_place(int kind)
    {
        var counts = new Dictionary<string, int>();
        int kept = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            int[] order = Orders[kind](draw);
            string text = string.Concat(order);
            counts[text] = counts.GetValueOrDefault(text) + 1;
            kept += order.Where((item, place) => item == place).Count();
        }

        // Chi-squared with 23 degrees of freedom: beyond 58 once in 20,000 times; the seeds are fixed. An order keeps one place on average, with a variance of 1.
        double expected = Draws / 24.0;
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - expected, 2) / expected), 0, 58);
        Assert.InRange(kept, Draws - (4 * Math.Sqrt(Draws)), Draws + (4 * Math.Sqrt(Draws)));
    }

    [Fact]
    public void An_epoch_takes_every_sample_once_and_orders_differ()
    {
        Assert.Equal(Enumerable.Range(0, 1_000), Epoch(seed: 1, epoch: 0, count: 1_000).Order());
        Assert.NotEqual(Epoch(seed: 1, epoch: 0, count: 1_000), Epoch(seed: 1, epoch: 1, count: 1_000));
        Assert.NotEqual(Epoch(seed: 1, epoch: 0, count: 1_000), Epoch(seed: 2, epoch: 0, count: 1_000));
        Assert.NotEqual(Epoch(seed: 1, epoch: 0, count: 1_000), Shuffled(Numbered(1_000), 1));
    }

    [Fact]
    public void A_shuffled_dataset_keeps_what_belongs_together()
    {
        Dataset data = Dataset.FromClasses([.. Enumerable.Range(0, 100).Select(i => (float)i)], [.. Enumerable.Range(0, 100).Select(i => i % 7)])
            .WithWeights([.. Enumerable.Range(0, 100).Select(i => i / 8f)]);
        Dataset shuffled = data.Slice(10, 50).Shuffle(seed: 5);
        (float[] inputs, float[] targets) = Samples.ReadAll(shuffled);
        Assert.Equal(Enumerable.Range(10, 50).Select(i => (float)i), inputs.Order());
        Assert.NotEqual(inputs.Order(), inputs);
        for (int i = 0; i < shuffled.Count; i++)
        {
            Assert.Equal(inputs[i] % 7, targets[i]);
            Assert.Equal(inputs[i] / 8, shuffled.ReadWeight(i));
            Assert.Equal(inputs[i], shuffled.OriginalIndex(i));
        }

        Assert.Equal(inputs, Samples.ReadAll(data.Slice(10, 50).Shuffle(seed: 5)).Inputs);
        Assert.True(shuffled.IsWeighted);
    }

    private static int[] Epoch(int seed, int epoch, int count = 4)
    {
        var order = new EpochOrder(count, shuffle: true, seed);
        order.Begin(epoch);
        return order.Batch(step: 0, batchSize: count).ToArray();
    }

    private static int[] Shuffled(Dataset data, int seed) => [.. Samples.ReadAll(data.Shuffle(seed)).Inputs.Select(value => (int)value)];

    private static Dataset Numbered(int count) => Dataset.FromClasses([.. Enumerable.Range(0, count).Select(i => (float)i)], new int[count]);
}
