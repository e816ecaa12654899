using System;
using System.Linq;
using System.Runtime.Intrinsics;
using NetGen.Execution;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

public class CounterNormalTests
{
    private const int Count = 400_000;

    [Fact]
    public void Moments_are_those_of_the_standard_normal_distribution()
    {
        double[] numbers = Draw(key: 7);

        // Standard deviations of the means of z, z², z³ and z⁴: 1, sqrt(2), sqrt(15) and sqrt(96) over sqrt(n); five of them.
        double five = 5 / Math.Sqrt(Count);
        Assert.InRange(numbers.Average(), -five, five);
        Assert.InRange(numbers.Average(z => z * z), 1 - (five * Math.Sqrt(2)), 1 + (five * Math.Sqrt(2)));
        Assert.InRange(numbers.Average(z => z * z * z), -five * Math.Sqrt(15), five * Math.Sqrt(15));
        Assert.InRange(numbers.Average(z => z * z * z * z), 3 - (five * Math.Sqrt(96)), 3 + (five * Math.Sqrt(96)));
    }

    [Theory]
    [InlineData(-3, 0.0013498980)]
    [InlineData(-1, 0.1586552539)]
    [InlineData(0, 0.5)]
    [InlineData(2, 0.9772498681)]
    [InlineData(3.5, 0.9997673709)]
    public void As_many_lie_below_a_bound_as_should(double bound, double share)
    {
        double deviation = Math.Sqrt(share * (1 - share) / Count);
        Assert.InRange(Draw(key: 11).Count(z => z < bound) / (double)Count, share - (5 * deviation), share + (5 * deviation));
    }

    /// <summary>Every uniform number has its place: the distribution function takes the normal number back to it.</summary>
    [Fact]
    public void Numbers_are_quantiles_of_uniform_numbers()
    {
        for (uint position = 0; position < 2000; position++)
        {
            double uniform = ((CounterRandom.Bits(3, position) >> 8) + 0.5) / (1 << 24);
            double z = CounterNormal.Draw(3, position);

            // The density at the median is 0.4, so this is an error of some 1e-6 in z.
            Assert.Equal(uniform, Distribution(z), 4e-7);
        }
    }

    /// <summary>Those far from 0 too, which are few and computed in another way: to a few units in the last place of z, which the tail is z times as sensitive to.</summary>
    [Fact]
    public void Tails_are_quantiles_of_uniform_numbers()
    {
        const uint Tail = 400;
        int found = 0;
        for (uint position = 0; position < 2_000_000; position++)
        {
            uint part = CounterRandom.Bits(3, position) >> 8;
            if (part is < Tail or >= (1 << 24) - Tail)
            {
                double z = CounterNormal.Draw(3, position);
                double tail = (Math.Min(part, (1 << 24) - 1 - part) + 0.5) / (1 << 24);
                Assert.Equal(part < Tail, z < 0);
                Assert.Equal(1, Distribution(-Math.Abs(z)) / tail, 3e-5);
                found++;
            }
        }

        Assert.InRange(found, 50, 200);
    }

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        for (uint first = 0; first < 4096; first += 16)
        {
            float[] alone = [.. Enumerable.Range(0, 16).Select(i => CounterNormal.Draw(5, first + (uint)i))];
            Vector512<uint> positions = Vector512.Create(first) + Vector512<uint>.Indices;
            float[] all = new float[16];
            CounterNormal.Draw(5, positions).CopyTo(all);
            Assert.Equal(alone, all);
            CounterNormal.Draw(5, positions.GetLower()).CopyTo(all);
            CounterNormal.Draw(5, positions.GetUpper()).CopyTo(all, 8);
            Assert.Equal(alone, all);
            CounterNormal.Draw(5, positions.GetLower().GetUpper()).CopyTo(all);
            Assert.Equal(alone[4..8], all[..4]);
        }
    }

    [Fact]
    public void Numbers_are_finite_and_depend_on_the_key()
    {
        Assert.All(Draw(key: 1), z => Assert.InRange(z, -5.5, 5.5));
        Assert.NotEqual(Draw(key: 1), Draw(key: 2));
    }

    private static double[] Draw(ulong key) => [.. Enumerable.Range(0, Count).Select(i => (double)CounterNormal.Draw(key, (uint)i))];

    /// <summary>The standard normal distribution function, by Simpson's rule from 0.</summary>
    private static double Distribution(double z)
    {
        const int Steps = 400;
        double width = z / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double x = i * width;
            sum += Math.Exp(-x * x / 2) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return 0.5 + (sum * width / 3 / Math.Sqrt(2 * Math.PI));
    }
}
