using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>The outputs: a circle for each with its name, or for the first and the last ones.</summary>
internal sealed class OutputColumn : StageArt
{
    private const int Most = 12;
    private const int LongestName = 22;
    private const double Pitch = 19;
    private const double Radius = 6.5;
    private const double LetterSize = 12;
    private const string Gap = "⋮";

    private readonly string[] _names;

    public OutputColumn(NetworkStage stage, IReadOnlyList<string> names)
        : base(stage)
    {
        string[] shown = names.Count <= Most ? [.. names] : [.. names.Take(Most - 2), Gap, names[^1]];
        _names = ShortNames.CutAll(shown, LongestName, "…", name => name.Length);
    }

    public override double Width => (2 * Radius) + 6 + _names.Max(name => SvgText.Measure(name, LetterSize));

    public override double Height => _names.Length * Pitch;

    public override ((double X, double Y) Top, (double X, double Y) Bottom) Entry => (At(0, -Radius), At(_names.Length - 1, Radius));

    public override ((double X, double Y) Top, (double X, double Y) Bottom) Exit => Entry;

    protected override IEnumerable<XElement> Shapes()
    {
        for (int i = 0; i < _names.Length; i++)
        {
            (double x, double y) = At(i, 0);
            x += Radius;
            if (_names[i] == Gap && _names.Length == Most)
            {
                yield return SvgText.Text(Gap, x, y + 4, LetterSize);
                continue;
            }

            yield return new XElement(
                SvgText.Namespace + "circle",
                new XAttribute("cx", SvgText.Number(x)),
                new XAttribute("cy", SvgText.Number(y)),
                new XAttribute("r", SvgText.Number(Radius)),
                new XAttribute("fill", Color),
                new XAttribute("fill-opacity", "0.3"),
                new XAttribute("stroke", Color));
            yield return SvgText.Text(_names[i], x + Radius + 6, y + 4, LetterSize, "start");
        }
    }

    private (double X, double Y) At(int output, double below) =>
        (Center.X - (Width / 2), Center.Y + ((output - ((_names.Length - 1) / 2.0)) * Pitch) + below);
}
