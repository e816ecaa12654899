using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using NetGen.Reporting;

namespace NetGen.Samples.Lecture.Drawing;

/// <summary>Grids in one row with signs between them: image * filter = result.</summary>
internal static class GridRow
{
    private const int Gap = 34;
    private const int SignSize = 22;

    // Lines on the edge are as thick as the others.
    private const int Border = 1;

    /// <summary>The row as a picture of a page.</summary>
    /// <param name="caption">What stands beneath; prose.</param>
    /// <param name="signs">What stands between the grids: one fewer than there are grids.</param>
    /// <param name="grids">The grids from left to right.</param>
    public static Figure Of(string caption, IReadOnlyList<string> signs, params IReadOnlyList<NumberGrid> grids)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signs.Count, grids.Count - 1, nameof(signs));
        int width = grids.Sum(grid => grid.Width) + (Gap * signs.Count) + (2 * Border);
        int height = grids.Max(grid => grid.Height) + (2 * Border);
        int middle = grids.Max(grid => grid.Rows * grid.Cell) / 2;
        string label = WebUtility.HtmlEncode(Label(signs, grids));
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{label}\" ");
        svg.Append(CultureInfo.InvariantCulture, $"width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">");
        int left = Border;
        for (int i = 0; i < grids.Count; i++)
        {
            NumberGrid grid = grids[i];
            grid.Draw(svg, left, Border + middle - (grid.Rows * grid.Cell / 2));
            left += grid.Width;
            if (i < signs.Count)
            {
                SvgText.Write(svg, signs[i], left + (Gap / 2.0), Border + middle, SignSize);
                left += Gap;
            }
        }

        return Figure.FromSvg(svg.Append("</svg>").ToString(), caption);
    }

    /// <summary>What the row shows, for those who do not see it: "image * filter = result".</summary>
    private static string Label(IReadOnlyList<string> signs, IReadOnlyList<NumberGrid> grids) =>
        string.Concat(grids.Select((grid, i) => (i > 0 ? $" {signs[i - 1]} " : "") + (grid.Caption.Length > 0 ? grid.Caption : $"{grid.Rows} x {grid.Columns} numbers")));
}
