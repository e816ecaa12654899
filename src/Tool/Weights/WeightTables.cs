using System.Globalization;
using System.Linq;
using NetGen.Tool.Terminal;
using Spectre.Console;

namespace NetGen.Tool.Weights;

/// <summary>Weights files as tables.</summary>
internal static class WeightTables
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Writes what a file holds.</summary>
    public static void Write(ConsoleOutput console, WeightFile file)
    {
        Table table = console.NewTable().AddColumn("Tensor").AddColumn("Shape").AddColumn("Type");
        table.AddColumn("Values", column => column.RightAligned()).AddColumn("Size", column => column.RightAligned());
        foreach (TensorEntry tensor in file.Tensors)
        {
            string values = WeightFile.Count(tensor).ToString("N0", CultureInfo.InvariantCulture);
            table.AddRow(Cells(ForeignText.Show(tensor.Name), tensor.ShapeText, ForeignText.Show(tensor.DataType), values, Size(tensor.End - tensor.Begin)));
        }

        console.Line($"Weights: {file.Name}");
        console.Out.Write(table);
        console.Line(string.Create(
            CultureInfo.InvariantCulture, $" {file.Tensors.Count} tensors, {file.Tensors.Sum(WeightFile.Count):N0} values ({Size(file.Bytes)})"));
    }

    /// <summary>Writes how a file and a network fit.</summary>
    public static void Write(ConsoleOutput console, string network, WeightFile file, WeightFit fit)
    {
        if (fit.Fits)
        {
            console.Line($"{file.Name} fits {network}.");
            return;
        }

        Table table = console.NewTable();
        table.AddColumn("Tensor").AddColumn("Network").AddColumn("File").AddColumn("");
        foreach (FitRow row in fit.Rows)
        {
            table.AddRow([.. Cells(ForeignText.Show(row.Name), row.Expected ?? "-", row.Found ?? "-"), new Text(row.Problem ?? "", Color.Red)]);
        }

        console.Line($"{file.Name} does not fit {network}:");
        console.Out.Write(table);
    }

    private static Text[] Cells(params string[] cells) => [.. cells.Select(cell => new Text(cell))];

    /// <summary>Bytes as Keras writes them.</summary>
    private static string Size(long bytes)
    {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:F2} {Units[unit]}");
    }
}
