using System;
using System.Collections.Generic;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>What leads from a stage to the next.</summary>
internal static class Connection
{
    /// <summary>Pixels that the highest arc rises above what it joins.</summary>
    public const double ArcRise = 44;

    /// <summary>What leads past other stages: a curve above them, with a dot at its end.</summary>
    public static XElement Arc(StageArt from, StageArt to)
    {
        (double X, double Y) start = (from.Center.X, from.Center.Y - (from.Height / 2));
        (double X, double Y) end = (to.Center.X, to.Center.Y - (to.Height / 2));
        double rise = Math.Min(start.Y, end.Y) - ArcRise;
        string path = $"M {SvgText.Number(start.X)} {SvgText.Number(start.Y)} C {SvgText.Number(start.X)} {SvgText.Number(rise)}, "
            + $"{SvgText.Number(end.X)} {SvgText.Number(rise)}, {SvgText.Number(end.X)} {SvgText.Number(end.Y)}";
        return new XElement(
            SvgText.Namespace + "g",
            new XAttribute("data-arc", Printable.Text($"{from.Stage.Name} {to.Stage.Name}")),
            new XElement(SvgText.Namespace + "path", new XAttribute("d", path), new XAttribute("stroke", "currentColor"), new XAttribute("stroke-opacity", "0.6")),
            new XElement(
                SvgText.Namespace + "circle",
                new XAttribute("cx", SvgText.Number(end.X)),
                new XAttribute("cy", SvgText.Number(end.Y)),
                new XAttribute("r", "2.5"),
                new XAttribute("fill", "currentColor")));
    }

    /// <summary>A window of the foremost map that becomes one point, or a band where everything leads to everything.</summary>
    public static XElement Between(StageArt from, StageArt to) => new(
        SvgText.Namespace + "g",
        new XAttribute("data-connection", Printable.Text(to.Stage.Name)),
        from is PlaneStack maps && to is PlaneStack stack ? Window(maps, stack) : Band(from, to));

    private static IEnumerable<XElement> Window(PlaneStack from, PlaneStack to)
    {
        // A true 3 x 3 of 200 x 200 would be a dot.
        const double LeastShare = 0.16;
        const double Left = 0.42;
        const double Top = 0.3;
        (int height, int width) = to.Stage.Window ?? (from.Stage.Height, from.Stage.Width);
        double right = Math.Min(Left + Math.Clamp((double)width / from.Stage.Width, LeastShare, 0.45), 1);
        double bottom = Math.Min(Top + Math.Clamp((double)height / from.Stage.Height, LeastShare, 0.45), 1);
        int front = from.Planes - 1;
        XElement window = SvgText.Polygon("currentColor", 0.15, from.At(front, Left, Top), from.At(front, right, Top), from.At(front, right, bottom), from.At(front, Left, bottom));
        window.SetAttributeValue("stroke", "currentColor");
        window.SetAttributeValue("stroke-opacity", "0.8");
        (double X, double Y) target = to.At(to.Planes - 1, Left, Top);
        yield return window;
        yield return SvgText.Line(from.At(front, right, Top), target);
        yield return SvgText.Line(from.At(front, right, bottom), target);
    }

    private static IEnumerable<XElement> Band(StageArt from, StageArt to)
    {
        yield return SvgText.Polygon("currentColor", 0.06, from.Exit.Top, to.Entry.Top, to.Entry.Bottom, from.Exit.Bottom);
        yield return SvgText.Line(from.Exit.Top, to.Entry.Top);
        yield return SvgText.Line(from.Exit.Bottom, to.Entry.Bottom);
    }
}
