using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen.Generator.Weights;

/// <summary>Text out of a file as messages may show it: cut, and with escapes for what would steer a terminal or break a line.</summary>
internal static class Shown
{
    private const int LongestName = 80;
    private const int MostNames = 10;

    public static string Name(string name)
    {
        var shown = new StringBuilder();
        foreach (char c in name.Take(LongestName))
        {
            bool isUnsafe = char.GetUnicodeCategory(c)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
            shown.Append(isUnsafe ? FormattableString.Invariant($"\\u{(int)c:x4}") : c.ToString());
        }

        return name.Length > LongestName ? shown.Append("...").ToString() : shown.ToString();
    }

    /// <summary>The texts with commas between them; of more than ten the first, and how many there are besides.</summary>
    public static string List(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(MostNames)) + (texts.Count > MostNames ? FormattableString.Invariant($" and {texts.Count - MostNames} more") : "");

    public static string Shape(IEnumerable<long> sides) => $"({string.Join(", ", sides.Select(side => side.ToString(CultureInfo.InvariantCulture)))})";
}
