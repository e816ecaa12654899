using System;
using System.Collections.Generic;
using System.Xml.Linq;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>The picture of a stage, first measured, then placed, then drawn.</summary>
internal abstract class StageArt(NetworkStage stage)
{
    /// <summary>What is drawn.</summary>
    public NetworkStage Stage { get; } = stage;

    /// <summary>Pixels across.</summary>
    public abstract double Width { get; }

    /// <summary>Pixels from top to bottom.</summary>
    public abstract double Height { get; }

    /// <summary>Pixels across, the label counted.</summary>
    public double SlotWidth => Math.Max(Width, StageLabel.Width(Stage));

    /// <summary>The middle.</summary>
    public (double X, double Y) Center { get; private set; }

    /// <summary>The upper and the lower end of what lines come to from the left.</summary>
    public abstract ((double X, double Y) Top, (double X, double Y) Bottom) Entry { get; }

    /// <summary>The upper and the lower end of what lines go from to the right.</summary>
    public abstract ((double X, double Y) Top, (double X, double Y) Bottom) Exit { get; }

    /// <summary>The stage's colour.</summary>
    protected string Color => ColorOf(Stage.Role);

    /// <summary>The picture of a stage; that of the last has the outputs' names.</summary>
    public static StageArt Of(NetworkStage stage, StageScale scale, IReadOnlyList<string>? outputNames) =>
        stage.HasMaps ? new PlaneStack(stage, scale)
        : outputNames is not null ? new OutputColumn(stage, outputNames)
        : new BarColumn(stage, scale);

    public void Place(double x, double y) => Center = (x, y);

    /// <summary>The picture as a group with a tooltip.</summary>
    public XElement Draw() => new(
        SvgText.Namespace + "g",
        new XAttribute("data-stage", Printable.Text(Stage.Name)),
        new XElement(SvgText.Namespace + "title", Printable.Text(FormattableString.Invariant($"{Stage.Name} ({Stage.Operation}): {Stage.ShapeText}, {Stage.ParameterCount:N0} parameters"))),
        Shapes());

    protected abstract IEnumerable<XElement> Shapes();

    protected static string Hex(SKColor color) => $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";

    private static string ColorOf(StageRole role) => Hex(ChartColors.Series[role switch
    {
        StageRole.Convolution => 0,
        StageRole.Pooling => 1,
        StageRole.Output => 2,
        StageRole.Dense => 4,
        StageRole.Rearranging => 5,
        _ => 7,
    }]);
}
