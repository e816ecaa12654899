using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes a product of a group's rows with packed weights: y[row][output] = f(bias + sum over steps of x[row][step] * weights[step][output]).
/// The weights are read once for every tile of rows, and reading them is most of the work where a layer is wide. So what whole tiles
/// leave is one tile more, whose missing rows repeat the last one: they compute its outputs again and store the same bits.
/// </summary>
internal sealed record RowProduct
{
    public required DensePlan Plan { get; init; }

    /// <summary>The form of the outputs' vectors.</summary>
    public required VectorForm Form { get; init; }

    public required int Steps { get; init; }

    public required int Outputs { get; init; }

    /// <summary>Floats from one row to the next.</summary>
    public required int InputPitch { get; init; }

    public required int OutputPitch { get; init; }

    /// <summary>Reference to a bias, padded to whole registers; null to begin at zero.</summary>
    public string? Bias { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Of LeakyReLU.</summary>
    public double NegativeSlope { get; init; } = ActivationLayer.DefaultSlope;

    /// <summary>Panels of a part of the outputs, where the method computes one of these, of number <c>part</c>; 0 where it computes all outputs.</summary>
    public int PartPanels { get; init; }

    /// <summary>Writes the body of a method with the parameters <c>x</c>, <c>weights</c>, <c>y</c> and <c>count</c>, and <c>part</c> where it computes one.</summary>
    public void Write(CodeWriter writer)
    {
        if (Plan.GroupSize == 1)
        {
            WriteTile(writer, "0", RowTile.Single);
            return;
        }

        string first = "0";
        if (Plan.HasManyTiles)
        {
            first = "whole";
            writer.Line($"int whole = count / {Plan.TileRows} * {Plan.TileRows};");
            WritePanels(writer, RowTile.Whole(Plan.TileRows));
            writer.Gap();
        }
        else if (Plan.HasWholeTiles)
        {
            first = "i";
            writer.Line("int i = 0;");
            using (writer.Block($"for (; i + {Plan.TileRows} <= count; i += {Plan.TileRows})"))
            {
                WriteTile(writer, first, RowTile.Whole(Plan.TileRows));
            }

            writer.Gap();
        }

        writer.Line(Plan.HasWholeTiles ? "// What is left makes one tile, whose missing rows repeat the last one." : "// One tile, whose missing rows repeat the last one.");
        writer.Line(Plan.HasWholeTiles ? $"int rest = count - {first};" : "int rest = count;");
        string otherwise = "";
        foreach (RowTile tile in Plan.RestTiles)
        {
            using (writer.Block($"{otherwise}if (rest >= {tile.Least})"))
            {
                WriteTile(writer, first, tile);
            }

            otherwise = "else ";
        }
    }

    private void WriteTile(CodeWriter writer, string first, RowTile tile)
    {
        WriteRows(writer, first);
        for (int row = tile.Least; row < tile.Rows; row++)
        {
            writer.Line($"nint row{row} = Math.Min({row}, rest - 1), x{row} = row{row} * {InputPitch}, y{row} = row{row} * {OutputPitch};");
        }

        WritePanels(writer, tile);
    }

    private void WriteRows(CodeWriter writer, string first)
    {
        writer.Line($"ref float xi = ref {Reference.At("x", Reference.Product(first, InputPitch))};");
        writer.Line($"ref float yi = ref {Reference.At("y", Reference.Product(first, OutputPitch))};");
    }

    /// <summary>All panels, or those of the part.</summary>
    private void WritePanels(CodeWriter writer, RowTile tile)
    {
        int columns = Form.Columns(Outputs);
        int pairs = columns / 2;
        int perTile = tile.Columns(Form) / 2;
        if (PartPanels > 0)
        {
            WriteTilesOfPart(writer, tile, perTile);
            return;
        }

        int whole = pairs / perTile;
        bool isAlone = (whole > 0 ? 1 : 0) + (pairs % perTile > 0 ? 1 : 0) + (columns % 2) == 1;
        if (whole > 0)
        {
            WritePanels(writer, tile, 0, whole, perTile, 2, isAlone);
        }

        WriteRest(writer, tile, perTile, isAlone);
    }

    /// <summary>The tiles of a part; what whole tiles leave of all outputs belongs to the last one.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="tile">The rows.</param>
    /// <param name="perTile">Panels of a tile; a part has a multiple of them.</param>
    private void WriteTilesOfPart(CodeWriter writer, RowTile tile, int perTile)
    {
        int columns = Form.Columns(Outputs);
        int whole = columns / 2 / perTile;
        int tiles = PartPanels / perTile;
        bool isWhole = columns % (2 * PartPanels) == 0;
        string first = Reference.Product("part", tiles);
        string end = Reference.Sum(first, Literal.Of(tiles));
        using (writer.Block($"for (int panel = {first}; panel < {(isWhole ? end : $"Math.Min({end}, {whole})")}; panel++)"))
        {
            WriteTileOfPanels(writer, tile, 0, "panel", perTile, 2);
        }

        if (columns % (2 * perTile) > 0)
        {
            using (writer.Block($"if (part == {columns / (2 * PartPanels)})"))
            {
                WriteRest(writer, tile, perTile, isAlone: false);
            }
        }
    }

    /// <summary>What whole tiles leave: some panels of two registers, and one of one register where their number is odd.</summary>
    private void WriteRest(CodeWriter writer, RowTile tile, int perTile, bool isAlone)
    {
        int columns = Form.Columns(Outputs);
        int pairs = columns / 2;
        int whole = pairs / perTile;
        int left = pairs % perTile;
        if (left > 0)
        {
            WritePanels(writer, tile, whole * perTile, 1, left, 2, isAlone);
        }

        if (columns % 2 == 1)
        {
            WritePanels(writer, tile, pairs, 1, 1, 1, isAlone);
        }
    }

    /// <summary>Tiles over several panels: the columns of a panel lie side by side, panels a whole panel apart.</summary>
    private void WritePanels(CodeWriter writer, RowTile tile, int firstPanel, int count, int panels, int columnsOfPanel, bool isAlone)
    {
        int firstOutput = firstPanel * 2 * Form.Lanes;
        int tileOutputs = panels * columnsOfPanel * Form.Lanes;
        using (count == 1 ? writer.Part(Words.Range("Output", firstOutput, Math.Min(tileOutputs, Outputs - firstOutput)), isAlone) : writer.Loop("panel", count))
        {
            WriteTileOfPanels(writer, tile, firstPanel, count == 1 ? "0" : "panel", panels, columnsOfPanel);
        }
    }

    /// <summary>One tile over several panels; where there are many whole ones, all of them, so that what they read of the weights is read from near.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="tile">The rows.</param>
    /// <param name="firstPanel">The first panel of the first of such tiles.</param>
    /// <param name="panel">The number of the tile among these.</param>
    /// <param name="panels">Panels of a tile.</param>
    /// <param name="columnsOfPanel">Registers of a panel.</param>
    private void WriteTileOfPanels(CodeWriter writer, RowTile tile, int firstPanel, string panel, int panels, int columnsOfPanel)
    {
        string output = Reference.Sum(Literal.Of(firstPanel * 2 * Form.Lanes), Reference.Product(panel, panels * columnsOfPanel * Form.Lanes));
        string weight = Reference.Sum(Literal.Of((long)firstPanel * PanelFloats), Reference.Product(panel, (long)panels * PanelFloats));
        if (!Plan.HasManyTiles || tile.Least < Plan.TileRows)
        {
            WriteSums(writer, tile, output, weight, panels, columnsOfPanel);
            return;
        }

        using (writer.Block($"for (int i = 0; i < whole; i += {Plan.TileRows})"))
        {
            WriteRows(writer, "i");
            WriteSums(writer, tile, output, weight, panels, columnsOfPanel);
        }
    }

    private int PanelFloats => Steps * 2 * Form.Lanes;

    /// <summary>The sums of a tile's rows and panels.</summary>
    private void WriteSums(CodeWriter writer, RowTile tile, string output, string weight, int panels, int columnsOfPanel)
    {
        writer.Line($"ref float o = ref {Reference.At("yi", output)};");
        if (Bias is not null)
        {
            writer.Line($"ref float bias = ref {Reference.At(Bias, output)};");
        }

        ImmutableArray<int> columns =
        [
            .. from p in Enumerable.Range(0, panels)
               from column in Enumerable.Range(0, columnsOfPanel)
               select (p * PanelFloats) + (column * Form.Lanes),
        ];
        new Tile
        {
            Form = Form,
            Rows = [.. Enumerable.Range(0, tile.Rows).Select(row => RowOffset(tile, row, "x", InputPitch))],
            Columns = columns,
            Input = "xi",
            InputStep = 1,
            Weights = Reference.At("weights", weight),
            WeightStep = columnsOfPanel * Form.Lanes,
            Steps = Literal.Of(Steps),
            KnownSteps = Steps,
            WeightsAhead = tile.Rows > 1 && Plan.AsksAhead ? DensePlan.WeightsAhead : 0,
            First = (_, column) => Bias is null ? new Operations(Form).Zero : Form.Load("bias", Literal.Of(column * Form.Lanes)),
            Finish = (code, row, column, accumulator) =>
                WriteFinish(code, accumulator, Reference.Advance(RowOffset(tile, row, "y", OutputPitch), column * Form.Lanes)),
        }.Write(writer);
    }

    private static string RowOffset(RowTile tile, int row, string variable, int pitch) =>
        row < tile.Least ? Literal.Of(row * pitch) : variable + row.ToString(CultureInfo.InvariantCulture);

    private void WriteFinish(CodeWriter writer, string accumulator, string offset)
    {
        string value = ActivationFormulas.Forward(writer, new Operations(Form), Activation, NegativeSlope, accumulator);
        writer.Line(Reference.Store(value, "o", offset));
    }
}
