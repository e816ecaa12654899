using System;
using System.Globalization;

namespace NetGen.Reporting;

/// <summary>Numbers with the units of engineering from a million on, where digits would have to be counted: 1.3 G.</summary>
internal static class EngineeringNumber
{
    private const double LeastPlain = 1e-4;
    private const double LeastUnit = 1e6;
    private const double LeastExponent = 1e15;

    private static readonly (double Size, string Name)[] Units = [(1e12, "T"), (1e9, "G"), (1e6, "M")];

    /// <summary>A number with all its digits, up to what a double's sums are off by: "0.3", "12,500", "1.25 M", "5e-7".</summary>
    public static string Exact(double value) => Write(value, "0.##########", "0.######e+0");

    /// <summary>A number in a few digits: "166,986", "10.1 M", "1.3 G".</summary>
    public static string Short(double value) => Write(value, "0.##", "0.##e+0");

    private static string Write(double value, string digits, string exponent)
    {
        double size = Math.Abs(value);
        if (size is > 0 and < LeastPlain or >= LeastExponent)
        {
            return value.ToString(exponent, CultureInfo.InvariantCulture);
        }

        if (size < LeastUnit)
        {
            string text = Math.Round(value, 10).ToString("#," + digits, CultureInfo.InvariantCulture);
            return text == "-0" ? "0" : text;
        }

        (double unit, string name) = Array.Find(Units, unit => size >= unit.Size);
        return $"{(value / unit).ToString(digits, CultureInfo.InvariantCulture)} {name}";
    }
}
