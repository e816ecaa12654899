using System;
using System.Net;
using System.Text;

namespace NetGen.Reporting;

/// <summary>Writes HTML: markup as it is, everything else escaped.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    /// <summary>Markup of this assembly's own making.</summary>
    public HtmlWriter Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>Text, which comes out as it is.</summary>
    public HtmlWriter Text(string text)
    {
        _html.Append(WebUtility.HtmlEncode(Printable.Text(text)));
        return this;
    }

    /// <summary>Text in which `code` and **strong** are marked. Within code nothing is.</summary>
    public HtmlWriter Prose(string text)
    {
        string clean = Printable.Text(text);
        int at = 0;
        int plain = 0;
        while (at < clean.Length)
        {
            if (Marked(clean, at, "`") is { } code)
            {
                Text(clean[plain..at]).Raw("<code>").Text(code).Raw("</code>");
                plain = at += code.Length + 2;
            }
            else if (Marked(clean, at, "**") is { } strong)
            {
                Text(clean[plain..at]).Raw("<strong>").Text(strong).Raw("</strong>");
                plain = at += strong.Length + 4;
            }
            else
            {
                at++;
            }
        }

        return Text(clean[plain..]);
    }

    public override string ToString() => _html.ToString();

    /// <summary>What stands between two marks, the first of them here; null where it is empty or begins or ends with a space.</summary>
    private static string? Marked(string text, int at, string mark)
    {
        if (string.CompareOrdinal(text, at, mark, 0, mark.Length) != 0)
        {
            return null;
        }

        int begin = at + mark.Length;
        int end = text.IndexOf(mark, begin, StringComparison.Ordinal);
        bool isMarked = end > begin && !char.IsWhiteSpace(text[begin]) && !char.IsWhiteSpace(text[end - 1]);
        return isMarked ? text[begin..end] : null;
    }
}
