using System.Collections.Generic;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>The headings of a page, sections (level 2) and their parts (level 3), as links to them.</summary>
internal sealed class TableOfContents
{
    private readonly List<Heading> _headings = [];

    public bool HasSections => _headings.Count > 0;

    /// <summary>Adds a heading; gives the id that it must have in the page.</summary>
    public string Add(string text, int level)
    {
        var heading = new Heading(text, level, $"s{_headings.Count + 1}");
        _headings.Add(heading);
        return heading.Id;
    }

    /// <summary>Writes the list, where there are two sections or more.</summary>
    public void Write(HtmlWriter page)
    {
        if (_headings.Count(heading => heading.Level == 2) < 2)
        {
            return;
        }

        page.Raw("<nav aria-label=\"Contents\"><ul>");
        for (int i = 0; i < _headings.Count; i++)
        {
            Heading heading = _headings[i];
            int next = i + 1 < _headings.Count ? _headings[i + 1].Level : 2;
            page.Raw($"<li><a href=\"#{heading.Id}\">").Text(heading.Text).Raw("</a>");
            page.Raw((heading.Level, next) switch
            {
                (2, 3) => "<ul>",
                (3, 2) => "</li></ul></li>",
                _ => "</li>",
            });
        }

        page.Raw("</ul></nav>\n");
    }

    private sealed record Heading(string Text, int Level, string Id);
}
