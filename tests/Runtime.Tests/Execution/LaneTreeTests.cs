using System;
using System.Linq;
using NetGen.Execution;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

public class LaneTreeTests
{
    private const int Offset = 3;

    public static TheoryData<int> Counts => [.. Enumerable.Range(1, 16)];

    /// <summary>Each length has another rest behind whole vectors; the longest takes several chunks.</summary>
    [Theory]
    [MemberData(nameof(Counts))]
    public void Lanes_are_added_up_in_pairs_and_pairs_of_pairs(int lanes)
    {
        foreach (int length in new[] { 1, 7, 16, 33, 255, 256, 257, 700 })
        {
            AlignedBuffer[] buffers = Buffers(lanes, Offset + length);
            float[] sums = new float[length];

            LaneTree.Sum(buffers, Offset, ref sums[0], length);

            for (int i = 0; i < length; i++)
            {
                float[] values = [.. buffers.Select(buffer => buffer.Span[Offset + i])];
                Assert.Equal(InPairs(values), sums[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Nothing_beside_the_stretch_is_written(int lanes)
    {
        float[] sums = [5, 0, 0, 0, 6];

        LaneTree.Sum(Buffers(lanes, 8), Offset, ref sums[1], 3);

        Assert.Equal(5, sums[0]);
        Assert.Equal(6, sums[^1]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    [InlineData(17)]
    [InlineData(100)]
    public void Figures_are_added_up_as_lanes_are(int lanes)
    {
        double[] values = [.. Enumerable.Range(0, lanes).Select(i => 1 / (i + 0.3))];

        Assert.Equal(InPairs(values), LaneTree.Sum(values));
    }

    [Fact]
    public void The_sum_of_nothing_is_0() => Assert.Equal(0, LaneTree.Sum(ReadOnlySpan<double>.Empty));

    /// <summary>Who has no partner waits.</summary>
    private static T InPairs<T>(T[] values)
        where T : System.Numerics.INumber<T>
    {
        while (values.Length > 1)
        {
            values = [.. values.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : pair[0] + pair[1])];
        }

        return values[0];
    }

    private static AlignedBuffer[] Buffers(int count, int length)
    {
        var random = new Random(count);
        AlignedBuffer[] buffers = AlignedBuffer.Many(count, length);
        foreach (AlignedBuffer buffer in buffers)
        {
            foreach (ref float value in buffer.Span)
            {
                value = random.NextSingle() - 0.3f;
            }
        }

        return buffers;
    }
}
