using System;
using System.Globalization;
using System.Linq;

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
    public static void Check(string work, IForward ours, IForward theirs) => Check($"{work}: the outputs", ours.Predict(), theirs.Predict());

    /// <summary>Compares losses and gradients at the same weights.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(string work, Architecture architecture, ITraining ours, ITraining theirs)
    {
        (double ourLoss, float[] ourGradients) = ours.Differentiate();
        (double theirLoss, float[] theirGradients) = theirs.Differentiate();
        Check($"{work}: the loss", [(float)ourLoss], [(float)theirLoss]);
        foreach ((WeightedStage stage, int index) in architecture.Weighted().Select((stage, index) => (stage, index)))
        {
            Check($"{work}: the gradient of kernel {index}", Kernel(ourGradients), Kernel(theirGradients));
            Check($"{work}: the gradient of bias {index}", Bias(ourGradients), Bias(theirGradients));

            ReadOnlySpan<float> Kernel(float[] gradients) => gradients.AsSpan(stage.KernelOffset, stage.KernelSize);
            ReadOnlySpan<float> Bias(float[] gradients) => gradients.AsSpan(stage.BiasOffset, stage.Outputs);
        }
    }

    private static void Check(string what, ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs)
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
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} differ by {difference:G3} at values up to {largest:G3}; nothing is timed that does not agree to {Tolerance:G1}."));
        }
    }
}
