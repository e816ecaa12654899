using System;

namespace NetGen.Reporting;

/// <summary>A picture of a report, with what stands beneath it.</summary>
public sealed class Figure
{
    // Below this the labels of a drawing are too small.
    private const int LeastDrawing = 740;

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly SvgPicture? _svg;
    private readonly byte[] _png = [];
    private readonly string _alternative;

    private Figure(SvgPicture? svg, byte[] png, string alternative, string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        _svg = svg;
        _png = png;
        _alternative = alternative;
        Caption = caption;
    }

    /// <summary>The picture laid out for half a page and for telephones; null where there is none.</summary>
    private SvgPicture? Narrow { get; init; }

    /// <summary>How wide the picture must be to be read; 0 where it may shrink to any room.</summary>
    private int WidthToRead { get; init; }

    /// <summary>What stands beneath the picture; prose as in <see cref="HtmlReport"/>.</summary>
    public string Caption { get; }

    /// <summary>
    /// A chart; it takes the page's colours. Where there is little room, axes are drawn anew for it, and other charts are scrolled sideways
    /// before their letters become too small.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="caption">What stands beneath. Default: nothing.</param>
    public static Figure Of(Chart chart, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(chart);
        SvgPicture? narrow = chart.NarrowSvg();
        return new Figure(chart.Svg(), [], chart.Title, caption) { Narrow = narrow, WidthToRead = narrow is null ? chart.WidthToRead : 0 };
    }

    /// <summary>A drawing of a network; where there is too little room to read it, it is scrolled sideways.</summary>
    /// <param name="drawing">The drawing.</param>
    /// <param name="caption">What stands beneath. Default: nothing.</param>
    public static Figure Of(NetworkDrawing drawing, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(drawing);
        return new Figure(drawing.Svg(), [], "", caption) { WidthToRead = Math.Min(drawing.Width, LeastDrawing) };
    }

    /// <summary>An SVG picture that someone else has drawn.</summary>
    /// <param name="svg">An element <c>svg</c>. Lines and letters in <c>currentColor</c> follow the page.</param>
    /// <param name="caption">What stands beneath. Default: nothing.</param>
    /// <remarks>
    /// Elements and attributes that draw and do nothing else are taken; anything else is refused, as are DTDs, comments, processing
    /// instructions, CDATA sections, references that leave the picture (but pixels in <c>data:</c> addresses), more than 100 elements within
    /// each other, and pictures that come to more than a million shapes.
    /// </remarks>
    /// <exception cref="ArgumentException">The text is no SVG element, or has in it what is not known to draw and do nothing else.</exception>
    public static Figure FromSvg(string svg, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(svg);
        return new Figure(new SvgPicture(ForeignSvg.Read(svg, nameof(svg))), [], "", caption);
    }

    /// <summary>A PNG picture.</summary>
    /// <param name="png">The file's bytes. Not copied.</param>
    /// <param name="alternative">What the picture shows, for those who do not see it.</param>
    /// <param name="caption">What stands beneath. Default: nothing.</param>
    /// <exception cref="ArgumentException">The bytes are no PNG file.</exception>
    public static Figure FromPng(byte[] png, string alternative, string caption = "")
    {
        ArgumentNullException.ThrowIfNull(png);
        ArgumentNullException.ThrowIfNull(alternative);
        return png.AsSpan().StartsWith(PngSignature)
            ? new Figure(null, png, alternative, caption)
            : throw new ArgumentException($"{png.Length} bytes without the signature of a PNG file came.", nameof(png));
    }

    /// <summary>Writes the picture without its caption.</summary>
    internal void Write(HtmlWriter page, string idPrefix)
    {
        if (_svg is not null)
        {
            string svg = _svg.WithIds(idPrefix).ToString();
            page.Raw((Narrow, WidthToRead) switch
            {
                ({ } narrow, _) => $"<div class=\"chart\"><div class=\"broad\">{svg}</div><div class=\"narrow\">{narrow.WithIds(idPrefix + "n-")}</div></div>",
                (null, > 0 and var width) => $"<div class=\"wide drawing\"><div style=\"min-width:{width}px\">{svg}</div></div>",
                _ => svg,
            });
            return;
        }

        page.Raw("<img src=\"data:image/png;base64,").Raw(Convert.ToBase64String(_png)).Raw("\" alt=\"").Text(_alternative).Raw("\">");
    }
}
