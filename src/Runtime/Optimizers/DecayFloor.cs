using System;

namespace NetGen;

/// <summary>
/// Where a running mean <c>m += (x - m) * rate</c> ends at 0. Processors compute many times slower with numbers below the smallest
/// normal one, and there the product <c>m * rate</c> lies long before m does: for a rate of 0.001 some 7,000 steps.
/// </summary>
internal static class DecayFloor
{
    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>A sum does not change when a term this small is left out of it.</summary>
    private const double HalfLastBit = 1.0 / (1 << 25);

    /// <summary>The least mean whose product with the rate is a normal number.</summary>
    public static float OfMean(float rate) => SmallestNormal / rate;

    /// <summary>
    /// The same for a mean of squares whose root, corrected by at most the rate, stands beside epsilon; where epsilon is so small that the
    /// root would be missed, the smallest normal number.
    /// </summary>
    public static float OfSquares(float rate, float epsilon) =>
        Math.Sqrt(OfMean(rate) / rate) < epsilon * HalfLastBit ? OfMean(rate) : SmallestNormal;
}
