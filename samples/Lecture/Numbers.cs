using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Samples.Lecture;

/// <summary>How the lecture writes numbers.</summary>
internal static class Numbers
{
    /// <summary>At most four digits after the point.</summary>
    public static string Short(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Four digits after the point, for columns.</summary>
    public static string Fixed(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>Two digits after the point, as many as different seeds leave of a loss.</summary>
    public static string Loss(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>A difference with its sign, a plus too.</summary>
    public static string Signed(double value, Func<double, string> text) => value < 0 ? text(value) : $"+{text(value)}";

    /// <summary>How many.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The mean and the sample's standard deviation, "0.81 ± 0.02", unbroken; a single value as it is.</summary>
    public static string Spread(IReadOnlyCollection<double> values, Func<double, string> text) =>
        values.Count == 1 ? text(values.Single()) : $"{text(values.Average())}\u00A0±\u00A0{text(Deviation(values))}";

    /// <summary>The standard deviation of a sample, with one fewer than there are values below the line.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>A part of 1 in per cent.</summary>
    public static string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
}
