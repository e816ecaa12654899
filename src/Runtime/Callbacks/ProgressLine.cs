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

    /// <summary>" 7/422", as wide as "422/422".</summary>
    public static void AppendCount(StringBuilder text, int current, int target)
    {
        int digits = Digits(target);
        text.Append(' ', digits - Digits(current)).Append(CultureInfo.InvariantCulture, $"{current}/{target}");
    }

    /// <summary>The count in bold, then 20 cells: those done in green, the rest in grey. Without a known target "      7/Unknown".</summary>
    /// <param name="text">What is written to.</param>
    /// <param name="current">Steps done.</param>
    /// <param name="knownTarget">All steps; null where nobody knows.</param>
    /// <param name="cells">The characters of the bar.</param>
    /// <param name="colors">Whether to use colours and bold letters.</param>
    public static void AppendBar(StringBuilder text, int current, int? knownTarget, BarCells cells, bool colors)
    {
        text.Append(colors ? Bold : "");
        if (knownTarget is not { } target)
        {
            text.Append(CultureInfo.InvariantCulture, $"{current,7}/Unknown").Append(colors ? TerminalText.Reset : "");
            return;
        }

        int done = (int)(Cells * (long)current / target);
        AppendCount(text, current, target);
        text.Append(colors ? TerminalText.Reset : "").Append(' ');
        AppendCells(text, cells.Done, done, colors ? Green : "");
        AppendCells(text, cells.Left, Cells - done, colors ? Grey : "");
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
            text.Append(" - ").Append(Figure(figure));
        }
    }

    /// <summary>As many figures as a line of some columns has room for, whole: a number that is cut would be another one. What is left out is marked.</summary>
    public static void AppendFiguresThatFit(StringBuilder text, Logs logs, int columns, string mark)
    {
        int used = TerminalText.Columns(text.ToString());
        int left = logs.Count;
        foreach (KeyValuePair<string, double> figure in logs)
        {
            string next = " - " + Figure(figure);
            used += TerminalText.Columns(next);
            left--;
            if (used + (left > 0 ? mark.Length + 1 : 0) > columns)
            {
                text.Append(' ').Append(mark);
                return;
            }

            text.Append(next);
        }
    }

    /// <summary>All figures; where a line of some columns has no room, the next begins beneath the bar.</summary>
    public static void AppendFiguresInLines(StringBuilder text, Logs logs, int columns, int indent)
    {
        int used = TerminalText.Columns(text.ToString());
        foreach (KeyValuePair<string, double> figure in logs)
        {
            string next = Figure(figure);
            int width = TerminalText.Columns(next);
            if (used + 3 + width <= columns)
            {
                text.Append(" - ").Append(next);
                used += 3 + width;
            }
            else
            {
                text.Append('\n').Append(' ', indent).Append(next);
                used = indent + width;
            }
        }
    }

    /// <summary>Digits of a number that is not negative.</summary>
    public static int Digits(int value)
    {
        int digits = 1;
        while ((value /= 10) > 0)
        {
            digits++;
        }

        return digits;
    }

    private static string Figure(KeyValuePair<string, double> figure) => TerminalText.Printable(figure.Key) + ": " + figure.Value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        > 1e-3 or < -1e-3 => figure.Value.ToString("F4", CultureInfo.InvariantCulture),
        _ => figure.Value.ToString("0.0000e+00", CultureInfo.InvariantCulture),
    };

    private static void AppendCells(StringBuilder text, char cell, int count, string color)
    {
        if (count > 0)
        {
            text.Append(color).Append(cell, count).Append(color.Length > 0 ? TerminalText.Reset : "");
        }
    }

    private static double Whole(double value) => Math.Round(value, MidpointRounding.ToEven);
}
