using System;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>An SVG element that can stand in a page or in a file of its own.</summary>
internal sealed class SvgPicture
{
    private const string FileStyle =
        ":root{color:#1f2328;background:#fff}@media(prefers-color-scheme:dark){:root{color:#e6edf3;background:#0d1117}}";

    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";
    private readonly XElement _root;

    /// <summary>An element of this assembly's own making.</summary>
    public SvgPicture(XElement root) => _root = root;

    /// <summary>Takes over what someone else has drawn.</summary>
    /// <exception cref="ArgumentException">The text is no SVG element, or it would run a script or load something from elsewhere.</exception>
    public static SvgPicture Parse(string svg, string argument)
    {
        XElement root;
        try
        {
            root = XElement.Parse(svg);
        }
        catch (XmlException exception)
        {
            throw new ArgumentException($"The SVG text is not well-formed: {exception.Message}", argument, exception);
        }

        if (root.Name != SvgText.Namespace + "svg")
        {
            throw new ArgumentException($"An element svg in the namespace {SvgText.Namespace} is expected; <{root.Name}> came.", argument);
        }

        RefuseWhatActsOrLoads(root, argument);
        return new SvgPicture(root);
    }

    /// <summary>Makes the canvas's output scalable and lets it follow the page's colour.</summary>
    public static SvgPicture FromSkia(string svg, int width, int height, string title)
    {
        XElement root = XElement.Parse(svg);
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        root.SetAttributeValue("role", "img");
        if (title.Length > 0)
        {
            root.SetAttributeValue("aria-label", Printable.Text(title));
        }

        // Skia writes a canvas that is cleared as a rectangle without a colour, which is a black one.
        root.Descendants().Where(element => IsBackground(element.Attribute("fill")?.Value) || (IsRectangle(element) && element.Attribute("fill") is null)).Remove();
        foreach (XAttribute attribute in root.Descendants().Attributes().Where(attribute => IsForeground(attribute.Value)))
        {
            attribute.Value = "currentColor";
        }

        foreach (XElement image in root.Descendants(SvgText.Namespace + "image"))
        {
            image.SetAttributeValue("style", "image-rendering:pixelated");
        }

        // The fonts of this machine need not be those of the reader's.
        foreach (XElement text in root.Descendants(SvgText.Namespace + "text"))
        {
            text.SetAttributeValue("font-family", SvgText.FontFamily);
        }

        return new SvgPicture(root);
    }

    /// <summary>A copy whose ids begin with a prefix: pictures of one page must not share them.</summary>
    public SvgPicture WithIds(string prefix)
    {
        var copy = new XElement(_root);
        string[] ids = [.. copy.DescendantsAndSelf().Attributes("id").Select(id => id.Value)];
        foreach (XAttribute attribute in copy.DescendantsAndSelf().Attributes())
        {
            if (attribute.Name == "id")
            {
                attribute.Value = prefix + attribute.Value;
                continue;
            }

            foreach (string id in ids)
            {
                attribute.Value = attribute.Value == $"#{id}" ? $"#{prefix}{id}"
                    : attribute.Value.Replace($"url(#{id})", $"url(#{prefix}{id})", StringComparison.Ordinal);
            }
        }

        return new SvgPicture(copy);
    }

    /// <summary>The element's text, for a page.</summary>
    public override string ToString() => _root.ToString(SaveOptions.DisableFormatting);

    /// <summary>The text of a file, with colours of its own.</summary>
    public string ToFile()
    {
        var root = new XElement(_root);
        root.AddFirst(new XElement(SvgText.Namespace + "style", FileStyle));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static bool IsForeground(string value) => value is "#010203" or "rgb(1,2,3)";

    private static bool IsRectangle(XElement element) => element.Name == SvgText.Namespace + "rect" && element.Parent?.Name != SvgText.Namespace + "clipPath";

    private static bool IsBackground(string? value) => value is "#010204" or "rgb(1,2,4)";

    private static void RefuseWhatActsOrLoads(XElement root, string argument)
    {
        foreach (XElement element in root.DescendantsAndSelf())
        {
            if (element.Name.LocalName is "script" or "foreignObject")
            {
                throw new ArgumentException($"A report takes no <{element.Name.LocalName}> in an SVG picture.", argument);
            }

            foreach (XAttribute attribute in element.Attributes())
            {
                bool isLink = attribute.Name == "href" || attribute.Name == Link + "href" || attribute.Name == "src";
                bool isInside = attribute.Value.StartsWith('#') || attribute.Value.StartsWith("data:", StringComparison.Ordinal);
                if ((isLink && !isInside) || attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase))
                {
                    throw new ArgumentException($"A report stands alone: {attribute.Name.LocalName}=\"{attribute.Value}\" has no place in it.", argument);
                }
            }
        }
    }
}
