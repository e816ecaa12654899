using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Spectre.Console;

namespace NetGen.Reporting;

/// <summary>A bar with what stands around it.</summary>
/// <param name="Label">What goes on.</param>
/// <param name="Share">How much of it is done, 0 to 1.</param>
/// <param name="SecondsLeft">How long the rest will take.</param>
/// <param name="Detail">What stands after the time.</param>
internal sealed record ProgressBar(string Label, double Share, double SecondsLeft, string Detail)
{
    private const int MostCells = 30;
    private const int FewestCells = 5;
    private const int Gap = 2;

    /// <summary>Bars one beneath the other, their columns aligned: shorter where there is little room, and without what has none.</summary>
    public static Grid Table(IReadOnlyList<ProgressBar> bars, int width, BarCells cells)
    {
        // The most important first: what comes later goes where there is no room for it.
        List<string[]> columns = [[.. bars.Select(bar => bar.Label)], [.. bars.Select(bar => bar.Percent())], [.. bars.Select(bar => bar.TimeLeft())], [.. bars.Select(bar => bar.Detail)]];
        while (columns.Count > 2 && columns.Sum(Room) > width)
        {
            columns.RemoveAt(columns.Count - 1);
        }

        int count = Math.Min(MostCells, width - columns.Sum(Room) - Gap);
        var grid = new Grid();
        for (int column = 0; column < columns.Count + (count >= FewestCells ? 1 : 0); column++)
        {
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Spectre.Console.Padding(0, 0, Gap, 0) });
        }

        string[] styles = ["bold", "default", "blue", "grey"];
        for (int row = 0; row < bars.Count; row++)
        {
            List<string> texts = [.. columns.Select((column, i) => $"[{styles[i]}]{Markup.Escape(column[row])}[/]")];
            if (count >= FewestCells)
            {
                texts.Insert(1, bars[row].Cells(count, cells));
            }

            grid.AddRow([.. texts]);
        }

        return grid;
    }

    private static int Room(string[] column) => column.Max(text => TerminalText.Columns(text)) + Gap;

    private string Cells(int count, BarCells cells)
    {
        int done = (int)(count * Math.Clamp(Share, 0, 1));
        return $"[green]{new string(cells.Done, done)}[/][grey]{new string(cells.Left, count - done)}[/]";
    }

    private string Percent() => (Share * 100).ToString("0", CultureInfo.InvariantCulture).PadLeft(3) + "%";

    private string TimeLeft()
    {
        var text = new StringBuilder();
        ProgressLine.AppendTimeLeft(text, Math.Round(SecondsLeft));
        return $"{text} left";
    }
}
