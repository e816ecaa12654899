using System;
using System.Text;

namespace NetGen;

/// <summary>How much room text takes on a terminal, and which of it an encoding can hold.</summary>
internal static class TerminalText
{
    /// <summary>Ends what a colour began.</summary>
    public const string Reset = "\e[0m";

    // East Asian letters and emoji, which take two columns; the first and the last of each range.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6),
        (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns that a text takes. Escape sequences of colours take none.</summary>
    public static int Columns(ReadOnlySpan<char> text)
    {
        int columns = 0;
        for (int at = 0; at < text.Length;)
        {
            columns += Next(text[at..], out int length);
            at += length;
        }

        return columns;
    }

    /// <summary>The text's beginning that takes no more than some columns; colours that it begins are ended.</summary>
    public static string Cut(string text, int columns)
    {
        int used = 0;
        int at = 0;
        bool colored = false;
        while (at < text.Length)
        {
            used += Next(text.AsSpan(at), out int length);
            if (used > columns)
            {
                return colored ? text[..at] + Reset : text[..at];
            }

            if (text[at] == '\e')
            {
                colored = text.AsSpan(at, length) is not Reset;
            }

            at += length;
        }

        return text;
    }

    /// <summary>The text with a question mark for what would steer the terminal.</summary>
    public static string Printable(string text) => SteeringText.Replace(text, static _ => "?");

    /// <summary>Whether an encoding holds characters as they are; many of Windows's and all single-byte ones lack most lines of boxes.</summary>
    public static bool CanWrite(Encoding encoding, string characters) => encoding.GetString(encoding.GetBytes(characters)) == characters;

    /// <summary>Columns of the first character, or of the colour that stands there.</summary>
    private static int Next(ReadOnlySpan<char> text, out int length)
    {
        if (text[0] == '\e' && text.IndexOf('m') is var end and > 0)
        {
            length = end + 1;
            return 0;
        }

        Rune.DecodeFromUtf16(text, out Rune rune, out length);
        if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark)
        {
            return 0;
        }

        foreach ((int first, int last) in Wide)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return 2;
            }
        }

        return 1;
    }
}
