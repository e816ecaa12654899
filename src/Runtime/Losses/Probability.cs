using System;

namespace NetGen;

/// <summary>What the cross-entropies have in common: Keras's clipping and smoothing, sums over classes.</summary>
internal static class Probability
{
    /// <summary>Keras's <c>epsilon()</c>: probabilities are kept this far from 0 and 1 before their logarithm is taken.</summary>
    public const double Epsilon = 1e-7;

    /// <summary>How far the probabilities of a target may miss 1 in all: shares of up to nine classes that were rounded to two decimals do by less.</summary>
    public const double SumTolerance = 0.05;

    // What arithmetic in single precision makes of 0 and 1.
    private const float TargetTolerance = 1e-5f;

    /// <summary>Whether a target is a probability.</summary>
    public static bool IsTarget(float value) => value is >= -TargetTolerance and <= 1 + TargetTolerance;

    public static double Clip(double p) => Math.Clamp(p, Epsilon, 1 - Epsilon);

    /// <summary>Whether a probability is not clipped, so that the loss has a gradient there. That of NaN is NaN.</summary>
    public static bool IsInside(double p) => p is not (< Epsilon or > 1 - Epsilon);

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
        (float)SinglePrecision.Share(labelSmoothing, nameof(labelSmoothing), "Label smoothing");
}
