using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes the 36 products of Winograd's algorithm for a single tile. Transformed weights that one tile uses are not worth storing: each is multiplied where it is
/// transformed, in the registers. What is computed, and in which order, is what many tiles have, so the bits are the same.
/// </summary>
internal sealed record WinogradOfOneTileEmitter(VectorForm Form, WinogradPlan Plan, string Name)
{
    /// <summary>Weights of so many bytes stay in the L1 cache while all products pass over them.</summary>
    private const int WeightBytes = 20 * 1024;

    /// <summary>Rows of a transformed kernel whose products the registers hold together: two that share what they are made of, or one.</summary>
    private int[][] Passes => Form.Registers == 32 ? [[0, 5], [1, 2], [3, 4]] : [[0], [1], [2], [3], [4], [5]];

    public void Write(CodeWriter writer, int columns)
    {
        int width = columns * Form.Lanes;
        int channels = Split.Part(Plan.Channels, WeightBytes / (Plan.Tile.Taps * width * sizeof(float)));
        writer.Heading($"The same of one tile, whose weights are transformed in the registers: over {Plan.Channels} channels, for {width} outputs.");
        using (Method.Kernel(writer, $"{Name}ProductsOfOne{columns}", "ref float v", "ref float weights", "ref float sums"))
        using (channels == Plan.Channels ? null : writer.Block($"for (int first = 0; first < {Plan.Channels}; first += {channels})") as IDisposable)
        using (columns == 1 ? null : writer.Block($"for (int f = 0; f < {width}; f += {Form.Lanes})") as IDisposable)
        {
            string first = channels == Plan.Channels ? "0" : "first";
            string f = columns == 1 ? "0" : "f";
            writer.Line($"ref float m = ref {Reference.At("sums", f)};");
            foreach (int[] rows in Passes)
            {
                string words = rows.Length == 1 ? $"Row {rows[0]}" : $"Rows {rows[0]} and {rows[1]}";
                using (writer.Part($"{words} of the transformed weights", isAlone: false))
                {
                    WritePass(writer, rows, channels, width, first, f);
                }
            }
        }
    }

    private void WritePass(CodeWriter writer, int[] rows, int channels, int width, string first, string f)
    {
        var op = new Operations(Form);
        (int Row, int Column)[] products = [.. rows.SelectMany(row => Enumerable.Range(0, WinogradTile.Size).Select(column => (row, column)))];
        WinogradTransforms.Declare(writer, op, [.. products.Select(product => (Sum(product), op.Load("m", PlaceOf(product, Plan.SumPitch(width)))))]);
        writer.Line($"ref float g = ref {Reference.At("weights", Reference.Sum(Reference.Product(first, width), f))};");
        writer.Line($"ref float a = ref {Reference.At("v", first)};");
        using (writer.Block($"for (int c = 0; c < {channels}; c++)"))
        {
            var constants = new WinogradConstants(op);
            string[][] columns = [.. Enumerable.Range(0, Plan.Tile.Kernel).Select(column => WriteColumn(writer, constants, rows, column, width))];
            for (int i = 0; i < rows.Length; i++)
            {
                int row = rows[i];
                string[] values = WinogradPoints.WriteWeights(writer, constants, [.. columns.Select(column => column[i])], FormattableString.Invariant($"r{row}"));
                for (int column = 0; column < WinogradTile.Size; column++)
                {
                    string input = $"{Form.Name}.Create({Reference.At("a", PlaceOf((row, column), Plan.InputPitch))})";
                    writer.Line($"{Sum((row, column))} = {op.MultiplyAdd(input, values[column], Sum((row, column)))};");
                }
            }

            writer.Line($"g = ref {Reference.At("g", width)};");
            writer.Line($"a = ref {Reference.At("a", 1)};");
        }

        foreach ((int Row, int Column) product in products)
        {
            writer.Line(op.Store(Sum(product), "m", PlaceOf(product, Plan.SumPitch(width))));
        }
    }

    /// <summary>Transforms a column of the kernel into those of its values that are in the rows.</summary>
    private string[] WriteColumn(CodeWriter writer, WinogradConstants constants, int[] rows, int column, int width)
    {
        // The first and the last row are made of one weight each.
        int kernel = Plan.Tile.Kernel;
        int[] taps = [.. Enumerable.Range(0, kernel).Where(tap => rows.Any(row => row switch { 0 => tap == 0, 5 => tap == kernel - 1, _ => true }))];
        string[] g = [.. Enumerable.Range(0, kernel).Select(tap => FormattableString.Invariant($"g{tap}{column}"))];
        WinogradTransforms.Declare(writer, constants, [.. taps.Select(tap => (g[tap], constants.Op.Load("g", Literal.Of(((tap * kernel) + column) * Plan.Channels * width))))]);
        return WinogradPoints.WriteWeights(writer, constants, g, FormattableString.Invariant($"t{column}"), rows);
    }

    private static string Sum((int Row, int Column) product) => FormattableString.Invariant($"m{product.Row}{product.Column}");

    private static string PlaceOf((int Row, int Column) product, int pitch) => Literal.Of(((product.Row * WinogradTile.Size) + product.Column) * pitch);
}
