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

    /// <summary>How much further off than the peer: Winograd's algorithm rounds several times as coarsely as a direct sum.</summary>
    private const double PeerMargin = 4;

    /// <summary>Compares forward passes on the same samples.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string work, IForward ours, IForward theirs)
    {
        var differences = new List<string>();
        Compare("outputs", ours.Predict(), theirs.Predict(), differences);
        RefuseAny(work, differences);
    }

    /// <summary>
    /// Compares losses and gradients at the same weights with those of a referee in double precision. Where the largest
    /// values of a pooling window are equal but for rounding, single precision may choose the other one, and the gradient
    /// takes another way: ours may then be off by a small multiple of what the peer's own single precision is.
    /// </summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string work, Architecture architecture, ITraining ours, ITraining theirs, ITraining referee)
    {
        (double ourLoss, float[] ourGradients) = ours.Differentiate();
        (double _, float[] theirGradients) = theirs.Differentiate();
        (double exactLoss, float[] exactGradients) = referee.Differentiate();
        var differences = new List<string>();
        Compare("loss", [(float)ourLoss], [(float)exactLoss], differences);
        int number = 0;
        foreach (WeightedStage stage in architecture.Weighted())
        {
            CompareGradient("kernel", stage.KernelOffset, stage.KernelSize);
            CompareGradient("bias", stage.BiasOffset, stage.Outputs);
            number++;

            void CompareGradient(string role, int offset, int size)
            {
                ReadOnlySpan<float> exact = exactGradients.AsSpan(offset, size);
                double tolerance = Math.Max(Tolerance, PeerMargin * Distance(theirGradients.AsSpan(offset, size), exact));
                Compare($"gradient of {role} {number}", ourGradients.AsSpan(offset, size), exact, differences, tolerance);
            }
        }

        RefuseAny(work, differences);
    }

    private static void Compare(
        string what, ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, List<string> differences, double tolerance = Tolerance)
    {
        double distance = Distance(ours, theirs);
        if (!(distance <= tolerance))
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what} by {distance:G3}, where {tolerance:G3} is allowed"));
        }
    }

    /// <summary>The largest difference by the largest value.</summary>
    private static double Distance(ReadOnlySpan<float> values, ReadOnlySpan<float> reference)
    {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(reference[i]));
            difference = Math.Max(difference, Math.Abs(values[i] - reference[i]));
        }

        return difference / largest;
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
