using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>A column of a table that holds nothing but numbers: at the right, their decimal points beneath each other.</summary>
internal sealed class NumberColumn
{
    /// <summary>The attributes of a cell that needs no more room behind it.</summary>
    public const string Class = " class=\"number\"";

    // A point is about half as wide as a digit.
    private const double PointWidth = 0.5;

    private readonly int _decimals;

    private NumberColumn(int decimals) => _decimals = decimals;

    /// <summary>The column of some cells; null where one of them is no number, or there are none.</summary>
    public static NumberColumn? Of(IReadOnlyList<string> cells)
    {
        if (cells.Count == 0 || !cells.All(IsNumber))
        {
            return null;
        }

        // Behind the decimals stands a percent sign in all cells or in none, and no power of ten.
        string[] numbers = [.. cells.Where(cell => !IsMissing(cell))];
        bool aligned = numbers.All(cell => cell.EndsWith('%') == numbers[0].EndsWith('%') && !cell.Contains('e', StringComparison.OrdinalIgnoreCase));
        return new NumberColumn(aligned ? numbers.Select(Decimals).DefaultIfEmpty(0).Max() : 0);
    }

    /// <summary>The attributes of a cell, with room for the decimals that it does not have.</summary>
    public string Style(string cell)
    {
        int decimals = Decimals(cell);
        if (IsMissing(cell) || decimals >= _decimals)
        {
            return Class;
        }

        double digits = _decimals - decimals + (decimals == 0 ? PointWidth : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{Class} style=\"padding-right:calc(.75rem + {digits}ch)\"");
    }

    private static int Decimals(string cell) =>
        cell.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? cell.Skip(point + 1).TakeWhile(char.IsAsciiDigit).Count() : 0;

    private static bool IsMissing(string cell) => cell is "" or "–" or "-" or "NaN";

    /// <summary>"12", "0.97", "1,024", "97.1%", "1e-3"; also what stands for a missing one.</summary>
    private static bool IsNumber(string cell) =>
        IsMissing(cell) || double.TryParse(cell.AsSpan().TrimEnd('%'), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
}
