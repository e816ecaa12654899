using System;
using System.Collections.Generic;
using System.Globalization;
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
    private const int Cells = 30;

    /// <summary>Bars one beneath the other, their columns aligned.</summary>
    public static Grid Table(IEnumerable<ProgressBar> bars)
    {
        var grid = new Grid();
        for (int column = 0; column < 5; column++)
        {
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Spectre.Console.Padding(0, 0, 2, 0) });
        }

        foreach (ProgressBar bar in bars)
        {
            grid.AddRow($"[bold]{Markup.Escape(bar.Label)}[/]", bar.Line(), bar.Percent(), bar.TimeLeft(), $"[grey]{Markup.Escape(bar.Detail)}[/]");
        }

        return grid;
    }

    private string Line()
    {
        int done = (int)(Cells * Math.Clamp(Share, 0, 1));
        return $"[green]{new string('━', done)}[/][grey]{new string('━', Cells - done)}[/]";
    }

    private string Percent() => (Share * 100).ToString("0", CultureInfo.InvariantCulture).PadLeft(3) + "%";

    private string TimeLeft()
    {
        var text = new StringBuilder();
        ProgressLine.AppendTimeLeft(text, Math.Round(SecondsLeft));
        return $"[blue]{text} left[/]";
    }
}
