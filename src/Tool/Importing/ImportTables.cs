using System.Globalization;
using System.Linq;
using NetGen.Import;
using NetGen.Tool.Terminal;
using Spectre.Console;

namespace NetGen.Tool.Importing;

/// <summary>What became of a file's network, as a table.</summary>
internal static class ImportTables
{
    /// <summary>Writes which layer each part of the file is now, with its shape and its parameters, and what differs from the file.</summary>
    public static void Write(ConsoleOutput console, string file, ImportedNetwork imported, NetworkInfo info)
    {
        console.Line($"{file}: {imported.Format}");
        Table table = console.NewTable().AddColumn("In the file").AddColumn("Layer").AddColumn("Output shape");
        table.AddColumn("Param #", column => column.RightAligned());
        foreach ((ImportedLayer layer, LayerInfo known) in imported.Layers.Zip(info.Layers))
        {
            long parameters = known.Parameters.Sum(parameter => (long)parameter.Size);
            table.AddRow(
                new Text(ForeignText.Show(layer.Origin)),
                new Text($"{known.Name} ({layer.Kind})"),
                new Text($"({string.Join(", ", known.OutputShape)})"),
                new Text(parameters.ToString("N0", CultureInfo.InvariantCulture)));
        }

        console.Out.Write(table);
        foreach (string remark in imported.Remarks)
        {
            console.Line(" " + remark);
        }
    }
}
