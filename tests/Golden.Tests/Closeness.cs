using System;
using System.Linq;
using Xunit;

namespace NetGen.Golden.Tests;

/// <summary>The comparisons that the golden files prescribe.</summary>
internal static class Closeness
{
    /// <summary>Added to relative tolerances of arrays, so that zeros need not be met exactly.</summary>
    public const double Floor = 1e-7;

    /// <summary>max|got - want| at most <paramref name="tolerance"/> * max|want| + <paramref name="floor"/>.</summary>
    public static void Relative(string what, double[] want, ReadOnlySpan<float> got, double tolerance, double floor = Floor) =>
        Absolute(what, want, got, (tolerance * want.Select(Math.Abs).DefaultIfEmpty(0).Max()) + floor);

    /// <summary>max|got - want| at most <paramref name="allowed"/>.</summary>
    public static void Absolute(string what, double[] want, ReadOnlySpan<float> got, double allowed)
    {
        Assert.True(want.Length == got.Length, $"{what}: {want.Length} values expected, {got.Length} came.");
        if (want.Length > 0)
        {
            int worst = Worst(want, got);
            double difference = Distance(want[worst], got[worst]);
            Assert.True(
                difference <= allowed,
                FormattableString.Invariant(
                    $"{what}: at {worst} of {want.Length}, {want[worst]:R} expected, {got[worst]:R} came: {difference:E2} apart, {allowed:E2} allowed."));
        }
    }

    /// <summary>max|got - want|.</summary>
    public static double Distance(double[] want, ReadOnlySpan<float> got)
    {
        int worst = Worst(want, got);
        return Distance(want[worst], got[worst]);
    }

    private static int Worst(double[] want, ReadOnlySpan<float> got)
    {
        int worst = 0;
        for (int i = 0; i < want.Length; i++)
        {
            worst = Distance(want[i], got[i]) > Distance(want[worst], got[worst]) ? i : worst;
        }

        return worst;
    }

    /// <summary>|got - want| at most <paramref name="tolerance"/> * |want|.</summary>
    public static void Scalar(string what, double want, double got, double tolerance) =>
        Assert.True(
            Distance(want, got) <= tolerance * Math.Abs(want),
            FormattableString.Invariant($"{what}: {want:R} expected, {got:R} came, {tolerance:E2} relative allowed."));

    /// <summary>A NaN is as far off as can be.</summary>
    private static double Distance(double want, double got) => double.IsNaN(got) ? double.PositiveInfinity : Math.Abs(got - want);
}
