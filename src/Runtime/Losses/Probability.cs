using System;

namespace NetGen;

/// <summary>What the cross-entropies have in common: Keras's clipping, and logarithms of rounded probabilities.</summary>
internal static class Probability
{
    /// <summary>Keras's <c>epsilon()</c>: probabilities are kept this far from 0 and 1 before their logarithm is taken.</summary>
    public const double Epsilon = 1e-7;

    // What a float below 1 can be short of 1, halved: the most that a probability rounded to 1 can have lacked.
    private const double LeastComplement = 1.0 / (1 << 25);

    public static double Clip(double p) => Math.Clamp(p, Epsilon, 1 - Epsilon);

    public static bool IsInside(double p) => p is >= Epsilon and <= 1 - Epsilon;

    /// <summary>ln(p), finite for a probability that was rounded to 0.</summary>
    public static double Log(float p) => Math.Log(Math.Max(p, float.Epsilon));

    /// <summary>ln(1 - p), finite for a probability that was rounded to 1.</summary>
    public static double LogComplement(float p) => Math.Log(Math.Max(1.0 - p, LeastComplement));

    /// <summary>ln(sum(exp(x))).</summary>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        double max = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            max = Math.Max(max, logit);
        }

        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - max);
        }

        return max + Math.Log(sum);
    }

    public static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The share of a hard target that label smoothing spreads, checked.</summary>
    public static float Smoothing(double labelSmoothing) =>
        labelSmoothing is >= 0 and <= 1
            ? (float)labelSmoothing
            : throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing is between 0 and 1.");
}
