using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>The lines beneath a stage: what it does, its shape, its name, what follows it.</summary>
internal static class StageLabel
{
    private const double LetterSize = 12;
    private const double LineHeight = 16;
    private const double Gap = 24;

    public static double Width(NetworkStage stage) => Lines(stage).Max(line => SvgText.Measure(line.Text, LetterSize));

    public static double Height(NetworkStage stage) => Gap + ((Lines(stage).Count() - 1) * LineHeight);

    /// <param name="art">The stage's picture, placed.</param>
    /// <param name="top">Where the row's pictures end.</param>
    public static XElement Draw(StageArt art, double top) => new(
        SvgText.Namespace + "g",
        new XAttribute("data-label", Printable.Text(art.Stage.Name)),
        Lines(art.Stage).Select((line, i) => SvgText.Text(line.Text, art.Center.X, top + Gap + (i * LineHeight), LetterSize, bold: i == 0, quiet: line.IsQuiet)));

    private static IEnumerable<(string Text, bool IsQuiet)> Lines(NetworkStage stage)
    {
        yield return (stage.Operation, false);
        yield return (stage.ShapeText, false);
        if (stage.Role != StageRole.Input)
        {
            yield return (stage.Name, true);
        }

        foreach (string note in stage.Notes)
        {
            yield return ($"+ {note}", true);
        }
    }
}
