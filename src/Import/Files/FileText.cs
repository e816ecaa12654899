using System.Text;

namespace NetGen.Import.Files;

/// <summary>Names out of files, as messages show them: cut where they are long, and without characters that steer a terminal.</summary>
internal static class FileText
{
    private const int Longest = 120;

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text.Length > Longest ? text.Substring(0, Longest) : text)
        {
            shown.Append(char.IsControl(c) || char.IsSurrogate(c)
                || c is >= '\u200B' and <= '\u200F' or >= '\u2028' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\uFEFF' ? '\uFFFD' : c);
        }

        return text.Length > Longest ? shown.Append('…').ToString() : shown.ToString();
    }
}
