using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>
/// Text out of a file, as messages may show it: cut, because a file decides its length, and with everything escaped that would
/// steer a terminal, break a line of a log or turn the direction of writing.
/// </summary>
internal static class ForeignText
{
    private const int MostNames = 10;

    /// <summary>The text, escaped; of one that is longer than it may be the beginning, and how long it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters of it to show.</param>
    public static string Show(ReadOnlySpan<char> text, int most = 80)
    {
        var shown = new StringBuilder();
        ReadOnlySpan<char> rest = text.Length > most ? text[..most] : text;
        while (!rest.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isWhole && !IsUnsafe(rune))
            {
                shown.Append(rest[..length]);
            }
            else
            {
                foreach (char unit in rest[..length])
                {
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }

            rest = rest[length..];
        }

        return text.Length > most
            ? shown.Append(CultureInfo.InvariantCulture, $"... ({text.Length:N0} characters)").ToString()
            : shown.ToString();
    }

    /// <summary>The texts with commas between them; of more than ten the first, and how many there are besides.</summary>
    public static string List(IReadOnlyCollection<string> texts)
    {
        var shown = new List<string>();
        foreach (string text in texts)
        {
            if (shown.Count == MostNames)
            {
                break;
            }

            shown.Add(Show(text));
        }

        string rest = texts.Count > shown.Count ? string.Create(CultureInfo.InvariantCulture, $" and {texts.Count - shown.Count:N0} more") : "";
        return string.Join(", ", shown) + rest;
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
