using System;
using System.Collections.Generic;
using System.Xml.Linq;

namespace NetGen.Reporting;

/// <summary>A vector: a column of cells, more where there are more values.</summary>
internal sealed class BarColumn(NetworkStage stage, StageScale scale) : StageArt(stage)
{
    private const double CellHeight = 8;

    public override double Width => 14;

    public override double Height { get; } = scale.ColumnHeight(stage.Size);

    public override ((double X, double Y) Top, (double X, double Y) Bottom) Entry => (At(0, 0), At(0, 1));

    public override ((double X, double Y) Top, (double X, double Y) Bottom) Exit => (At(1, 0), At(1, 1));

    private long Cells => Math.Clamp((long)Math.Round(Height / CellHeight), 1, Stage.Size);

    protected override IEnumerable<XElement> Shapes()
    {
        XElement bar = SvgText.Polygon(Color, 0.3, At(0, 0), At(1, 0), At(1, 1), At(0, 1));
        bar.SetAttributeValue("stroke", Color);
        yield return bar;
        for (int cell = 1; cell < Cells; cell++)
        {
            XElement line = SvgText.Line(At(0, (double)cell / Cells), At(1, (double)cell / Cells));
            line.SetAttributeValue("stroke", Color);
            yield return line;
        }
    }

    private (double X, double Y) At(double right, double down) => (Center.X + ((right - 0.5) * Width), Center.Y + ((down - 0.5) * Height));
}
