using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>Feature maps: tilted planes one before the other, the foremost at the right.</summary>
internal sealed class PlaneStack(NetworkStage stage, StageScale scale) : StageArt(stage)
{
    private const double Step = 5;
    private const double Foreshortening = 0.5;
    private const double Tilt = 0.2;
    private const double Opacity = 0.14;
    private const double FrontOpacity = 0.4;

    private readonly double _across = scale.Side(stage.Width) * Foreshortening;
    private readonly double _down = scale.Side(stage.Height);
    private readonly double _tilt = scale.Side(stage.Width) * Tilt;

    /// <summary>Number of planes.</summary>
    public int Planes { get; } = StageScale.Planes(stage.Channels);

    public override double Width => _across + ((Planes - 1) * Step);

    public override double Height => _down + _tilt;

    /// <summary>The upper left corner of the first plane; those of the others lie to its right.</summary>
    private (double X, double Y) Corner => (Center.X - (Width / 2), Center.Y - (Height / 2));

    public override ((double X, double Y) Top, (double X, double Y) Bottom) Entry => (At(0, 0, 0), At(0, 0, 1));

    public override ((double X, double Y) Top, (double X, double Y) Bottom) Exit => (At(Planes - 1, 1, 0), At(Planes - 1, 1, 1));

    /// <summary>A point of a plane.</summary>
    /// <param name="plane">From 0, the one behind all.</param>
    /// <param name="right">0 at its left edge, 1 at its right.</param>
    /// <param name="down">0 at its top, 1 at its bottom.</param>
    public (double X, double Y) At(int plane, double right, double down) =>
        (Corner.X + (plane * Step) + (right * _across), Corner.Y + (right * _tilt) + (down * _down));

    protected override IEnumerable<XElement> Shapes() => Enumerable.Range(0, Planes).Select(Plane);

    private XElement Plane(int plane)
    {
        string color = Stage.Role == StageRole.Input && Stage.Channels == 3 ? Hex(Rgb(plane)) : Color;
        XElement shape = SvgText.Polygon(color, plane == Planes - 1 ? FrontOpacity : Opacity, At(plane, 0, 0), At(plane, 1, 0), At(plane, 1, 1), At(plane, 0, 1));
        shape.SetAttributeValue("stroke", color);
        return shape;
    }

    private static SKColor Rgb(int channel) => ChartColors.Series[channel switch { 0 => 3, 1 => 2, _ => 0 }];
}
