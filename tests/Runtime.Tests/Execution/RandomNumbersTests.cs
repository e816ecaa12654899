using System;
using System.Linq;
using System.Runtime.Intrinsics;
using NetGen.Execution;
using Xunit;

namespace NetGen.Runtime.Tests.Execution;

/// <summary>
/// A seed gives the same numbers in every version: weights, orders and dropout depend on them. The values were computed in Python by the published algorithms: SplitMix64,
/// xoshiro256**, the hash of 32 bits with 0x7feb352d and 0x846ca68b, the polar method and the gamma distribution of Marsaglia and Tsang.
/// </summary>
public class RandomNumbersTests
{
    private const ulong LongKey = 0xFEDCBA9876543210;

    [Theory]
    [InlineData(0UL, 0, 0, 0xE220A8397B1DCDAFUL)]
    [InlineData(1UL, 2, 3, 0x12E80FFCFBBBD251UL)]
    [InlineData(LongKey, int.MaxValue, 123_456, 0x05DA036E7D5579ECUL)]
    [InlineData(LongKey, -1, -2, 0xC5A10E5E99D658ACUL)]
    public void Keys_are_derived_by_SplitMix64(ulong key, int layer, int sample, ulong expected) => Assert.Equal(expected, CounterRandom.Derive(key, layer, sample));

    [Theory]
    [InlineData(0UL, 0U, 0U)]
    [InlineData(1UL, 2U, 0x6785FA52U)]
    [InlineData(LongKey, 0U, 0xB0839F73U)]
    [InlineData(LongKey, uint.MaxValue, 0x71592E43U)]
    [InlineData(0x100000000UL, 7U, 0x84DFE406U)]
    public void Bits_depend_on_both_halves_of_a_key_and_on_the_position(ulong key, uint position, uint expected)
    {
        Assert.Equal(expected, CounterRandom.Bits(key, position));
        Assert.Equal((expected >> 8) / (float)(1 << 24), CounterRandom.Uniform(key, position));
    }

    [Fact]
    public void Vectors_of_all_widths_have_the_bits_of_single_positions()
    {
        foreach (ulong key in (ulong[])[0, 5, LongKey])
        {
            for (uint first = uint.MaxValue - 1000; first != 1000; first++)
            {
                Vector512<uint> positions = Vector512.Create(first) + Vector512<uint>.Indices;
                uint[] alone = [.. Enumerable.Range(0, 16).Select(i => CounterRandom.Bits(key, unchecked(first + (uint)i)))];
                uint[] bits = new uint[16];
                CounterRandom.Bits(key, positions).CopyTo(bits);
                Assert.Equal(alone, bits);
                CounterRandom.Bits(key, positions.GetLower()).CopyTo(bits.AsSpan(8));
                Assert.Equal(alone[..8], bits[8..]);
                CounterRandom.Bits(key, positions.GetLower().GetUpper()).CopyTo(bits);
                Assert.Equal(alone[4..8], bits[..4]);
            }
        }
    }

    [Fact]
    public void A_stream_is_xoshiro()
    {
        var random = new RandomStream(17);
        ulong[] bits = new ulong[6];
        foreach (ref ulong next in bits.AsSpan())
        {
            next = random.NextBits();
        }

        Assert.Equal([0xA8722CE678E6E2CA, 0xB0C58DEFA535F501, 0xF057B25FFB0BF1B9, 0xF7ABA65F754FDE47, 0xAA9438AA0AAD53A8, 0xF0FE446D643B0458], bits);
    }

    [Fact]
    public void Uniform_and_normal_numbers_come_of_it()
    {
        var random = new RandomStream(17);
        Assert.Equal(0.6579921782185028, random.NextUniform());
        Assert.Equal(0.6905144414970079, random.NextUniform());
        Assert.Equal(0.9388381466224442, random.NextUniform());
        random = new RandomStream(17);
        foreach (double expected in (double[])[1.07058903490481, 0.17030191651115514, 0.51874183889771, -0.39197946361573943])
        {
            Assert.Equal(expected, random.NextNormal(), 1e-14);
        }
    }

    /// <summary>Every index is as likely: of the 2^32 values that there are, those are drawn again that would favour some.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1 << 20)]
    [InlineData(3 << 29)]
    [InlineData(int.MaxValue)]
    public void Indices_are_drawn_again_where_they_would_favour_some(int bound)
    {
        var random = new RandomStream(4);
        RandomStream plain = random;
        ulong tooFew = (1UL << 32) % (ulong)bound;
        for (int i = 0; i < 2_000; i++)
        {
            ulong product;
            do
            {
                product = (plain.NextBits() >> 32) * (ulong)bound;
            }
            while (product % (1UL << 32) < tooFew);

            Assert.Equal((int)(product / (1UL << 32)), random.NextIndex(bound));
        }
    }

    [Theory]
    [InlineData(0.2, new[] { 0.34687506120310885, 0.9263997071012934, 0.04239260703409798, 0.9999985857528392, 0.9992839319309853, 0.9999998368889707 })]
    [InlineData(0.999, new[] { 0.36647655526196377, 0.6877182913111654, 0.2799148253561018, 0.9198032627618746, 0.6710321302813913, 0.9756000371223604 })]
    [InlineData(1, new[] { 0.7093012671782227, 0.4864086399000718, 0.39096323375775827, 0.3088798297301377, 0.12839793500432442, 0.1986599113167921 })]
    [InlineData(1.5, new[] { 0.6697883855996786, 0.4892467467674123, 0.41821989597864945, 0.351339660053637, 0.21324576840855988, 0.26603959276923206 })]
    [InlineData(8, new[] { 0.5755675826824229, 0.49540027063249426, 0.4687120157403861, 0.3512738647245796, 0.6520023780558226, 0.5628889492147373 })]
    public void Shares_of_mixtures_come_of_it(double alpha, double[] expected)
    {
        var random = new RandomStream(17);
        foreach (double share in expected)
        {
            Assert.Equal(share, BetaDistribution.NextSymmetric(ref random, alpha), 1e-12);
        }
    }
}
