using System;
using System.Globalization;

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

    /// <summary>What is wrong with targets that should lie between 0 and 1; null where nothing is.</summary>
    /// <param name="target">One row's.</param>
    /// <param name="loss">The loss's name.</param>
    /// <param name="meaning">What such values are: "masks".</param>
    public static string? FindError(ReadOnlySpan<float> target, string loss, string meaning) =>
        FindOutside(target) is { } value ? $"holds {value}; {loss} takes {meaning}, values from 0 to 1." : null;

    /// <summary>As <see cref="FindError"/>, of answers to questions.</summary>
    public static string? FindErrorOfYesAndNo(ReadOnlySpan<float> target, string loss) => FindOutside(target) is { } value
        ? $"holds {value}; {loss} takes values from 0 to 1, for no and yes. More than two classes take a softmax and SparseCategoricalCrossentropy."
        : null;

    /// <summary>As <see cref="FindError"/>, of the probabilities of classes of which one is right.</summary>
    public static string? FindErrorOfClasses(ReadOnlySpan<float> target, string loss)
    {
        double sum = Sum(target);
        string? fault = FindOutside(target) is { } value ? $"holds {value}"
            : Math.Abs(sum - 1) <= SumTolerance ? null
            : $"adds up to {sum.ToString(CultureInfo.InvariantCulture)}";
        return fault is null
            ? null
            : $"{fault}; {loss} takes the probabilities of the classes, from 0 to 1 and 1 in all. "
                + "Where several classes may be right at once, take a sigmoid and BinaryCrossentropy.";
    }

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

    /// <summary>The first value that is no probability, in words; null where all are.</summary>
    private static string? FindOutside(ReadOnlySpan<float> target)
    {
        foreach (float value in target)
        {
            if (value is not (>= -TargetTolerance and <= 1 + TargetTolerance))
            {
                return value.ToString(CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>The share of a hard target that label smoothing spreads, checked.</summary>
    public static float Smoothing(double labelSmoothing) =>
        (float)SinglePrecision.Share(labelSmoothing, nameof(labelSmoothing), "Label smoothing");
}
