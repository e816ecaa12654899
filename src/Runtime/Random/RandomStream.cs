using System;
using System.Numerics;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// A sequence of random numbers that a 64-bit key determines: xoshiro256** (Blackman and Vigna 2018), its state drawn
/// from the key by SplitMix64.
/// </summary>
internal struct RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public RandomStream(ulong key)
    {
        _s0 = CounterRandom.Derive(key, 0, 0);
        _s1 = CounterRandom.Derive(key, 0, 1);
        _s2 = CounterRandom.Derive(key, 0, 2);
        _s3 = CounterRandom.Derive(key, 0, 3);
    }

    public ulong NextBits()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            ulong t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform over 0 to <paramref name="bound"/> - 1, without bias (Lemire 2019).</summary>
    public int NextIndex(int bound)
    {
        while (true)
        {
            ulong product = (NextBits() >> 32) * (uint)bound;
            if ((uint)product >= (uint)bound || (uint)product >= (uint)((1UL << 32) % (uint)bound))
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>Normal with mean 0 and standard deviation 1 (Marsaglia's polar method).</summary>
    public double NextNormal()
    {
        while (true)
        {
            double x = (2 * NextUniform()) - 1;
            double y = (2 * NextUniform()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                return x * Math.Sqrt(-2 * Math.Log(square) / square);
            }
        }
    }
}
