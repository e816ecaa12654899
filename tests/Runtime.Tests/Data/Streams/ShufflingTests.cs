using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Data.Streams;

public class ShufflingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Every_item_comes_once_and_none_before_it_can_have_been_in_the_buffer(int capacity)
    {
        int[] order = [.. Shuffling.Through(capacity, Enumerable.Range(0, 100), key: 42)];
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        for (int place = 0; place < order.Length; place++)
        {
            Assert.True(order[place] < place + capacity);
        }

        Assert.Equal(capacity == 1, order.SequenceEqual(Enumerable.Range(0, 100)));
        Assert.Equal(order, Shuffling.Through(capacity, Enumerable.Range(0, 100), key: 42));
    }

    [Fact]
    public void With_a_buffer_for_all_every_order_is_as_likely()
    {
        const int Draws = 24_000;
        var counts = new Dictionary<string, int>();
        for (int key = 0; key < Draws; key++)
        {
            string order = string.Concat(Shuffling.Through(4, "abcd", (ulong)key));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Chi-squared with 23 degrees of freedom: beyond 58 once in 20,000 times; the keys are fixed.
        double expected = Draws / 24.0;
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - expected, 2) / expected), 0, 58);
    }

    [Fact]
    public void An_item_leaves_the_buffer_as_a_geometric_distribution_says()
    {
        // The first item leaves at each step with a chance of 1 in 10: after 5 steps it is still there with 0.9^5.
        int stayed = Enumerable.Range(0, 10_000).Count(key => !Shuffling.Through(10, Enumerable.Range(0, 1_000), (ulong)key).Take(5).Contains(0));
        Assert.InRange(stayed / 10_000.0, Math.Pow(0.9, 5) - 0.02, Math.Pow(0.9, 5) + 0.02);
    }
}
