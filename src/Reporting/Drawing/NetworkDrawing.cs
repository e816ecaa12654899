using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>
/// A network as textbooks draw "a typical CNN": feature maps as stacks of tilted planes whose size follows that of the maps
/// and whose number follows the channels, vectors as columns, the classes at the end.
/// </summary>
/// <remarks>Layers that leave the shape as it is, such as dropout, stand beneath the layer that they read. What leads past other layers is an arc above them.</remarks>
/// <example>
/// <code>
/// new NetworkDrawing(LectureCnn.Info, ["circle", "square", "star", "cross", "ring"]).SaveSvg("network.svg");
/// </code>
/// </example>
public sealed class NetworkDrawing
{
    private const double Margin = 24;
    private const double StageGap = 30;
    private const double RowGap = 30;
    private const double WidestRow = 1120;

    private readonly IReadOnlyList<StageArt> _arts;
    private readonly XElement _root;

    /// <summary>Draws a network.</summary>
    /// <param name="network">The network's description, as <c>LectureCnn.Info</c>.</param>
    /// <param name="classNames">A name for each output. Default: their numbers.</param>
    /// <exception cref="ArgumentException">There is not a name for each output.</exception>
    public NetworkDrawing(NetworkInfo network, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (classNames is not null && classNames.Count != network.OutputSize)
        {
            throw new ArgumentException($"A name for each of {network.OutputSize} outputs is expected; {classNames.Count} names came.", nameof(classNames));
        }

        Stages = NetworkStage.Of(network);
        var scale = new StageScale(Stages);
        _arts = [.. Stages.Select((stage, i) => StageArt.Of(stage, scale, i == Stages.Count - 1 ? OutputNames(network, classNames) : null))];
        (_root, Width, Height) = Draw(network.Name);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    internal IReadOnlyList<NetworkStage> Stages { get; }

    /// <summary>The drawing as an SVG element for a page: transparent, lines and letters in the page's own colour (<c>currentColor</c>).</summary>
    public string ToSvg() => Svg().ToString();

    /// <summary>Writes an SVG file that is light or dark as its viewer wishes; it appears complete or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path)
    {
        byte[] svg = Encoding.UTF8.GetBytes(Svg().ToFile());
        AtomicFile.Write(path, stream => stream.Write(svg));
    }

    internal SvgPicture Svg() => new(_root);

    private static IReadOnlyList<string> OutputNames(NetworkInfo network, IReadOnlyList<string>? classNames) =>
        classNames ?? [.. Enumerable.Range(0, network.OutputSize).Select(SvgText.Number)];

    private (XElement Root, int Width, int Height) Draw(string name)
    {
        List<List<StageArt>> rows = Rows();
        double width = rows.Max(RowWidth) + (2 * Margin);
        var content = new List<XElement>();

        // Arcs rise above the stages that they join.
        double arcs = Enumerable.Range(0, Stages.Count).Any(stage => ArcsTo(stage).Any()) ? Connection.ArcRise : 0;
        double top = Margin + arcs;
        foreach (List<StageArt> row in rows)
        {
            double middle = top + (row.Max(art => art.Height) / 2);
            double left = Margin + ((width - (2 * Margin) - RowWidth(row)) / 2);
            foreach (StageArt art in row)
            {
                art.Place(left + (art.SlotWidth / 2), middle);
                left += art.SlotWidth + StageGap;
            }

            for (int i = 0; i < row.Count; i++)
            {
                content.Add(row[i].Draw());
                int stage = IndexOf(row[i]);
                if (i > 0 && row[i].Stage.Source == stage - 1)
                {
                    content.Add(Connection.Between(row[i - 1], row[i]));
                }
            }

            content.AddRange(Arrows(row, middle, isFirst: row == rows[0], isLast: row == rows[^1]));
            double labels = middle + (row.Max(art => art.Height) / 2);
            content.AddRange(row.Select(art => StageLabel.Draw(art, labels)));
            top = labels + row.Max(art => StageLabel.Height(art.Stage)) + RowGap + arcs;
        }

        content.AddRange(Enumerable.Range(0, Stages.Count).SelectMany(stage => ArcsTo(stage).Select(source => Connection.Arc(_arts[source], _arts[stage]))));
        int height = (int)Math.Ceiling(top - RowGap - arcs + Margin);
        var root = new XElement(
            SvgText.Namespace + "svg",
            new XAttribute("width", SvgText.Number(width)),
            new XAttribute("height", height),
            new XAttribute("viewBox", $"0 0 {SvgText.Number(width)} {height}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", Printable.Text($"The network {name}: {string.Join(", ", Stages.Select(stage => $"{stage.Operation} {stage.ShapeText}"))}")),
            new XAttribute("font-family", SvgText.FontFamily),
            new XAttribute("fill", "none"),
            new XAttribute("stroke-linejoin", "round"),
            content);
        return (root, (int)Math.Ceiling(width), height);
    }

    private int IndexOf(StageArt art) => Enumerable.Range(0, _arts.Count).First(i => _arts[i] == art);

    /// <summary>The stages that a stage reads besides the one before it, or joins with what it makes.</summary>
    private IEnumerable<int> ArcsTo(int stage) => Stages[stage].Joined.Concat(stage > 0 && Stages[stage].Source != stage - 1 ? [Stages[stage].Source] : []).Distinct();

    /// <summary>Breaks a long network into rows, as lines of text are broken.</summary>
    private List<List<StageArt>> Rows()
    {
        var rows = new List<List<StageArt>> { new() };
        foreach (StageArt art in _arts)
        {
            if (rows[^1].Count > 0 && RowWidth([.. rows[^1], art]) > WidestRow)
            {
                rows.Add([]);
            }

            rows[^1].Add(art);
        }

        return rows;
    }

    /// <summary>Where a row goes on in the next, and where it comes from.</summary>
    private static IEnumerable<XElement> Arrows(List<StageArt> row, double middle, bool isFirst, bool isLast)
    {
        const double Distance = 14;
        if (!isFirst)
        {
            yield return SvgText.Text("→", row[0].Center.X - (row[0].Width / 2) - Distance, middle + 6, 18, quiet: true);
        }

        if (!isLast)
        {
            yield return SvgText.Text("→", row[^1].Center.X + (row[^1].Width / 2) + Distance, middle + 6, 18, quiet: true);
        }
    }

    private static double RowWidth(IReadOnlyList<StageArt> row) => row.Sum(art => art.SlotWidth) + ((row.Count - 1) * StageGap);
}
