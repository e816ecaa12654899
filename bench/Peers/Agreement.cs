using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Bench.Peers;

/// <summary>
/// Holds contenders to the same results before they are timed: a fast wrong answer is no result. Differences are relative
/// to the largest value of what is compared, a whole output or one parameter's gradient.
/// </summary>
internal static class Agreement
{
    private const double Tolerance = 1e-4;

    /// <summary>Compares forward passes on the same samples.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string work, IForward ours, IForward theirs)
    {
        var differences = new List<string>();
        Compare("outputs", ours.Predict(), theirs.Predict(), differences);
        RefuseAny(work, differences);
    }

    /// <summary>Compares losses and gradients at the same weights.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string work, Architecture architecture, ITraining ours, ITraining theirs)
    {
        (double ourLoss, float[] ourGradients) = ours.Differentiate();
        (double theirLoss, float[] theirGradients) = theirs.Differentiate();
        var differences = new List<string>();
        Compare("loss", [(float)ourLoss], [(float)theirLoss], differences);
        int number = 0;
        foreach (WeightedStage stage in architecture.Weighted())
        {
            CompareGradient("kernel", stage.KernelOffset, stage.KernelSize);
            CompareGradient("bias", stage.BiasOffset, stage.Outputs);
            number++;

            void CompareGradient(string role, int offset, int size) =>
                Compare($"gradient of {role} {number}", ourGradients.AsSpan(offset, size), theirGradients.AsSpan(offset, size), differences);
        }

        RefuseAny(work, differences);
    }

    private static void Compare(string what, ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, List<string> differences)
    {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < theirs.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(theirs[i]));
            difference = Math.Max(difference, Math.Abs(ours[i] - theirs[i]));
        }

        if (!(difference <= Tolerance * largest))
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what} by {difference:G3} at values up to {largest:G3}"));
        }
    }

    private static void RefuseAny(string work, List<string> differences)
    {
        if (differences.Count > 0)
        {
            throw new InvalidOperationException(
                $"{work}: the results differ, and nothing is timed that does not agree: {string.Join("; ", differences)}.");
        }
    }
}
