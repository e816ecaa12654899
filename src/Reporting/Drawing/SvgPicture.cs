using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>An SVG element that can stand in a page or in a file of its own.</summary>
internal sealed class SvgPicture
{
    private const string FileStyle =
        ":root{color:#1f2328;background:#fff}@media(prefers-color-scheme:dark){:root{color:#e6edf3;background:#0d1117}}";

    private readonly XElement _root;

    /// <summary>An element of this assembly's own making, or one that <see cref="ForeignSvg"/> has read.</summary>
    public SvgPicture(XElement root) => _root = root;

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
        HashSet<string> ids = [.. copy.DescendantsAndSelf().Attributes("id").Select(id => id.Value)];
        foreach (XAttribute attribute in copy.DescendantsAndSelf().Attributes())
        {
            if (attribute.Name == "id")
            {
                attribute.Value = prefix + attribute.Value;
            }
            else if (SvgReferences.MayRefer(attribute))
            {
                attribute.Value = SvgReferences.Pattern().Replace(attribute.Value, reference => ids.Contains(SvgReferences.Id(reference))
                    ? reference.Value.Replace("#", "#" + prefix, StringComparison.Ordinal)
                    : reference.Value);
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
}
