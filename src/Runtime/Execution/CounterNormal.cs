using System;
using System.Runtime.Intrinsics;

namespace NetGen.Execution;

/// <summary>
/// Numbers of the standard normal distribution as a function of a key and a position: the inverse of its distribution
/// function, after M. Giles, "Approximating the erfinv function" (2012), at a uniform number of <see cref="CounterRandom"/>.
/// Four numbers at a time, by operations that round the same way everywhere, so that the bits depend on neither the
/// processor nor the width of the vectors that ask. None is beyond 5.5.
/// </summary>
public static class CounterNormal
{
    private const float Ln2 = 0.693147182f;

    /// <summary>The number at one position under a key.</summary>
    public static float Draw(ulong key, uint position) => Draw(key, Vector128.CreateScalar(position)).ToScalar();

    /// <summary>The numbers at several positions under a key.</summary>
    public static Vector256<float> Draw(ulong key, Vector256<uint> positions) =>
        Vector256.Create(Draw(key, positions.GetLower()), Draw(key, positions.GetUpper()));

    /// <summary>The numbers at several positions under a key.</summary>
    public static Vector512<float> Draw(ulong key, Vector512<uint> positions) =>
        Vector512.Create(Draw(key, positions.GetLower()), Draw(key, positions.GetUpper()));

    /// <summary>The numbers at several positions under a key.</summary>
    public static Vector128<float> Draw(ulong key, Vector128<uint> positions)
    {
        // The middles of 2^24 equal parts of (-1, 1), exactly.
        Vector128<float> part = Vector128.ConvertToSingle((CounterRandom.Bits(key, positions) >> 8).AsInt32());
        Vector128<float> x = (part - Vector128.Create(8388607.5f)) * (1f / 8388608);

        Vector128<float> w = -Log((Vector128<float>.One - x) * (Vector128<float>.One + x));
        Vector128<float> inner = Polynomial(
            w - Vector128.Create(2.5f),
            [2.81022636e-08f, 3.43273939e-07f, -3.5233877e-06f, -4.39150654e-06f, 0.00021858087f, -0.00125372503f, -0.00417768164f, 0.246640727f, 1.50140941f]);
        Vector128<float> outer = Polynomial(
            Vector128.Sqrt(w) - Vector128.Create(3f),
            [-0.000200214257f, 0.000100950558f, 0.00134934322f, -0.00367342844f, 0.00573950773f, -0.0076224613f, 0.00943887047f, 1.00167406f, 2.83297682f]);
        Vector128<float> erfinv = Vector128.ConditionalSelect(Vector128.LessThan(w, Vector128.Create(5f)), inner, outer) * x;
        return erfinv * 1.41421356f;
    }

    /// <summary>Horner's scheme, highest power first. No fused multiply-adds: not every processor has them.</summary>
    private static Vector128<float> Polynomial(Vector128<float> x, ReadOnlySpan<float> coefficients)
    {
        Vector128<float> sum = Vector128.Create(coefficients[0]);
        foreach (float coefficient in coefficients[1..])
        {
            sum = (sum * x) + Vector128.Create(coefficient);
        }

        return sum;
    }

    /// <summary>The logarithm of normal positive numbers: 2^k * m with m within a factor of sqrt(2) of 1, and log m by its series in (m - 1) / (m + 1).</summary>
    private static Vector128<float> Log(Vector128<float> x)
    {
        const int SquareRootOfHalf = 0x3F3504F3;
        Vector128<int> bits = x.AsInt32() - Vector128.Create(SquareRootOfHalf);
        Vector128<float> exponent = Vector128.ConvertToSingle(bits >> 23);
        Vector128<float> m = ((bits & Vector128.Create(0x007FFFFF)) + Vector128.Create(SquareRootOfHalf)).AsSingle();
        Vector128<float> s = (m - Vector128<float>.One) / (m + Vector128<float>.One);
        Vector128<float> series = Polynomial(s * s, [1f / 9, 1f / 7, 1f / 5, 1f / 3, 1f]);
        return (exponent * Ln2) + (s * 2f * series);
    }
}
