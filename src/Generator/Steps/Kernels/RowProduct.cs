using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes a product of a group's rows with packed weights: y[row][output] = f(bias + sum over steps of x[row][step] * weights[step][output]).
/// The weights are read once for every tile of rows, and reading them is most of the work where a layer is wide. So rows make as few tiles as
/// can be, and these are as even as can be; where they are several, each panel of weights serves all before the next panel does.
/// </summary>
internal sealed record RowProduct
{
    /// <summary>Steps of a tile's iteration. More were measured to be no faster, and there is a tile for every number of rows.</summary>
    private const int StepsAtOnce = 2;

    /// <summary>What the methods are called that compute a tile, but for its size.</summary>
    public required string TileName { get; init; }

    /// <summary>What is computed, for headings.</summary>
    public required string Text { get; init; }

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

    /// <summary>Rows of the largest tile that is alone, and takes other panels side by side than the largest does: the fewer rows, the more panels. 0 where none does.</summary>
    private int MostAlone => Enumerable.Range(1, Plan.LargestTile).LastOrDefault(rows => !RunsOf(new RowTile(rows)).SequenceEqual(PanelRuns));

    /// <summary>Rows of the smallest tile that takes panels as the largest does.</summary>
    private int Fewest => Math.Min(MostAlone + 1, Plan.HasSeveralTiles ? Plan.SmallestOfSeveral : Plan.LargestTile);

    private ImmutableArray<Run> PanelRuns => RunsOf(new RowTile(Plan.LargestTile));

    /// <summary>The methods that compute tiles; none where samples come one by one, whose tile stands where it is called.</summary>
    public ImmutableArray<KernelPart> Tiles
    {
        get
        {
            if (Plan.GroupSize <= 1)
            {
                return [];
            }

            IEnumerable<Shape> alone = Enumerable.Range(1, MostAlone).SelectMany(rows => RunsOf(new RowTile(rows)).Select(run => run.ShapeOf(rows)));
            IEnumerable<Shape> others =
                from rows in Enumerable.Range(Fewest, Plan.LargestTile - Fewest + 1)
                from run in PanelRuns
                select run.ShapeOf(rows);
            IEnumerable<KernelPart> choices =
                from run in HasChoice ? PanelRuns : []
                let shape = run.ShapeOf(Plan.LargestTile)
                select new KernelPart(ChoiceName(shape), writer => WriteChoice(writer, shape));
            return [.. alone.Union(others).Select(shape => new KernelPart(NameOf(shape), writer => WriteTile(writer, shape))), .. choices];
        }
    }

    /// <summary>Whether the program decides how many rows a tile has that takes panels as the largest does.</summary>
    private bool HasChoice => Fewest < Plan.LargestTile;

    /// <summary>Writes the body of a method with the parameters <c>x</c>, <c>weights</c>, <c>y</c> and <c>count</c>, and <c>part</c> where it computes one.</summary>
    public void Write(CodeWriter writer)
    {
        if (Plan.GroupSize == 1)
        {
            WritePanels(writer, new RowTile(1), (shape, output, weights) => WriteInPlace(writer, shape, output, weights));
            return;
        }

        for (int rows = 1; rows <= MostAlone; rows++)
        {
            using (writer.Block($"if (count == {rows})"))
            {
                WritePanels(writer, new RowTile(rows), (shape, output, weights) => WriteCall(writer, NameOf(shape), "", "x", weights, output, "y"));
                writer.Line("return;");
            }
        }

        if (Plan.HasSeveralTiles)
        {
            WriteSeveralTiles(writer);
            return;
        }

        WritePanels(writer, new RowTile(Plan.LargestTile), (shape, output, weights) =>
            WriteCall(writer, HasChoice ? ChoiceName(shape) : NameOf(shape), HasChoice ? "count, " : "", "x", weights, output, "y"));
    }

    /// <summary>Tiles as even as can be: some of one row more than the others.</summary>
    private void WriteSeveralTiles(CodeWriter writer)
    {
        writer.Line($"int tiles = (count + {Plan.LargestTile - 1}) / {Plan.LargestTile};");
        writer.Line("int rows = count / tiles;");
        writer.Line("int more = count % tiles * (rows + 1);");
        WritePanels(writer, new RowTile(Plan.LargestTile), (shape, output, weights) =>
        {
            writer.Line("int i = 0;");
            WriteTilesOf("more", "rows + 1");
            WriteTilesOf("count", "rows");

            void WriteTilesOf(string end, string rows)
            {
                using (writer.Block($"for (; i < {end}; i += {rows})"))
                {
                    WriteCall(
                        writer, ChoiceName(shape), rows + ", ", At("x", Reference.Product("i", InputPitch)), weights, output, At("y", Reference.Product("i", OutputPitch)));
                }
            }
        });
    }

    private void WriteCall(CodeWriter writer, string method, string rows, string input, string weights, string output, string outputs)
    {
        string bias = Bias is null ? "" : $"ref {BiasAt(output)}, ";
        writer.Line($"{method}({rows}ref {input}, ref {weights}, {bias}ref {At(outputs, output)});");
    }

    private static string At(string reference, string offset) => Reference.At(reference, offset);

    private string? BiasAt(string output) => Bias is null ? null : At(Bias, output);

    /// <summary>Writes all panels, or those of the part, as tiles of some of them side by side.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="tile">The rows.</param>
    /// <param name="write">Writes a tile's sums: its shape, its first output's number and a reference to its weights.</param>
    private void WritePanels(CodeWriter writer, RowTile tile, Action<Shape, string, string> write)
    {
        if (PartPanels > 0)
        {
            WritePart(writer, tile, write);
            return;
        }

        ImmutableArray<Run> runs = RunsOf(tile);
        foreach (Run run in runs)
        {
            WriteRun(writer, tile, run, isAlone: runs.Length == 1, write);
        }
    }

    private void WriteRun(CodeWriter writer, RowTile tile, Run run, bool isAlone, Action<Shape, string, string> write)
    {
        int first = run.FirstPanel * 2 * Form.Lanes;
        int outputs = run.Panels * run.ColumnsOfPanel * Form.Lanes;
        using (run.Tiles == 1 ? writer.Part(Words.Range("Output", first, Math.Min(outputs, Outputs - first)), isAlone) : writer.Loop("panel", run.Tiles))
        {
            WriteTileOf(run, tile, run.Tiles == 1 ? "0" : "panel", write);
        }
    }

    /// <summary>The tiles of a part; what whole tiles leave of all outputs belongs to the last one.</summary>
    private void WritePart(CodeWriter writer, RowTile tile, Action<Shape, string, string> write)
    {
        ImmutableArray<Run> runs = RunsOf(tile);
        int perTile = tile.Columns(Form) / 2;
        int tiles = PartPanels / perTile;
        int columns = Form.Columns(Outputs);
        string first = Reference.Product("part", tiles);
        string end = Reference.Sum(first, Literal.Of(tiles));
        using (writer.Block($"for (int panel = {first}; panel < {(columns % (2 * PartPanels) == 0 ? end : $"Math.Min({end}, {columns / 2 / perTile})")}; panel++)"))
        {
            WriteTileOf(new Run(0, tiles, perTile, 2), tile, "panel", write);
        }

        if (columns % (2 * perTile) > 0)
        {
            using (writer.Block($"if (part == {columns / (2 * PartPanels)})"))
            {
                foreach (Run run in runs.Where(run => run.Panels < perTile || run.ColumnsOfPanel < 2))
                {
                    WriteRun(writer, tile, run, isAlone: false, write);
                }
            }
        }
    }

    private void WriteTileOf(Run run, RowTile tile, string panel, Action<Shape, string, string> write)
    {
        string output = Reference.Sum(Literal.Of(run.FirstPanel * 2 * Form.Lanes), Reference.Product(panel, run.Panels * run.ColumnsOfPanel * Form.Lanes));
        string weight = Reference.Sum(Literal.Of((long)run.FirstPanel * PanelFloats), Reference.Product(panel, (long)run.Panels * PanelFloats));
        write(run.ShapeOf(tile.Rows), output, At("weights", weight));
    }

    /// <summary>Whole tiles, then a tile of the panels that they leave, and one of a single register where the number of registers is odd.</summary>
    private ImmutableArray<Run> RunsOf(RowTile tile)
    {
        int columns = Form.Columns(Outputs);
        int pairs = columns / 2;
        int perTile = tile.Columns(Form) / 2;
        int whole = pairs / perTile;
        return
        [
            .. new[]
            {
                new Run(0, whole, perTile, 2),
                new Run(whole * perTile, pairs % perTile > 0 ? 1 : 0, pairs % perTile, 2),
                new Run(pairs, columns % 2, 1, 1),
            }.Where(run => run.Tiles > 0),
        ];
    }

    private int PanelFloats => Steps * 2 * Form.Lanes;

    private string NameOf(Shape shape) => $"{TileName}{Literal.Of(shape.Rows)}x{Literal.Of(shape.Panels * shape.ColumnsOfPanel * Form.Lanes)}";

    private string ChoiceName(Shape shape) => $"{TileName}Of{Literal.Of(shape.Panels * shape.ColumnsOfPanel * Form.Lanes)}";

    private string?[] TileParameters => ["ref float x", "ref float weights", Bias is null ? null : "ref float bias", "ref float y"];

    /// <summary>A method that computes a tile of as many rows as it is told.</summary>
    private void WriteChoice(CodeWriter writer, Shape shape)
    {
        using (Method.Driver(writer, ChoiceName(shape), ["int rows", .. TileParameters]))
        using (writer.Block("switch (rows)"))
        {
            for (int rows = Fewest; rows <= Plan.LargestTile; rows++)
            {
                using (writer.Indent($"case {rows}:"))
                {
                    writer.Line($"{NameOf(shape with { Rows = rows })}(ref x, ref weights, {(Bias is null ? "" : "ref bias, ")}ref y);");
                    writer.Line("break;");
                }
            }
        }
    }

    private void WriteTile(CodeWriter writer, Shape shape)
    {
        writer.Heading($"{Text}: a tile, of {shape.Rows} sample{(shape.Rows == 1 ? "" : "s")}.");
        using (Method.Kernel(writer, NameOf(shape), TileParameters))
        {
            WriteSums(writer, shape, "weights", "y");
        }
    }

    /// <summary>A tile where it stands.</summary>
    private void WriteInPlace(CodeWriter writer, Shape shape, string output, string weights)
    {
        string outputs = At("y", output);
        if (outputs != "y")
        {
            writer.Line($"ref float o = ref {outputs};");
            outputs = "o";
        }

        if (Bias is not null)
        {
            writer.Line($"ref float bias = ref {BiasAt(output)};");
        }

        WriteSums(writer, shape, weights, outputs);
    }

    /// <summary>The sums of a tile's rows and panels, which begin at the local or parameter <c>bias</c> where there is one.</summary>
    private void WriteSums(CodeWriter writer, Shape shape, string weights, string outputs)
    {
        ImmutableArray<int> columns =
        [
            .. from panel in Enumerable.Range(0, shape.Panels)
               from column in Enumerable.Range(0, shape.ColumnsOfPanel)
               select (panel * PanelFloats) + (column * Form.Lanes),
        ];
        new Tile
        {
            Form = Form,
            Rows = [.. Enumerable.Range(0, shape.Rows).Select(row => Literal.Of(row * InputPitch))],
            Columns = columns,
            Input = "x",
            InputStep = 1,
            Weights = weights,
            WeightStep = shape.ColumnsOfPanel * Form.Lanes,
            Steps = Literal.Of(Steps),
            KnownSteps = Steps,
            MostAtOnce = Plan.GroupSize > 1 ? StepsAtOnce : 0,
            WeightsAhead = Plan.AsksAhead(shape.Rows) ? DensePlan.WeightsAhead : 0,
            First = (_, column) => Bias is null ? new Operations(Form).Zero : Form.Load("bias", Literal.Of(column * Form.Lanes)),
            Finish = (code, row, column, accumulator) => WriteFinish(code, accumulator, outputs, Literal.Of((row * OutputPitch) + (column * Form.Lanes))),
        }.Write(writer);
    }

    private void WriteFinish(CodeWriter writer, string accumulator, string outputs, string offset)
    {
        string value = ActivationFormulas.Forward(writer, new Operations(Form), Activation, NegativeSlope, accumulator);
        writer.Line(Reference.Store(value, outputs, offset));
    }

    /// <summary>Tiles that stand side by side.</summary>
    /// <param name="FirstPanel">The first one's first panel.</param>
    /// <param name="Tiles">Their number.</param>
    /// <param name="Panels">Panels of each.</param>
    /// <param name="ColumnsOfPanel">Registers of a panel.</param>
    private sealed record Run(int FirstPanel, int Tiles, int Panels, int ColumnsOfPanel)
    {
        public Shape ShapeOf(int rows) => new(rows, Panels, ColumnsOfPanel);
    }

    /// <summary>What a tile computes: rows, panels and registers of each panel.</summary>
    private sealed record Shape(int Rows, int Panels, int ColumnsOfPanel);
}
