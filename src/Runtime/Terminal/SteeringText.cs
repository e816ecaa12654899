using System;
using System.Buffers;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>
/// What text from outside may hold that is not seen and does something: it steers a terminal, ends a line or turns the direction of writing; and what is no
/// text, halves of surrogate pairs and noncharacters. Each place that shows text says what stands there instead.
/// </summary>
internal static class SteeringText
{
    // They join letters and emoji into one.
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The text with something else for every such unit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="instead">What stands there instead of a unit of UTF-16.</param>
    public static string Replace(ReadOnlySpan<char> text, Func<char, string> instead)
    {
        var shown = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf16(text, out Rune rune, out int length) == OperationStatus.Done;
            if (isWhole && !Steers(rune))
            {
                shown.Append(text[..length]);
            }
            else
            {
                foreach (char unit in text[..length])
                {
                    shown.Append(instead(unit));
                }
            }

            text = text[length..];
        }

        return shown.ToString();
    }

    private static bool Steers(Rune rune) => rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner) && (IsNoncharacter(rune.Value) || IsUnseen(rune));

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
