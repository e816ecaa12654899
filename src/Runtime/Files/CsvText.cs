using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Text in CSV files that NetGen writes: each record stays on its line, each field in its column, and none is a formula.</summary>
internal static class CsvText
{
    private const char Quote = '"';

    /// <summary>
    /// A name as a field: control characters escaped, in quotes where it holds a separator or a quote, and behind an apostrophe
    /// where a spreadsheet would take it for a formula.
    /// </summary>
    public static string Field(string name, string separator)
    {
        string shown = ForeignText.Show(name, int.MaxValue);
        string text = shown.Length > 0 && shown[0] is '=' or '+' or '-' or '@' ? $"'{shown}" : shown;
        return text.Contains(separator, StringComparison.Ordinal) || text.Contains(Quote, StringComparison.Ordinal)
            ? $"{Quote}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}{Quote}"
            : text;
    }

    /// <summary>The fields of a line as they stand there, quotes and all.</summary>
    public static string[] Fields(string line, string separator)
    {
        var fields = new List<string>();
        bool quoted = false;
        int begin = 0;
        for (int at = 0; at < line.Length; at++)
        {
            if (line[at] == Quote)
            {
                quoted = !quoted;
            }
            else if (!quoted && string.CompareOrdinal(line, at, separator, 0, separator.Length) == 0)
            {
                fields.Add(line[begin..at]);
                begin = at + separator.Length;
                at = begin - 1;
            }
        }

        fields.Add(line[begin..]);
        return [.. fields];
    }
}
