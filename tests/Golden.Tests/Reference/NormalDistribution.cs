using System;

namespace NetGen.Golden.Tests.Reference;

/// <summary>The standard normal distribution in double precision.</summary>
internal static class NormalDistribution
{
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>
    /// <c>Φ(x) = 1/2 + φ(x) * (x + x³/3 + x⁵/(3*5) + ...)</c> (Marsaglia 2004): all terms have one sign, so nothing cancels for x
    /// above 0; below it, symmetry.
    /// </summary>
    public static double Cumulative(double x)
    {
        if (x < 0)
        {
            return Math.Abs(x) > 9 ? 0 : 1 - Cumulative(-x);
        }

        if (x > 9)
        {
            return 1;
        }

        double term = x;
        double sum = x;
        for (int n = 3; term > sum * 1e-17; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        return 0.5 + (Density(x) * sum);
    }
}
