using System;

namespace NetGen;

/// <summary>Sums and shares of counted rows.</summary>
internal static class Counts
{
    /// <summary>Keras's <c>epsilon()</c>, which keeps divisors and logarithms away from 0.</summary>
    public const double Epsilon = 1e-7;

    public static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (long count in counts)
        {
            sum += count;
        }

        return sum;
    }

    /// <summary>A share of a whole; 0 of nothing.</summary>
    public static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
