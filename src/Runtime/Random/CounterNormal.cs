using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Execution;

/// <summary>
/// Numbers of the standard normal distribution as a function of a key and a position: the inverse of its distribution
/// function, after M. Giles, "Approximating the erfinv function" (2012), at a uniform number of <see cref="CounterRandom"/>.
/// Four numbers at a time, by operations that round the same way everywhere, so that the bits depend on neither the
/// processor nor the width of the vectors that ask. None is beyond 5.5.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CounterNormal
{
    private const float Ln2 = 0.693147182f;

    /// <summary>The number at one position under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Draw(ulong key, uint position) => Draw(key, Vector128.CreateScalar(position)).ToScalar();

    /// <summary>The numbers at several positions under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Draw(ulong key, Vector256<uint> positions) =>
        Vector256.Create(Draw(key, positions.GetLower()), Draw(key, positions.GetUpper()));

    /// <summary>The numbers at several positions under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Draw(ulong key, Vector512<uint> positions) =>
        Vector512.Create(Draw(key, positions.GetLower()), Draw(key, positions.GetUpper()));

    /// <summary>The numbers at several positions under a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Draw(ulong key, Vector128<uint> positions)
    {
        // The middles of 2^24 equal parts of (-1, 1), exactly.
        Vector128<float> part = Vector128.ConvertToSingle((CounterRandom.Bits(key, positions) >> 8).AsInt32());
        Vector128<float> x = (part - Vector128.Create(8388607.5f)) * Vector128.Create(1f / 8388608);

        Vector128<float> w = -Log((Vector128<float>.One - x) * (Vector128<float>.One + x));
        Vector128<float> erfinv = Vector128.ConditionalSelect(
            Vector128.LessThan(w, Vector128.Create(5f)), Inner(w - Vector128.Create(2.5f)), Outer(Vector128.Sqrt(w) - Vector128.Create(3f)));
        return erfinv * x * Vector128.Create(1.41421356f);
    }

    /// <summary>erfinv(x) / x of all but the outermost 0.3 %, by Giles's polynomial in w - 2.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Inner(Vector128<float> w)
    {
        Vector128<float> p = Vector128.Create(2.81022636e-08f);
        p = Horner(p, w, 3.43273939e-07f);
        p = Horner(p, w, -3.5233877e-06f);
        p = Horner(p, w, -4.39150654e-06f);
        p = Horner(p, w, 0.00021858087f);
        p = Horner(p, w, -0.00125372503f);
        p = Horner(p, w, -0.00417768164f);
        p = Horner(p, w, 0.246640727f);
        return Horner(p, w, 1.50140941f);
    }

    /// <summary>erfinv(x) / x of the outermost, by his polynomial in sqrt(w) - 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Outer(Vector128<float> w)
    {
        Vector128<float> p = Vector128.Create(-0.000200214257f);
        p = Horner(p, w, 0.000100950558f);
        p = Horner(p, w, 0.00134934322f);
        p = Horner(p, w, -0.00367342844f);
        p = Horner(p, w, 0.00573950773f);
        p = Horner(p, w, -0.0076224613f);
        p = Horner(p, w, 0.00943887047f);
        p = Horner(p, w, 1.00167406f);
        return Horner(p, w, 2.83297682f);
    }

    /// <summary>The logarithm of normal positive numbers: 2^k * m with m within a factor of sqrt(2) of 1, and log m by its series in (m - 1) / (m + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Log(Vector128<float> x)
    {
        const int SquareRootOfHalf = 0x3F3504F3;
        Vector128<int> bits = x.AsInt32() - Vector128.Create(SquareRootOfHalf);
        Vector128<float> exponent = Vector128.ConvertToSingle(bits >> 23);
        Vector128<float> m = ((bits & Vector128.Create(0x007FFFFF)) + Vector128.Create(SquareRootOfHalf)).AsSingle();
        Vector128<float> s = (m - Vector128<float>.One) / (m + Vector128<float>.One);
        Vector128<float> square = s * s;
        Vector128<float> p = Vector128.Create(1f / 9);
        p = Horner(p, square, 1f / 7);
        p = Horner(p, square, 1f / 5);
        p = Horner(p, square, 1f / 3);
        p = Horner(p, square, 1f);
        return (exponent * Ln2) + (s * 2f * p);
    }

    /// <summary>One step of Horner's scheme. No fused multiply-add: not every processor has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Horner(Vector128<float> sum, Vector128<float> x, float coefficient) =>
        (sum * x) + Vector128.Create(coefficient);
}
