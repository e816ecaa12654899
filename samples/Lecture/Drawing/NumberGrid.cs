using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NetGen.Samples.Lecture.Drawing;

/// <summary>Numbers in rows and columns as an image, a filter or a result is drawn on a blackboard, parts of it marked.</summary>
/// <param name="Values">The numbers, row by row.</param>
/// <param name="Columns">Numbers in a row.</param>
/// <param name="Caption">What stands beneath. Default: nothing.</param>
internal sealed record NumberGrid(IReadOnlyList<float> Values, int Columns, string Caption = "")
{
    private const int LineHeight = 20;

    // A window's line lies inside the cells' lines, so that windows side by side do not hide each other's.
    private const int Inset = 2;

    // Numbers are black on cells that are brighter than this share of white.
    private const double BrightShare = 0.5;

    /// <summary>What is marked. Default: nothing.</summary>
    public IReadOnlyList<GridWindow> Windows { get; init; } = [];

    /// <summary>The value of white where cells are filled with the grey that they stand for. Default: they are not filled.</summary>
    public double? White { get; init; }

    /// <summary>The side of a cell. Default: 32.</summary>
    public int Cell { get; init; } = 32;

    /// <summary>The size of the digits. Default: 14.</summary>
    public int Digits { get; init; } = 14;

    public int Rows => Values.Count / Columns;

    public int Width => Columns * Cell;

    public int Height => (Rows * Cell) + (Caption.Length > 0 ? LineHeight : 0);

    /// <summary>Adds the grid to a drawing.</summary>
    /// <param name="svg">The drawing.</param>
    /// <param name="left">Where the grid begins.</param>
    /// <param name="top">Where it begins.</param>
    public void Draw(StringBuilder svg, int left, int top)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            DrawCell(svg, Values[i], left + (i % Columns * Cell), top + (i / Columns * Cell));
        }

        foreach (GridWindow window in Windows)
        {
            int x = left + (window.Column * Cell) + Inset;
            int y = top + (window.Row * Cell) + Inset;
            int width = (window.Width * Cell) - (2 * Inset);
            int height = (window.Height * Cell) - (2 * Inset);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\" ")
                .Append(CultureInfo.InvariantCulture, $"fill=\"{window.Stroke}\" fill-opacity=\"0.14\" stroke=\"{window.Stroke}\" stroke-width=\"2.5\"/>");
        }

        if (Caption.Length > 0)
        {
            SvgText.Write(svg, Caption, left + (Width / 2.0), top + (Rows * Cell) + (LineHeight * 0.6), size: 13);
        }
    }

    private void DrawCell(StringBuilder svg, float value, int x, int y)
    {
        double share = White is { } white ? Math.Clamp(value / white, 0, 1) : 0;
        int level = (int)Math.Round(255 * share);
        string fill = White is null ? "none" : FormattableString.Invariant($"rgb({level},{level},{level})");
        string ink = White is null ? "currentColor" : share > BrightShare ? "#000" : "#fff";
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell}\" height=\"{Cell}\" fill=\"{fill}\" ")
            .Append("stroke=\"currentColor\" stroke-opacity=\"0.35\"/>");
        if (Digits > 0)
        {
            SvgText.Write(svg, Numbers.Short(value), x + (Cell / 2.0), y + (Cell / 2.0), Digits, ink);
        }
    }
}
