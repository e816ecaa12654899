using System;
using System.Linq;
using Xunit;

namespace NetGen.Import.Tests.Support;

/// <summary>Two computations of one network, whose sums have another order, differ by rounding.</summary>
internal static class Closeness
{
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="expected">The values.</param>
    /// <param name="got">What was computed.</param>
    /// <param name="tolerance">The largest difference, as a share of the largest value.</param>
    public static void Holds(string what, float[] expected, float[] got, double tolerance)
    {
        Assert.Equal(expected.Length, got.Length);
        Assert.DoesNotContain(got, float.IsNaN);
        double largest = expected.Max(value => Math.Abs((double)value));
        double difference = got.Zip(expected, (mine, known) => Math.Abs((double)mine - known)).Max();
        Assert.True(difference <= tolerance * largest, $"{what}: a value differs by {difference:e2} where the largest is {largest:g4}.");
    }
}
