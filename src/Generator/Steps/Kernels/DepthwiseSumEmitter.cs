using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes sums over the taps of each channel's kernel: a depthwise convolution forward, and each phase of its gradient by the input. A tile is some neighbouring pixels of a
/// row in a register of channels each; an input is loaded once for every kernel row and goes to all pixels of the tile that it meets.
/// </summary>
internal sealed record DepthwiseSumEmitter
{
    public required DepthwisePlan Plan { get; init; }

    public required TapWindow Window { get; init; }

    /// <summary>What is read: a reference to its first pixel, and floats from one row to the next.</summary>
    public required (string Reference, int RowStride) Input { get; init; }

    /// <summary>What is written: a reference to its first pixel, and floats from one row to the next.</summary>
    public required (string Reference, int RowStride) Output { get; init; }

    /// <summary>Offset of a bias among the weights; null to begin at zero.</summary>
    public int? Bias { get; init; }

    /// <summary>What is stored of a sum, by its name.</summary>
    public Func<CodeWriter, Operations, string, string> Finish { get; init; } = (_, _, sum) => sum;

    /// <summary>Writes what else is to be done with a finished row, "to".</summary>
    public Action<CodeWriter>? FinishRow { get; init; }

    private int Channels => Plan.Channels;

    public void Write(CodeWriter writer)
    {
        (TapAxis rows, TapAxis columns) = (Window.Rows, Window.Columns);
        using (writer.Loop("row", rows.Count))
        {
            string row = rows.Count == 1 ? "0" : "row";
            string input = Reference.Sum(
                Literal.Of(((long)rows.Start * Input.RowStride) + ((long)columns.Start * Channels)), Reference.Product(row, (long)rows.Advance * Input.RowStride));
            string output = Reference.Sum(
                Literal.Of(((long)rows.First * Output.RowStride) + ((long)columns.First * Channels)), Reference.Product(row, (long)rows.Step * Output.RowStride));
            writer.Line($"ref float from = ref {Reference.At(Input.Reference, input)};");
            writer.Line($"ref float to = ref {Reference.At(Output.Reference, output)};");
            Sweep.Row(writer, Channels, Plan.Form, "c", (op, c) => WriteTiles(writer, op, c));
            FinishRow?.Invoke(writer);
        }
    }

    private void WriteTiles(CodeWriter writer, Operations op, string c)
    {
        TapAxis columns = Window.Columns;
        IReadOnlyList<Run> runs = Split.Evenly(columns.Count, Plan.TilePixels(columns.Taps));
        writer.Line($"ref float w = ref {Reference.At("weights", c)};");
        foreach (Run run in runs)
        {
            using (run.Count == 1 ? writer.Part(Words.Range("Pixel", run.Start, run.Size), runs.Count == 1) : writer.Loop("tile", run.Count))
            {
                string tile = run.Count == 1 ? "0" : "tile";
                long input = (long)columns.Advance * Channels;
                long output = (long)columns.Step * Channels;
                writer.Line($"ref float a = ref {Reference.At("from", Reference.Sum(Literal.Of(run.Start * input), Reference.Product(tile, run.Size * input), c))};");
                writer.Line($"ref float t = ref {Reference.At("to", Reference.Sum(Literal.Of(run.Start * output), Reference.Product(tile, run.Size * output), c))};");
                WriteTile(writer, op, run.Size);
            }
        }
    }

    private void WriteTile(CodeWriter writer, Operations op, int pixels)
    {
        string first = Bias is { } bias ? op.Load("w", Literal.Of(bias)) : op.Zero;
        if (Bias is not null)
        {
            writer.Line($"{op.Type} bias = {first};");
            first = "bias";
        }

        writer.Line($"{op.Type} {string.Join(", ", Enumerable.Range(0, pixels).Select(pixel => $"sum{Literal.Of(pixel)} = {first}"))};");
        TapAxis rows = Window.Rows;
        if (DepthwisePlan.WritesOutRows(Window, pixels))
        {
            for (int tap = 0; tap < rows.Taps; tap++)
            {
                using (writer.Part($"Kernel row {Literal.Of(rows.FirstTap.Index + (tap * rows.FirstTap.Step))}", isAlone: rows.Taps == 1))
                {
                    WriteRow(writer, op, pixels, "a", (long)tap * rows.Spread * Input.RowStride, "w", WeightOf(tap, 0));
                }
            }
        }
        else
        {
            using (writer.Loop("ky", rows.Taps))
            {
                string ky = rows.Taps == 1 ? "0" : "ky";
                writer.Line($"ref float ak = ref {Reference.At("a", Reference.Product(ky, (long)rows.Spread * Input.RowStride))};");
                writer.Line($"ref float wk = ref {Reference.At("w", Reference.Sum(Literal.Of(WeightOf(0, 0)), Reference.Product(ky, WeightOf(1, 0) - WeightOf(0, 0))))};");
                WriteParts(writer, op, pixels);
            }
        }

        for (int pixel = 0; pixel < pixels; pixel++)
        {
            writer.Line(op.Store(Finish(writer, op, $"sum{Literal.Of(pixel)}"), "t", Literal.Of((long)pixel * Window.Columns.Step * Channels)));
        }
    }

    /// <summary>A kernel row in parts of a few taps.</summary>
    private void WriteParts(CodeWriter writer, Operations op, int pixels)
    {
        TapAxis columns = Window.Columns;
        IReadOnlyList<Run> runs = Split.Evenly(columns.Taps, DepthwisePlan.MostTapsOfPart);
        foreach (Run run in runs)
        {
            using (run.Count == 1 ? writer.Part(Words.Range("Tap", run.Start, run.Size), runs.Count == 1) : writer.Loop("part", run.Count))
            {
                string part = run.Count == 1 ? "0" : "part";
                long input = (long)columns.Spread * Channels;
                long weight = WeightOf(0, 1) - WeightOf(0, 0);
                writer.Line($"ref float ap = ref {Reference.At("ak", Reference.Sum(Literal.Of(run.Start * input), Reference.Product(part, run.Size * input)))};");
                writer.Line($"ref float wp = ref {Reference.At("wk", Reference.Sum(Literal.Of(run.Start * weight), Reference.Product(part, run.Size * weight)))};");
                WriteRow(writer, op, pixels, "ap", 0, "wp", 0, run.Size);
            }
        }
    }

    /// <summary>Some taps of a kernel row: every input once, for all pixels that it meets.</summary>
    private void WriteRow(CodeWriter writer, Operations op, int pixels, string input, long inputOffset, string weights, long weightOffset, int? count = null)
    {
        TapAxis columns = Window.Columns;
        int taps = count ?? columns.Taps;
        long step = WeightOf(0, 1) - WeightOf(0, 0);
        for (int tap = 0; tap < taps; tap++)
        {
            writer.Line($"{op.Type} w{Literal.Of(tap)} = {op.Load(weights, Literal.Of(weightOffset + (tap * step)))};");
        }

        var meetings = Enumerable.Range(0, pixels)
            .SelectMany(pixel => Enumerable.Range(0, taps), (pixel, tap) => (Cell: (pixel * columns.Advance) + (tap * columns.Spread), Pixel: pixel, Tap: tap))
            .GroupBy(meeting => meeting.Cell).OrderBy(cell => cell.Key);
        bool isFirst = true;
        foreach (var cell in meetings)
        {
            writer.Line($"{(isFirst ? op.Type + " " : "")}v = {op.Load(input, Literal.Of(inputOffset + ((long)cell.Key * Channels)))};");
            isFirst = false;
            foreach ((_, int pixel, int tap) in cell)
            {
                string sum = $"sum{Literal.Of(pixel)}";
                writer.Line($"{sum} = {op.MultiplyAdd("v", $"w{Literal.Of(tap)}", sum)};");
            }
        }
    }

    /// <summary>Where the weights of a tap lie, by its place in the window.</summary>
    private long WeightOf(int row, int column)
    {
        int ky = Window.Rows.FirstTap.Index + (row * Window.Rows.FirstTap.Step);
        int kx = Window.Columns.FirstTap.Index + (column * Window.Columns.FirstTap.Step);
        return (((long)ky * Plan.Kernel.Width) + kx) * Channels;
    }
}
