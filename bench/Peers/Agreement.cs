using System;
using System.Collections.Generic;
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

    /// <summary>How much further off than the peer: Winograd's algorithm rounds several times as coarsely as a direct sum.</summary>
    private const double PeerMargin = 4;

    /// <summary>Gradients are compared by their own size down to this part of the largest one of the network.</summary>
    private const float LeastScale = 1e-3f;

    /// <summary>Samples that are looked at one by one, and how many of them may lie at a bend.</summary>
    private const int SamplesAlone = 12;

    private const int MostDiffering = 4;

    /// <summary>Compares forward passes on the same samples.</summary>
    /// <returns>By how much they differ, in words; null where they agree.</returns>
    public static string? Difference(IForward ours, IForward theirs)
    {
        var differences = new List<string>();
        Compare("outputs", ours.Predict(), theirs.Predict(), differences);
        return differences.Count == 0 ? null : differences[0];
    }

    /// <summary>
    /// Compares losses and gradients at the same weights with those of a referee in double precision. Where the largest
    /// values of a pooling window are equal but for rounding, or one lies that close to a rectifier's bend, single precision may choose the other side, and
    /// the gradient takes another way for all that stands before. The two do so in different places: ours may be off by a small multiple of what the peer's
    /// own single precision is at its worst. Of a deep network some sample of a batch is nearly always that close; then samples are looked at one by one,
    /// most of which must agree.
    /// </summary>
    /// <param name="architecture">The network.</param>
    /// <param name="batch">Numbers for all contenders.</param>
    /// <param name="contenders">The one in question, which is NetGen or another peer, libtorch, and the referee on some of them.</param>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check(Architecture architecture, Workload batch, Func<Workload, (ITraining Ours, ITraining Theirs, ITraining Referee)> contenders)
    {
        List<string> differences = Differences(batch);
        if (differences.Count > 0)
        {
            int differing = Enumerable.Range(0, SamplesAlone).Count(seed => Differences(Workload.Create(architecture, 1, seed: 100 * (seed + 1))).Count > 0);
            if (differing > MostDiffering)
            {
                RefuseAny($"{architecture.Name}, and {differing} of {SamplesAlone} samples alone too", differences);
            }
        }

        List<string> Differences(Workload workload)
        {
            (ITraining ours, ITraining theirs, ITraining referee) = contenders(workload);
            using (ours)
            using (theirs)
            using (referee)
            {
                return Agreement.Differences(architecture, ours, theirs, referee);
            }
        }
    }

    /// <exception cref="InvalidOperationException">There are differences.</exception>
    public static void RefuseAny(string work, IReadOnlyList<string> differences)
    {
        if (differences.Count > 0)
        {
            throw new InvalidOperationException(
                $"{work}: the results differ, and nothing is timed that does not agree: {string.Join("; ", differences)}.");
        }
    }

    private static List<string> Differences(Architecture architecture, ITraining ours, ITraining theirs, ITraining referee)
    {
        (double ourLoss, float[] ourGradients) = ours.Differentiate();
        (double _, float[] theirGradients) = theirs.Differentiate();
        (double exactLoss, float[] exactGradients) = referee.Differentiate();
        var differences = new List<string>();
        Compare("loss", [(float)ourLoss], [(float)exactLoss], differences);
        Parameter[] trainable = [.. architecture.Parameters.Where(parameter => parameter.IsTrainable)];

        // A term in front of a normalization has no gradient but what rounding leaves of it.
        float least = LeastScale * exactGradients.Max(Math.Abs);
        double worst = trainable.Max(parameter => Distance(Of(parameter, theirGradients), Of(parameter, exactGradients), least));
        double tolerance = Math.Max(Tolerance, PeerMargin * worst);
        foreach (Parameter parameter in trainable)
        {
            Compare($"gradient of {parameter.Name}", Of(parameter, ourGradients), Of(parameter, exactGradients), differences, tolerance, least);
        }

        return differences;
    }

    private static ReadOnlySpan<float> Of(Parameter parameter, float[] gradients) => gradients.AsSpan(parameter.Offset, parameter.Size);

    private static void Compare(
        string what, ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, List<string> differences, double tolerance = Tolerance, float least = 0)
    {
        double distance = Distance(ours, theirs, least);
        if (!(distance <= tolerance))
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what} by {distance:G3}, where {tolerance:G3} is allowed"));
        }
    }

    /// <summary>The largest difference by the largest value, or by <paramref name="least"/> where all are smaller.</summary>
    private static double Distance(ReadOnlySpan<float> values, ReadOnlySpan<float> reference, float least)
    {
        double largest = least;
        double difference = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(reference[i]));
            difference = Math.Max(difference, Math.Abs(values[i] - reference[i]));
        }

        return difference / largest;
    }
}
