using System;
using System.Collections.Generic;
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

    /// <summary>Whether it is added to what the output holds; then there is no bias.</summary>
    public bool AddsToOutput { get; init; }

    /// <summary>What is added to each sum: a reference, and floats from one row and from one pixel of it to the next; null where nothing is. Sums are whole then.</summary>
    public (string Reference, int Row, int Pixel)? Added { get; init; }

    /// <summary>Writes what is stored of a sum, of which it gets the expression, and a name that is free; null where that is the sum. Sums are whole then.</summary>
    public Func<CodeWriter, Operations, string, string, string>? Activate { get; init; }

    /// <summary>Rows that lie one behind the other, in the input as in the output, are one.</summary>
    private Product Joined => Rows.Count > 1 && Rows.Input == Pixels.Count * Pixels.Input && Rows.Output == Pixels.Count * Pixels.Output
        && (Added is not { } added || added.Row == Pixels.Count * added.Pixel)
        ? this with { Rows = (1, 0, 0), Pixels = Pixels with { Count = Rows.Count * Pixels.Count } }
        : this;

    public void Write(CodeWriter writer) => Joined.WriteAll(writer);

    private void WriteAll(CodeWriter writer)
    {
        Panel[] panels = [.. PanelsOf(Form.Columns(Outputs))];
        foreach (Panel panel in panels)
        {
            WritePanels(writer, panel, isAlone: panels.Length == 1);
        }
    }

    /// <summary>Accumulators of the largest tile.</summary>
    public int LargestTile => PanelsOf(Form.Columns(Outputs)).Max(panel => panel.Columns * Split.Evenly(PixelsAtOnce, Form.TileRows(panel.Columns))[0].Size);

    /// <summary>Pixels of a row, or of all rows where these are one.</summary>
    public int PixelsAtOnce => Joined.Pixels.Count;

    /// <summary>
    /// Panels of two registers, and one of one register where their number is odd. One whose last register is stored in part is written on its own, and so is a register that holds two terms of
    /// each output.
    /// </summary>
    private IEnumerable<Panel> PanelsOf(int columns)
    {
        bool isPartial = !PaddedOutput && Outputs % Form.Lanes != 0;
        int lastStored = isPartial ? Outputs % Form.Lanes : Form.Lanes;
        if (Reduction.OfLastRegister is not null)
        {
            columns--;
            isPartial = false;
        }

        int pairs = columns / 2;
        int whole = isPartial && columns % 2 == 0 ? pairs - 1 : pairs;
        if (whole > 0)
        {
            yield return new Panel(Reduction, whole, 2, 0, Form.Lanes);
        }

        if (whole < pairs)
        {
            yield return new Panel(Reduction, 1, 2, 2 * whole, lastStored);
        }

        if (columns % 2 == 1)
        {
            yield return new Panel(Reduction, 1, 1, columns - 1, Reduction.OfLastRegister is null ? lastStored : Form.Lanes);
        }

        if (Reduction.OfLastRegister is { } ofLast)
        {
            yield return new Panel(ofLast, 1, 1, columns, lastStored);
        }
    }

    private void WritePanels(CodeWriter writer, Panel panels, bool isAlone)
    {
        (Reduction sum, int count, int columnsOfPanel, int firstColumn, int lastStored) = panels;
        int width = columnsOfPanel * Form.Lanes;
        int first = firstColumn * Form.Lanes;
        string panel = count == 1 ? "0" : "panel";
        using (count == 1
            ? writer.Part(Words.Range("Output", first, Math.Min(width, Outputs - first)), isAlone)
            : writer.Block($"for (int panel = 0; panel < {count}; panel++)"))
        {
            string outputs = Reference.Sum(Literal.Of(first), Reference.Product(panel, width));
            string weights = Reference.Sum(Literal.Of((long)first * Reduction.Steps), Reference.Product(panel, (long)width * sum.Steps));
            writer.Line($"ref float w = ref {Reference.At(Weights, weights)};");
            writer.Line($"ref float o = ref {Reference.At(Output, outputs)};");
            if (Added is { } added)
            {
                writer.Line($"ref float others = ref {Reference.At(added.Reference, outputs)};");
            }

            if (Bias is not null)
            {
                for (int column = 0; column < columnsOfPanel; column++)
                {
                    VectorForm form = FormOf(sum);
                    writer.Line($"{form.Type} bias{column} = {form.Load(Bias, Reference.Sum(outputs, Literal.Of(column * Form.Lanes)))};");
                }
            }

            if (RestsWhile(sum) && !AddsToOutput)
            {
                WriteFill(writer, columnsOfPanel, lastStored);
            }

            WriteChunks(writer, sum, 0, Input, "w", columnsOfPanel, lastStored);
        }
    }

    /// <summary>Whether accumulators rest in the output.</summary>
    private bool RestsWhile(Reduction sum) => AddsToOutput || !sum.Outer.IsEmpty;

    /// <summary>Whether a register holds two terms of each output, which are added up in the end.</summary>
    private static bool IsPaired(Reduction sum) => sum.Terms == 2;

    /// <summary>The form of the registers that outputs leave in.</summary>
    private VectorForm FormOf(Reduction sum) => IsPaired(sum) ? Form.Half! : Form;

    private string FirstValue(int column, bool isPaired = false) => Bias is null || isPaired ? $"{Form.Type}.Zero" : FormattableString.Invariant($"bias{column}");

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

    private CodeWriter.Scope? ForRows(CodeWriter writer) => writer.Loop("row", Rows.Count);

    private void WriteChunks(CodeWriter writer, Reduction sum, int depth, string input, string weights, int columns, int lastStored)
    {
        if (depth < sum.Outer.Length)
        {
            Loop loop = sum.Outer[depth];
            using (writer.Block($"for (int {loop.Variable} = 0; {loop.Variable} < {loop.Count}; {loop.Variable}++)"))
            {
                string nextInput = $"{loop.Variable}Input";
                string nextWeights = $"{loop.Variable}Weights";
                writer.Line($"ref float {nextInput} = ref {Reference.At(input, Reference.Product(loop.Variable, loop.Input))};");
                writer.Line($"ref float {nextWeights} = ref {Reference.At(weights, Reference.Product(loop.Variable, (long)loop.Steps * columns * Form.Lanes))};");
                WriteChunks(writer, sum, depth + 1, nextInput, nextWeights, columns, lastStored);
            }

            return;
        }

        using (ForRows(writer))
        {
            IReadOnlyList<Run> runs = Split.Evenly(Pixels.Count, Form.TileRows(columns));
            foreach (Run run in runs)
            {
                using (run.Count == 1 ? writer.Part(Words.Range("Pixel", run.Start, run.Size), runs.Count == 1) : writer.Loop("tile", run.Count))
                {
                    WriteTile(writer, sum, run, input, weights, columns, lastStored);
                }
            }
        }
    }

    private void WriteTile(CodeWriter writer, Reduction sum, Run run, string input, string weights, int columns, int lastStored)
    {
        string tile = run.Count == 1 ? "0" : "tile";
        string inputOffset = Reference.Sum(
            RowOffset(Rows.Input), Literal.Of((long)run.Start * Pixels.Input), Reference.Product(tile, (long)run.Size * Pixels.Input));
        string outputOffset = Reference.Sum(
            RowOffset(Rows.Output), Literal.Of((long)run.Start * Pixels.Output), Reference.Product(tile, (long)run.Size * Pixels.Output));
        writer.Line($"ref float t = ref {Reference.At("o", outputOffset)};");
        if (Added is { } added)
        {
            string addedOffset = Reference.Sum(
                RowOffset(added.Row), Literal.Of((long)run.Start * added.Pixel), Reference.Product(tile, (long)run.Size * added.Pixel));
            writer.Line($"ref float other = ref {Reference.At("others", addedOffset)};");
        }

        new Tile
        {
            Form = Form,
            Rows = [.. Enumerable.Range(0, run.Size).Select(row => Literal.Of(row * Pixels.Input))],
            Columns = [.. Enumerable.Range(0, columns).Select(column => column * Form.Lanes)],
            Input = Reference.At(input, inputOffset),
            InputStep = sum.Input,
            Terms = sum.Terms,
            Overlaps = sum.Overlaps,
            Weights = weights,
            WeightStep = columns * Form.Lanes,
            WrittenOut = Unrolling.Of(Form, sum, run.Size * columns),
            Loops = [.. sum.Inner.Select(loop => (loop.Variable, loop.Count, loop.Input, loop.Steps * columns * Form.Lanes))],
            Steps = Literal.Of(sum.Length),
            KnownSteps = sum.Length,
            First = (row, column) => RestsWhile(sum)
                ? Form.Load("t", Literal.Of((row * Pixels.Output) + (column * Form.Lanes)))
                : FirstValue(column, IsPaired(sum)),
            Finish = (code, row, column, accumulator) =>
            {
                int stored = column == columns - 1 ? lastStored : Form.Lanes;
                WriteResult(code, sum, row, column, accumulator, stored);
            },
        }.Write(writer);
    }

    /// <summary>Stores a sum, with what is added to it and the activation; of two terms of each output what they add up to.</summary>
    private void WriteResult(CodeWriter writer, Reduction sum, int row, int column, string accumulator, int stored)
    {
        VectorForm form = FormOf(sum);
        var op = new Operations(form);
        string value = IsPaired(sum) ? $"VectorMath.SumPairs({accumulator}){(Bias is null ? "" : " + bias0")}" : accumulator;
        if (Added is { } added)
        {
            value += $" + {op.Load("other", Literal.Of((row * added.Pixel) + (column * Form.Lanes)))}";
        }

        if (Activate is not null)
        {
            value = Activate(writer, op, value, "sum" + accumulator);
        }

        // A part of a register is stored in several instructions, each of which names it.
        if (stored < form.Lanes && value != accumulator)
        {
            writer.Line($"{form.Type} of{accumulator} = {value};");
            value = "of" + accumulator;
        }

        form.StorePart(writer, value, "t", Literal.Of((row * Pixels.Output) + (column * Form.Lanes)), stored);
    }

    /// <summary>Panels of one width, side by side.</summary>
    /// <param name="Sum">The sum behind their outputs.</param>
    /// <param name="Count">Number of panels.</param>
    /// <param name="Columns">Registers of each.</param>
    /// <param name="First">The first register of the first one.</param>
    /// <param name="LastStored">Floats that are stored of the last register of each.</param>
    private readonly record struct Panel(Reduction Sum, int Count, int Columns, int First, int LastStored);
}
