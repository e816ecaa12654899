using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Execution;

/// <summary>
/// Random bits as a function of a key and a position, so that a value depends on neither order nor threads.
/// The position is mixed by two rounds of a 32-bit finaliser with good avalanche (lowbias32, C. Wellons 2018).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CounterRandom
{
    /// <summary>Derives the key of one layer and sample from a batch's key.</summary>
    public static ulong Derive(ulong key, int layer, int sample)
    {
        // SplitMix64's output function (Steele, Lea and Flood 2014).
        ulong z = key + (0x9E3779B97F4A7C15UL * (((ulong)(uint)layer << 32) | (uint)sample)) + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>32 random bits for one position under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(ulong key, uint position) => unchecked(Mix(Mix(position + (uint)key) ^ (uint)(key >> 32)));

    /// <summary>A number from 0 to below 1, a multiple of 2^-24, for one position under a key.</summary>
    public static float Uniform(ulong key, uint position) => (Bits(key, position) >> 8) * (1f / (1 << 24));

    /// <summary>32 random bits for each of several positions under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Bits(ulong key, Vector128<uint> positions) =>
        Mix(Mix(positions + Vector128.Create(unchecked((uint)key))) ^ Vector128.Create(unchecked((uint)(key >> 32))));

    /// <summary>32 random bits for each of several positions under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Bits(ulong key, Vector256<uint> positions) =>
        Mix(Mix(positions + Vector256.Create(unchecked((uint)key))) ^ Vector256.Create(unchecked((uint)(key >> 32))));

    /// <summary>32 random bits for each of several positions under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Bits(ulong key, Vector512<uint> positions) =>
        Mix(Mix(positions + Vector512.Create(unchecked((uint)key))) ^ Vector512.Create(unchecked((uint)(key >> 32))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint x)
    {
        unchecked
        {
            x = (x ^ (x >> 16)) * 0x7FEB352Du;
            x = (x ^ (x >> 15)) * 0x846CA68Bu;
            return x ^ (x >> 16);
        }
    }

    // Spelled with vectors on both sides: a vector times a number is a call under WebAssembly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mix(Vector128<uint> x)
    {
        x = (x ^ (x >> 16)) * Vector128.Create(0x7FEB352Du);
        x = (x ^ (x >> 15)) * Vector128.Create(0x846CA68Bu);
        return x ^ (x >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Mix(Vector512<uint> x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }
}
