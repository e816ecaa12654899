using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>The parts of Keras's progress line.</summary>
internal static class ProgressLine
{
    private const int Cells = 20;
    private const string Bold = "\e[1m";
    private const string Green = "\e[32m";
    private const string Grey = "\e[37m";
    private const string Reset = "\e[0m";

    /// <summary>" 7/422", as wide as "422/422".</summary>
    public static void AppendCount(StringBuilder text, int current, int target)
    {
        int digits = Digits(target);
        text.Append(' ', digits - Digits(current)).Append(CultureInfo.InvariantCulture, $"{current}/{target}");
    }

    /// <summary>The count in bold, then 20 cells: those done in green, the rest in grey. Without a known target "      7/Unknown".</summary>
    public static void AppendBar(StringBuilder text, int current, int? knownTarget)
    {
        if (knownTarget is not { } target)
        {
            text.Append(Bold).Append(CultureInfo.InvariantCulture, $"{current,7}/Unknown").Append(Reset);
            return;
        }

        int done = (int)(Cells * (long)current / target);
        text.Append(Bold);
        AppendCount(text, current, target);
        text.Append(Reset).Append(' ');
        if (done > 0)
        {
            text.Append(Green).Append('━', done).Append(Reset);
        }

        text.Append(Grey).Append('━', Cells - done).Append(Reset);
    }

    /// <summary>Time still to go: "12s", "3:07", "1:02:45".</summary>
    public static void AppendTimeLeft(StringBuilder text, double seconds)
    {
        long whole = (long)seconds;
        _ = seconds > 3600
            ? text.Append(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole % 3600 / 60:00}:{whole % 60:00}")
            : seconds > 60
                ? text.Append(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}")
                : text.Append(CultureInfo.InvariantCulture, $"{whole}s");
    }

    /// <summary>Time gone by: "13s".</summary>
    public static void AppendTimeGone(StringBuilder text, double seconds) => text.Append(CultureInfo.InvariantCulture, $"{Whole(seconds)}s");

    /// <summary>Time of a step: " 29ms/step".</summary>
    public static void AppendStepTime(StringBuilder text, double seconds)
    {
        (double value, string unit) = seconds switch
        {
            >= 1 or 0 => (seconds, "s"),
            >= 1e-3 => (seconds * 1e3, "ms"),
            _ => (seconds * 1e6, "us"),
        };
        text.Append(CultureInfo.InvariantCulture, $" {Whole(value)}{unit}/step");
    }

    /// <summary>" - accuracy: 0.7643 - loss: 0.7840"; what is not above 0.001 in size with an exponent.</summary>
    public static void AppendFigures(StringBuilder text, Logs logs)
    {
        foreach (KeyValuePair<string, double> figure in logs)
        {
            text.Append(" - ").Append(figure.Key).Append(": ");
            _ = figure.Value switch
            {
                double.NaN => text.Append("nan"),
                double.PositiveInfinity => text.Append("inf"),
                double.NegativeInfinity => text.Append("-inf"),
                > 1e-3 or < -1e-3 => text.Append(CultureInfo.InvariantCulture, $"{figure.Value:F4}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"{figure.Value:0.0000e+00}"),
            };
        }
    }

    private static double Whole(double value) => Math.Round(value, MidpointRounding.ToEven);

    private static int Digits(int value)
    {
        int digits = 1;
        while ((value /= 10) > 0)
        {
            digits++;
        }

        return digits;
    }
}
