using System;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>
/// Writes a convolution as a product: panels of two registers of outputs, chunks of weights, rows, tiles along a row.
/// The forward pass and each phase of an input gradient are such products.
/// </summary>
internal sealed record Product
{
    public required VectorForm Form { get; init; }

    /// <summary>Number of outputs per pixel.</summary>
    public required int Outputs { get; init; }

    public required Reduction Reduction { get; init; }

    /// <summary>Rows of output pixels, and floats from one to the next in input and output.</summary>
    public required (int Count, int Input, int Output) Rows { get; init; }

    /// <summary>Output pixels per row, and floats from one to the next in input and output.</summary>
    public required (int Count, int Input, int Output) Pixels { get; init; }

    /// <summary>Whether the output holds whole registers per pixel; else the last one is stored in part.</summary>
    public required bool PaddedOutput { get; init; }

    /// <summary>References to the input, the packed weights and the output.</summary>
    public required string Input { get; init; }

    public required string Weights { get; init; }

    public required string Output { get; init; }

    /// <summary>Reference to a bias, padded to whole registers, to begin with; null to begin at zero.</summary>
    public string? Bias { get; init; }

    public void Write(CodeWriter writer)
    {
        int columns = Form.Columns(Outputs);
        int pairs = columns / 2;
        if (pairs > 0)
        {
            WritePanels(writer, pairs, columnsOfPanel: 2, firstColumn: 0, isLast: columns % 2 == 0);
        }

        if (columns % 2 == 1)
        {
            WritePanels(writer, 1, columnsOfPanel: 1, firstColumn: columns - 1, isLast: true);
        }
    }

    private void WritePanels(CodeWriter writer, int count, int columnsOfPanel, int firstColumn, bool isLast)
    {
        int width = columnsOfPanel * Form.Lanes;
        int first = firstColumn * Form.Lanes;

        // Where the last panel's last register is stored in part, that panel is written on its own.
        bool isPartial = isLast && !PaddedOutput && Outputs % Form.Lanes != 0;
        if (isPartial && count > 1)
        {
            WritePanels(writer, count - 1, columnsOfPanel, firstColumn, isLast: false);
            WritePanels(writer, 1, columnsOfPanel, firstColumn + ((count - 1) * columnsOfPanel), isLast: true);
            return;
        }

        string panel = count == 1 ? "0" : "panel";
        int lastStored = isPartial ? Outputs % Form.Lanes : Form.Lanes;
        using (writer.Block(count == 1 ? "" : $"for (int panel = 0; panel < {count}; panel++)"))
        {
            string outputs = Reference.Sum(Literal.Of(first), Reference.Product(panel, width));
            string weights = Reference.Sum(Literal.Of((long)first * Reduction.Steps), Reference.Product(panel, (long)width * Reduction.Steps));
            writer.Line($"ref float w = ref {Reference.At(Weights, weights)};");
            writer.Line($"ref float o = ref {Reference.At(Output, outputs)};");
            if (Bias is not null)
            {
                for (int column = 0; column < columnsOfPanel; column++)
                {
                    writer.Line($"{Form.Type} bias{column} = {Form.Load(Bias, Reference.Sum(outputs, Literal.Of(column * Form.Lanes)))};");
                }
            }

            if (!Reduction.Outer.IsEmpty)
            {
                WriteFill(writer, columnsOfPanel, lastStored);
            }

            WriteChunks(writer, 0, Input, "w", columnsOfPanel, lastStored);
        }
    }

    private string FirstValue(int column) => Bias is null ? $"{Form.Type}.Zero" : FormattableString.Invariant($"bias{column}");

    /// <summary>With several chunks the accumulators rest in the output, which therefore begins at the bias.</summary>
    private void WriteFill(CodeWriter writer, int columns, int lastStored)
    {
        using (ForRows(writer))
        using (writer.Block($"for (int pixel = 0; pixel < {Pixels.Count}; pixel++)"))
        {
            string offset = Reference.Sum(RowOffset(Rows.Output), Reference.Product("pixel", Pixels.Output));
            for (int column = 0; column < columns; column++)
            {
                Form.StorePart(
                    writer,
                    FirstValue(column),
                    "o",
                    Reference.Sum(offset, Literal.Of(column * Form.Lanes)),
                    column == columns - 1 ? lastStored : Form.Lanes);
            }
        }
    }

    private string RowOffset(int step) => Rows.Count == 1 ? "0" : Reference.Product("row", step);

    private CodeWriter.Scope ForRows(CodeWriter writer) =>
        writer.Block(Rows.Count == 1 ? "" : $"for (int row = 0; row < {Rows.Count}; row++)");

    private void WriteChunks(CodeWriter writer, int depth, string input, string weights, int columns, int lastStored)
    {
        if (depth < Reduction.Outer.Length)
        {
            Loop loop = Reduction.Outer[depth];
            using (writer.Block($"for (int {loop.Variable} = 0; {loop.Variable} < {loop.Count}; {loop.Variable}++)"))
            {
                string nextInput = $"{loop.Variable}Input";
                string nextWeights = $"{loop.Variable}Weights";
                writer.Line($"ref float {nextInput} = ref {Reference.At(input, Reference.Product(loop.Variable, loop.Input))};");
                writer.Line($"ref float {nextWeights} = ref {Reference.At(weights, Reference.Product(loop.Variable, (long)loop.Steps * columns * Form.Lanes))};");
                WriteChunks(writer, depth + 1, nextInput, nextWeights, columns, lastStored);
            }

            return;
        }

        using (ForRows(writer))
        {
            foreach (Run run in Split.Evenly(Pixels.Count, Form.TileRows(columns)))
            {
                WriteTiles(writer, run, input, weights, columns, lastStored);
            }
        }
    }

    private void WriteTiles(CodeWriter writer, Run run, string input, string weights, int columns, int lastStored)
    {
        string tile = run.Count == 1 ? "0" : "tile";
        string inputOffset = Reference.Sum(
            RowOffset(Rows.Input), Literal.Of((long)run.Start * Pixels.Input), Reference.Product(tile, (long)run.Size * Pixels.Input));
        string outputOffset = Reference.Sum(
            RowOffset(Rows.Output), Literal.Of((long)run.Start * Pixels.Output), Reference.Product(tile, (long)run.Size * Pixels.Output));
        using (writer.Block(run.Count == 1 ? "" : $"for (int tile = 0; tile < {run.Count}; tile++)"))
        {
            writer.Line($"ref float t = ref {Reference.At("o", outputOffset)};");
            bool rests = !Reduction.Outer.IsEmpty;
            new Tile
            {
                Form = Form,
                Rows = [.. Enumerable.Range(0, run.Size).Select(row => Literal.Of(row * Pixels.Input))],
                Columns = [.. Enumerable.Range(0, columns).Select(column => column * Form.Lanes)],
                Input = Reference.At(input, inputOffset),
                InputStep = Reduction.Input,
                Weights = weights,
                WeightStep = columns * Form.Lanes,
                Loops = [.. Reduction.Inner.Select(loop => (loop.Variable, loop.Count, loop.Input, loop.Steps * columns * Form.Lanes))],
                Steps = Literal.Of(Reduction.Length),
                KnownSteps = Reduction.Length,
                First = (row, column) => rests
                    ? Form.Load("t", Literal.Of((row * Pixels.Output) + (column * Form.Lanes)))
                    : FirstValue(column),
                Finish = (code, row, column, accumulator) => Form.StorePart(
                    code,
                    accumulator,
                    "t",
                    Literal.Of((row * Pixels.Output) + (column * Form.Lanes)),
                    column == columns - 1 ? lastStored : Form.Lanes),
            }.Write(writer);
        }
    }
}
