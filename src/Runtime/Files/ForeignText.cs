using System;
using System.Collections.Generic;
using System.Globalization;

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
        bool isCut = text.Length > most;
        string shown = SteeringText.Replace(isCut ? text[..most] : text, static unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"));
        return isCut ? string.Create(CultureInfo.InvariantCulture, $"{shown}... ({text.Length:N0} characters)") : shown;
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
}
