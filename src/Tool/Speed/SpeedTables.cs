using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Tool.Terminal;
using Spectre.Console;

namespace NetGen.Tool.Speed;

/// <summary>Speeds as tables. Rates are in GFLOP/s, a multiply-add counting as two, with their share of what the processor can.</summary>
internal static class SpeedTables
{
    /// <summary>Writes what whole batches take.</summary>
    public static void Write(ConsoleOutput console, NetworkInfo network, IReadOnlyList<NetworkSpeed> speeds, double peak)
    {
        Table table = NewTable(console, "Batch", "Prediction", "samples/s", "GFLOP/s", "% of peak", "Training step", "samples/s");
        foreach (NetworkSpeed speed in speeds)
        {
            double rate = Rate(network.ForwardFlops * speed.Batch, speed.Prediction);
            AddRow(
                table,
                Number(speed.Batch),
                Duration(speed.Prediction),
                PerSecond(speed.Batch, speed.Prediction),
                Gigaflops(rate),
                Share(rate, peak),
                Duration(speed.TrainingStep),
                PerSecond(speed.Batch, speed.TrainingStep));
        }

        console.Out.Write(table);
    }

    /// <summary>Writes what each group of layers takes.</summary>
    public static void Write(ConsoleOutput console, IReadOnlyList<LayerSpeed> speeds, int batch, double peak)
    {
        Table table = NewTable(console, "Layers", "forward", "share", "GFLOP/s", "% of peak", "backward", "share", "GFLOP/s", "% of peak");
        table.Columns[0].LeftAligned();
        double forward = speeds.Sum(speed => speed.Forward);
        double backward = speeds.Sum(speed => Math.Max(speed.Backward, 0));
        foreach (LayerSpeed speed in speeds)
        {
            double forwards = Rate(speed.Group.ForwardFlops * batch, speed.Forward);
            double backwards = Rate(speed.Group.BackwardFlops * batch, speed.Backward);
            AddRow(
                table,
                ForeignText.Show(speed.Group.Name, 60),
                Duration(speed.Forward),
                Share(speed.Forward, forward),
                Gigaflops(forwards),
                Share(forwards, peak),
                Duration(speed.Backward),
                Share(speed.Backward, backward),
                Gigaflops(backwards),
                Share(backwards, peak));
        }

        table.AddEmptyRow();
        AddRow(table, "sum", Duration(forward), "", "", "", Duration(backward), "", "", "");
        console.Out.Write(table);
    }

    private static Table NewTable(ConsoleOutput console, params string[] columns)
    {
        Table table = console.NewTable();
        foreach (string column in columns)
        {
            table.AddColumn(column, definition => definition.RightAligned().NoWrap());
        }

        return table;
    }

    private static void AddRow(Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);

    /// <summary>GFLOP/s; NaN where nothing is counted or nothing could be measured.</summary>
    private static double Rate(long flops, double milliseconds) => flops > 0 && milliseconds > 0 ? flops / (milliseconds * 1e6) : double.NaN;

    private static string Gigaflops(double rate) => double.IsNaN(rate) ? "-" : rate.ToString(rate < 10 ? "F1" : "F0", CultureInfo.InvariantCulture);

    private static string Share(double part, double whole) => part > 0 && whole > 0 ? (100 * part / whole).ToString("F0", CultureInfo.InvariantCulture) : "-";

    private static string PerSecond(int samples, double milliseconds) => Number(samples * 1000 / milliseconds);

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(double milliseconds) => milliseconds switch
    {
        <= 0 => "?",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:F1} µs"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:F2} s"),
    };
}
