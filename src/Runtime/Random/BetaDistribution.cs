using System;

namespace NetGen;

/// <summary>
/// Numbers from 0 to 1 by the beta distribution whose two parameters are equal: about 0.5 where these are large, near 0 or 1 where they are small.
/// </summary>
internal static class BetaDistribution
{
    /// <summary>
    /// A number: the share that one of two gamma-distributed numbers has of both. Their logarithms are drawn, for the numbers of small parameters underflow.
    /// </summary>
    /// <param name="random">Where the chance comes from.</param>
    /// <param name="alpha">Both parameters; above 0.</param>
    public static double NextSymmetric(ref RandomStream random, double alpha)
    {
        double one = LogarithmOfGamma(ref random, alpha);
        double other = LogarithmOfGamma(ref random, alpha);
        return 1 / (1 + Math.Exp(other - one));
    }

    /// <summary>
    /// Marsaglia and Tsang's method (2000), which wants a shape of at least 1: a smaller one's number is that of one more, times a power of a uniform number.
    /// </summary>
    private static double LogarithmOfGamma(ref RandomStream random, double shape)
    {
        if (shape < 1)
        {
            double uniform = 1 - random.NextUniform();
            return LogarithmOfGamma(ref random, shape + 1) + (Math.Log(uniform) / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal();
            double root = 1 + (c * x);
            double v = root * root * root;
            if (v > 0 && Math.Log(1 - random.NextUniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return Math.Log(d) + Math.Log(v);
            }
        }
    }
}
