using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Samples.Lecture;

/// <summary>How the lecture writes numbers.</summary>
internal static class Numbers
{
    /// <summary>Rows of numbers, aligned to the right.</summary>
    public static string Grid(ReadOnlySpan<float> values, int columns)
    {
        string[] texts = [.. values.ToArray().Select(value => Short(value))];
        int width = texts.Max(text => text.Length);
        IEnumerable<string> rows = texts.Chunk(columns).Select(row => string.Join("  ", row.Select(text => text.PadLeft(width))));
        return string.Join('\n', rows);
    }

    /// <summary>At most four digits after the point.</summary>
    public static string Short(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A part of 1 in per cent.</summary>
    public static string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
}
