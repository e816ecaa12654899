using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>Writes a confusion matrix as a table for a terminal of 80 columns, wider where its counts need it.</summary>
internal static class ConfusionTable
{
    private const int Columns = 80;
    private const int LongestLabel = 16;
    private const int ShortestHeading = 3;
    private const string Corner = "true \\ as";
    private const string Recall = "recall";

    // In ASCII, since the table goes to consoles of every encoding.
    private const string Ellipsis = "~";

    public static string Write(ConfusionMatrix matrix)
    {
        string[] names = [.. matrix.ClassNames.Select(TerminalText.Printable)];
        string[] labels = ShortNames.CutAll(names, LongestLabel, Ellipsis, Width);
        int label = (int)labels.Append(Corner).Max(Width);
        string[] headings = Headings(names, Math.Max(((Columns - label - 1 - Recall.Length) / names.Length) - 1, ShortestHeading));
        string[][] counts = [.. names.Select((_, actual) => (string[])[.. names.Select((_, predicted) => Count(matrix[actual, predicted]))])];
        int cell = (int)counts.SelectMany(row => row).Concat(headings).Max(Width);

        var text = new StringBuilder();
        AppendRow(text, Corner, label, headings, cell, Recall);
        for (int actual = 0; actual < names.Length; actual++)
        {
            string recall = matrix.Support(actual) == 0 ? "-" : matrix.Recall(actual).ToString("0.0%", CultureInfo.InvariantCulture);
            AppendRow(text, labels[actual], label, counts[actual], cell, recall);
        }

        return text.ToString();
    }

    /// <summary>The beginnings of the names where they tell them apart, which reads best; otherwise what does.</summary>
    private static string[] Headings(string[] names, int room)
    {
        string[] beginnings = [.. names.Select(name => ShortNames.Cut(name, room, "", Width, beginning: 1))];
        return beginnings.Distinct().Count() == names.Distinct().Count() ? beginnings : ShortNames.CutAll(names, room, Ellipsis, Width);
    }

    private static void AppendRow(StringBuilder text, string label, int labelWidth, IEnumerable<string> cells, int cell, string recall)
    {
        text.Append(label).Append(' ', labelWidth - (int)Width(label));
        foreach (string value in cells)
        {
            text.Append(' ', cell + 1 - (int)Width(value)).Append(value);
        }

        text.Append(' ').Append(recall.PadLeft(Recall.Length)).Append('\n');
    }

    private static string Count(long count) => count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture);

    private static double Width(string text) => TerminalText.Columns(text);
}
