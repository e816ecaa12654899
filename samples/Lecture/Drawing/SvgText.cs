using System.Globalization;
using System.Net;
using System.Text;

namespace NetGen.Samples.Lecture.Drawing;

/// <summary>Letters of a drawing, centred on a point, in the page's font.</summary>
internal static class SvgText
{
    public static void Write(StringBuilder svg, string text, double x, double y, int size, string color = "currentColor") =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{color}\" ")
            .Append("text-anchor=\"middle\" dominant-baseline=\"central\">")
            .Append(WebUtility.HtmlEncode(text))
            .Append("</text>");
}
