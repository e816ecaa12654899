using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ScottPlot.TickGenerators;

namespace NetGen.Reporting;

/// <summary>Ticks of a logarithmic axis: powers of ten, or what lies between them where there are few.</summary>
internal static class LogTicks
{
    private const int Fewest = 3;
    private const int Most = 7;

    // What sums and logarithms are off by must not cost the first or the last tick.
    private const double Rounding = 1e-9;

    /// <summary>Ticks for values from <paramref name="low"/> to <paramref name="high"/>, both above 0.</summary>
    public static NumericManual Between(double low, double high)
    {
        IReadOnlyList<double> values = Values(low, high);
        bool powers = values.All(value => IsPower(value));
        var ticks = new NumericManual();
        foreach (double value in values)
        {
            ticks.AddMajor(Math.Log10(value), powers ? Power(value) : EngineeringNumber.Exact(value));
        }

        foreach (double value in Multiples(low / 10, high * 10, [2, 3, 4, 5, 6, 7, 8, 9]).Except(values))
        {
            ticks.AddMinor(Math.Log10(value));
        }

        return ticks;
    }

    /// <summary>The values that have a tick.</summary>
    public static IReadOnlyList<double> Values(double low, double high)
    {
        double[][] mantissas = [[1], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];
        foreach (double[] mantissa in mantissas)
        {
            double[] values = [.. Multiples(low, high, mantissa)];
            if (values.Length >= Fewest)
            {
                int step = (values.Length + Most - 1) / Most;
                return [.. values.Where((_, i) => i % step == 0)];
            }
        }

        return Even(low, high);
    }

    /// <summary>Round numbers at even distances.</summary>
    private static List<double> Even(double low, double high)
    {
        double rough = Math.Max((high - low) / (Fewest + 1), low * 1e-6);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        var values = new List<double>();
        for (double at = Math.Ceiling((low / step) - Rounding); at * step <= high * (1 + Rounding); at++)
        {
            values.Add(at * step);
        }

        return values.Count > 0 ? values : [low];
    }

    private static IEnumerable<double> Multiples(double low, double high, double[] mantissas)
    {
        for (int power = (int)Math.Floor(Math.Log10(low)); power <= Math.Log10(high); power++)
        {
            foreach (double mantissa in mantissas)
            {
                double value = double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{power}"), CultureInfo.InvariantCulture);
                if (value >= low * (1 - Rounding) && value <= high * (1 + Rounding))
                {
                    yield return value;
                }
            }
        }
    }

    private static bool IsPower(double value) => Math.Abs(Math.Log10(value) - Math.Round(Math.Log10(value))) < Rounding;

    private static string Power(double value) =>
        value.ToString("0.######e+0", CultureInfo.InvariantCulture).Replace("e+0", "", StringComparison.Ordinal);
}
