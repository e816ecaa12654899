using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen.Reporting;

/// <summary>
/// A page of prose, tables and pictures in one HTML file: it loads nothing from elsewhere, is light or dark as its reader
/// wishes, and can be read on a telephone. The members add to the page in order and return it.
/// </summary>
/// <remarks>
/// Whatever is given is text and comes out as that text. In prose (paragraphs, notes, lists, captions), <c>`code`</c> and
/// <c>**strong**</c> are set as such; a mark without its partner stays what it is.
/// </remarks>
/// <example>
/// <code>
/// new HtmlReport("The building blocks") { Subtitle = "Measured on this machine" }
///     .Section("The learning rate")
///     .Paragraph("Too large a rate diverges; see `SGD`.")
///     .Table(["rate", "loss"], [["0.1", "0.31"], ["0.01", "0.72"]])
///     .SideBySide(Figure.Of(low, "0.01"), Figure.Of(high, "0.1"))
///     .Save("report.html");
/// </code>
/// </example>
public sealed class HtmlReport
{
    private readonly HtmlWriter _body = new();
    private readonly TableOfContents _contents = new();
    private int _pictures;

    /// <summary>An empty page.</summary>
    /// <param name="title">The page's title and first heading.</param>
    public HtmlReport(string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
    }

    /// <summary>The page's title.</summary>
    public string Title { get; }

    /// <summary>Prose beneath the title. Default: none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Begins a section. Two or more make a table of contents.</summary>
    /// <param name="heading">Its heading.</param>
    public HtmlReport Section(string heading) => AddHeading(heading, level: 2);

    /// <summary>Begins a part of a section.</summary>
    /// <param name="heading">Its heading.</param>
    /// <exception cref="InvalidOperationException">No section has begun.</exception>
    public HtmlReport Subsection(string heading) => _contents.HasSections
        ? AddHeading(heading, level: 3)
        : throw new InvalidOperationException($"'{heading}' is part of no section; begin one first.");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">Prose.</param>
    public HtmlReport Paragraph(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _body.Raw("<p>").Prose(text).Raw("</p>\n");
        return this;
    }

    /// <summary>Adds a paragraph that stands out, under a word that says what it is: a claim, a difference, a warning.</summary>
    /// <param name="label">The word or words.</param>
    /// <param name="text">Prose.</param>
    public HtmlReport Note(string label, string text)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(text);
        _body.Raw("<aside><strong class=\"label\">").Text(label).Raw("</strong> ").Prose(text).Raw("</aside>\n");
        return this;
    }

    /// <summary>Adds a list of points.</summary>
    /// <param name="items">Prose, a point each; none adds nothing.</param>
    public HtmlReport List(params IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count > 0)
        {
            _body.Raw("<ul>");
            foreach (string item in items)
            {
                _body.Raw("<li>").Prose(item).Raw("</li>");
            }

            _body.Raw("</ul>\n");
        }

        return this;
    }

    /// <summary>Adds figures that are seen at a glance, in large letters with their names beneath.</summary>
    /// <param name="facts">The figures' names and values.</param>
    public HtmlReport Facts(params IReadOnlyList<(string Name, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Count > 0)
        {
            _body.Raw("<dl class=\"facts\">");
            foreach ((string name, string value) in facts)
            {
                _body.Raw("<div><dt>").Text(name).Raw("</dt><dd>").Text(value).Raw("</dd></div>");
            }

            _body.Raw("</dl>\n");
        }

        return this;
    }

    /// <summary>Adds a table. Columns of numbers are aligned at the right, by their decimal points.</summary>
    /// <param name="columns">The columns' headings; at least one.</param>
    /// <param name="rows">The rows, a cell for each column.</param>
    /// <param name="caption">Prose beneath. Default: none.</param>
    /// <exception cref="ArgumentException">There are no columns, or a row has not a cell for each.</exception>
    public HtmlReport Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count, nameof(columns));
        IReadOnlyList<string>[] all = [.. rows];
        if (Array.FindIndex(all, row => row.Count != columns.Count) is var bad and >= 0)
        {
            throw new ArgumentException($"Row {bad} has {all[bad].Count} cells; there are {columns.Count} columns.", nameof(rows));
        }

        NumberColumn?[] numbers = [.. Enumerable.Range(0, columns.Count).Select(column => NumberColumn.Of([.. all.Select(row => row[column])]))];
        _body.Raw("<figure class=\"table\"><div class=\"wide\"><table><thead>");
        AddRow("th", columns, [.. numbers.Select(column => column is null ? "" : NumberColumn.Class)]);
        _body.Raw("</thead><tbody>\n");
        foreach (IReadOnlyList<string> row in all)
        {
            AddRow("td", row, [.. numbers.Select((column, i) => column?.Style(row[i]) ?? "")]);
        }

        _body.Raw("</tbody></table></div>");
        AddCaption(caption);
        _body.Raw("</figure>\n");
        return this;
    }

    /// <summary>Adds preformatted text, such as source code or a network's summary. What is wide is scrolled sideways.</summary>
    /// <param name="text">The text.</param>
    /// <param name="caption">Prose beneath. Default: none.</param>
    public HtmlReport Code(string text, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(caption);

        // A browser drops a line break right after <pre>.
        _body.Raw("<figure class=\"code\"><pre>\n").Text(text).Raw("</pre>");
        AddCaption(caption);
        _body.Raw("</figure>\n");
        return this;
    }

    /// <summary>Adds a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="caption">Prose beneath. Default: none.</param>
    public HtmlReport Picture(Chart chart, string caption = "") => Picture(Figure.Of(chart, caption));

    /// <summary>Adds a drawing of a network.</summary>
    /// <param name="drawing">The drawing.</param>
    /// <param name="caption">Prose beneath. Default: none.</param>
    public HtmlReport Picture(NetworkDrawing drawing, string caption = "") => Picture(Figure.Of(drawing, caption));

    /// <summary>Adds a picture.</summary>
    /// <param name="figure">The picture and its caption.</param>
    public HtmlReport Picture(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        AddFigure(figure);
        return this;
    }

    /// <summary>Adds pictures beside each other; where there is no room, one beneath the other.</summary>
    /// <param name="figures">The pictures; none adds nothing.</param>
    public HtmlReport SideBySide(params IReadOnlyList<Figure> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Count > 0)
        {
            _body.Raw("<div class=\"row\">\n");
            foreach (Figure figure in figures)
            {
                AddFigure(figure);
            }

            _body.Raw("</div>\n");
        }

        return this;
    }

    /// <summary>The page as text.</summary>
    public string ToHtml()
    {
        var page = new HtmlWriter();

        // The policy makes the browser refuse whatever is not in the file, should anything ever ask for it. Forms and base addresses do not
        // fall under default-src.
        page.Raw(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">

            """);
        page.Raw("<title>").Text(Title).Raw("</title>\n<style>\n").Raw(Style()).Raw("</style>\n</head>\n<body>\n<main>\n");
        page.Raw("<header><h1>").Text(Title).Raw("</h1>");
        if (Subtitle.Length > 0)
        {
            page.Raw("<p>").Prose(Subtitle).Raw("</p>");
        }

        page.Raw("</header>\n");
        _contents.Write(page);
        return page.Raw(_body.ToString()).Raw("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Writes the page; the file appears complete or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        byte[] html = Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(html));
    }

    private static string Style()
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private HtmlReport AddHeading(string text, int level)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, "heading");
        _body.Raw($"<h{level} id=\"{_contents.Add(text, level)}\">").Text(text).Raw($"</h{level}>\n");
        return this;
    }

    private void AddFigure(Figure figure)
    {
        _pictures++;
        _body.Raw("<figure>");
        figure.Write(_body, idPrefix: $"p{_pictures}-");
        AddCaption(figure.Caption);
        _body.Raw("</figure>\n");
    }

    private void AddRow(string element, IReadOnlyList<string> cells, string[] styles)
    {
        _body.Raw("<tr>");
        for (int column = 0; column < cells.Count; column++)
        {
            _body.Raw($"<{element}{styles[column]}>").Text(cells[column]).Raw($"</{element}>");
        }

        _body.Raw("</tr>\n");
    }

    private void AddCaption(string caption)
    {
        if (caption.Length > 0)
        {
            _body.Raw("<figcaption>").Prose(caption).Raw("</figcaption>");
        }
    }
}
