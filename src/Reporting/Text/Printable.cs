using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml;

namespace NetGen.Reporting;

/// <summary>Text that HTML and XML can hold.</summary>
internal static class Printable
{
    /// <summary>The text with U+FFFD for what is no character there: control characters and halves of surrogate pairs.</summary>
    public static string Text(string text) => text.All(IsSafe) ? text : string.Concat(Runes(text));

    private static IEnumerable<string> Runes(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            yield return rune.IsBmp && !IsSafe((char)rune.Value) ? "\uFFFD" : rune.ToString();
        }
    }

    /// <summary>Surrogates are not: whether they come in pairs is seen in <see cref="Runes"/>.</summary>
    private static bool IsSafe(char character) => XmlConvert.IsXmlChar(character) && (!char.IsControl(character) || character is '\t' or '\n' or '\r');
}
