using System.Globalization;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>The elements that drawings are made of.</summary>
internal static class SvgText
{
    /// <summary>Fonts that the reader's machine may have.</summary>
    public const string FontFamily = "system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";

    // How wide a letter is in such a font, as a share of its size: enough for most texts.
    private const double LetterWidth = 0.58;

    /// <summary>The namespace of SVG.</summary>
    public static XNamespace Namespace { get; } = "http://www.w3.org/2000/svg";

    /// <summary>A number as SVG has it, to a hundredth.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A number of an output.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Letters in the page's colour.</summary>
    public static XElement Text(string text, double x, double y, double size, string anchor = "middle", bool bold = false, bool quiet = false) => new(
        Namespace + "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("font-size", Number(size)),
        new XAttribute("text-anchor", anchor),
        new XAttribute("fill", "currentColor"),
        bold ? new XAttribute("font-weight", "600") : null,
        quiet ? new XAttribute("fill-opacity", "0.7") : null,
        Printable.Text(text));

    /// <summary>About how wide letters are.</summary>
    public static double Measure(string text, double size) => text.Length * size * LetterWidth;

    /// <summary>A closed shape through points, painted in a colour.</summary>
    public static XElement Polygon(string color, double opacity, params (double X, double Y)[] points) => new(
        Namespace + "polygon",
        new XAttribute("points", Points(points)),
        new XAttribute("fill", color),
        new XAttribute("fill-opacity", Number(opacity)));

    /// <summary>A line in the page's colour, pale.</summary>
    public static XElement Line((double X, double Y) from, (double X, double Y) to) => new(
        Namespace + "line",
        new XAttribute("x1", Number(from.X)),
        new XAttribute("y1", Number(from.Y)),
        new XAttribute("x2", Number(to.X)),
        new XAttribute("y2", Number(to.Y)),
        new XAttribute("stroke", "currentColor"),
        new XAttribute("stroke-opacity", "0.45"));

    private static string Points((double X, double Y)[] points) => string.Join(' ', System.Array.ConvertAll(points, point => $"{Number(point.X)},{Number(point.Y)}"));
}
