using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The gradient by a convolution's kernel: products over the pixels of a strip, added up by each lane on its own; then the
/// lanes' sums, in order.
/// </summary>
internal static class ConvolutionWeightGradientEmitter
{
    /// <summary>dW[ky][kx][c][f] += sum over the strip's pixels of x * dz; where samples come in groups, over those of all of them.</summary>
    public static void WriteStrip(CodeWriter writer, ConvolutionStep step) =>
        WriteStrip(writer, step, step.Plan, step.Strides);

    /// <param name="writer">Where to.</param>
    /// <param name="step">The step whose kernel it is.</param>
    /// <param name="plan">The convolution.</param>
    /// <param name="strides">How x and dz lie.</param>
    public static void WriteStrip(CodeWriter writer, Step step, ConvolutionPlan plan, GradientStrides strides)
    {
        writer.Heading($"{step.Text}: gradient by the kernel from {plan.BackwardRows} x {plan.Width} pixels{(strides.Samples is null ? "" : " of each sample")}.");
        using (Method.Kernel(writer, $"{step.Name}WeightGradient", "ref float x", "ref float dz", "ref float dweights", strides.Samples is null ? null : "int count"))
        {
            int columns = plan.Form.Columns(plan.Filters);
            if (columns / 2 > 0)
            {
                WritePanels(writer, plan, strides, columns / 2, 2, 0, isAlone: columns % 2 == 0);
            }

            if (columns % 2 == 1)
            {
                WritePanels(writer, plan, strides, 1, 1, columns - 1, isAlone: columns == 1);
            }
        }
    }

    private static void WritePanels(CodeWriter writer, ConvolutionPlan plan, GradientStrides strides, int count, int columns, int firstColumn, bool isAlone)
    {
        int rowStride = strides.Input;
        int width = columns * plan.Form.Lanes;
        string panel = count == 1 ? "0" : "panel";
        string filters = Reference.Sum(Literal.Of(firstColumn * plan.Form.Lanes), Reference.Product(panel, width));
        int first = firstColumn * plan.Form.Lanes;
        using (count == 1 ? writer.Part(Words.Range("Filter", first, Math.Min(width, plan.Filters - first)), isAlone) : writer.Loop("panel", count))
        {
            writer.Line($"ref float g = ref {Reference.At("dz", filters)};");
            writer.Line($"ref float d = ref {Reference.At("dweights", filters)};");
            int limit = plan.Form.TileRows(columns);
            bool merged = (plan.Columns.Dilation == 1 && plan.Groups == 1) || plan.Kernel.Width == 1;
            int run = merged ? plan.Kernel.Width * plan.Channels : plan.Channels;
            if (run < limit && plan.KernelSteps <= 4 * limit)
            {
                // Few channels: tiles take their rows from all over the kernel.
                int[] offsets =
                [
                    .. from ky in Enumerable.Range(0, plan.Kernel.Height)
                       from kx in Enumerable.Range(0, plan.Kernel.Width)
                       from channel in Enumerable.Range(0, plan.Channels)
                       select (ky * plan.Rows.Dilation * rowStride) + (kx * plan.Columns.Dilation * plan.InputPixel) + channel,
                ];
                IReadOnlyList<Run> parts = Split.Evenly(offsets.Length, limit);
                foreach (Run part in parts)
                {
                    for (int tile = 0; tile < part.Count; tile++)
                    {
                        int start = part.Start + (tile * part.Size);
                        using (writer.Part(Words.Range("Weight", start, part.Size) + " of each filter", isAlone: parts.Count == 1 && part.Count == 1))
                        {
                            WriteTile(writer, plan, strides, columns, [.. offsets.Skip(start).Take(part.Size)], "x", Reference.At("d", (long)start * plan.PaddedFilters));
                        }
                    }
                }

                return;
            }

            using (writer.Loop("ky", plan.Kernel.Height))
            using (writer.Loop("kx", merged ? 1 : plan.Kernel.Width))
            {
                string ky = plan.Kernel.Height == 1 ? "0" : "ky";
                string kx = merged ? "0" : "kx";
                string input = Reference.Sum(
                    Reference.Product(ky, (long)plan.Rows.Dilation * rowStride), Reference.Product(kx, (long)plan.Columns.Dilation * plan.InputPixel));
                string output = Reference.Sum(
                    Reference.Product(ky, (long)plan.Kernel.Width * plan.Channels * plan.PaddedFilters), Reference.Product(kx, (long)plan.Channels * plan.PaddedFilters));
                writer.Line($"ref float xk = ref {Reference.At("x", input)};");
                writer.Line($"ref float dk = ref {Reference.At("d", output)};");
                IReadOnlyList<Run> parts = Split.Evenly(run, limit);
                foreach (Run part in parts)
                {
                    string tile = part.Count == 1 ? "0" : "tile";
                    using (part.Count == 1 ? writer.Part(Words.Range("Weight", part.Start, part.Size) + " of a row", parts.Count == 1) : writer.Loop("tile", part.Count))
                    {
                        string start = Reference.Sum(Literal.Of(part.Start), Reference.Product(tile, part.Size));
                        string target = Reference.Sum(
                            Literal.Of((long)part.Start * plan.PaddedFilters), Reference.Product(tile, (long)part.Size * plan.PaddedFilters));
                        writer.Line($"ref float xt = ref {Reference.At("xk", start)};");
                        writer.Line($"ref float dt = ref {Reference.At("dk", target)};");
                        WriteTile(writer, plan, strides, columns, [.. Enumerable.Range(0, part.Size)], "xt", "dt");
                    }
                }
            }
        }
    }

    private static void WriteTile(
        CodeWriter writer, ConvolutionPlan plan, GradientStrides strides, int columns, ImmutableArray<int> rows, string input, string target)
    {
        string Offset(int row, int column) => Literal.Of((row * plan.PaddedFilters) + (column * plan.Form.Lanes));
        int inputRow = plan.Rows.Stride * strides.Input;
        int inputPixel = plan.Columns.Stride * plan.InputPixel;

        // Rows that lie one behind the other are one.
        bool isOneRow = plan.BackwardRows == 1 || (inputRow == plan.Width * inputPixel && strides.Gradient == plan.Width * plan.OutputPixel);
        int steps = isOneRow ? plan.BackwardRows * plan.Width : plan.Width;
        new Tile
        {
            Form = plan.Form,
            Rows = [.. rows.Select(row => Literal.Of(row))],
            Columns = [.. Enumerable.Range(0, columns).Select(column => column * plan.Form.Lanes)],
            Input = input,
            InputStep = inputPixel,
            Weights = "g",
            WeightStep = plan.OutputPixel,
            Samples = strides.Samples is (var ofInput, var ofGradient) ? ("i", "count", ofInput, ofGradient) : null,
            Loops = isOneRow ? [] : [("row", plan.BackwardRows, inputRow, strides.Gradient)],
            Steps = Literal.Of(steps),
            KnownSteps = steps,
            First = (row, column) => plan.Form.Load(target, Offset(row, column)),
            Finish = (code, row, column, accumulator) => code.Line(Reference.Store(accumulator, target, Offset(row, column))),
        }.Write(writer);
    }

    /// <summary>Adds up the lanes' gradients into the parameters' layout.</summary>
    public static void WriteReduce(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        writer.Heading($"{step.Text}: the lanes' gradients, added up; rows are kernel positions{(step.Layer.Weighted.UseBias ? ", the last one the bias" : "")}.");
        string Sum(string row, string length) =>
            $"LaneTree.Sum(lanes, {Reference.Sum(Literal.Of(step.Lane.Place.Offset), Reference.Product(row, plan.PaddedFilters))}, "
            + $"ref {Reference.At("gradient", Reference.Product(row, plan.Filters))}, {length});";

        using (kernel.OpenDriver(writer))
        {
            if (plan.PaddedFilters == plan.Filters && plan.Groups == 1)
            {
                writer.Line(Sum("first", $"(end - first) * {plan.Filters}"));
                return;
            }

            using (writer.Block("for (int row = first; row < end; row++)"))
            {
                if (plan.Groups == 1)
                {
                    writer.Line(Sum("row", Literal.Of(plan.Filters)));
                    return;
                }

                using (writer.Block($"for (int group = 0; group < {plan.Groups}; group++)"))
                {
                    string lanes = Reference.Sum(
                        Literal.Of(step.Lane.Place.Offset), Reference.Product("group", plan.LaneLength), Reference.Product("row", plan.PaddedFilters));
                    string gradient = Reference.Sum(Reference.Product("row", plan.OutputPixel), Reference.Product("group", plan.Filters));
                    writer.Line($"LaneTree.Sum(lanes, {lanes}, ref {Reference.At("gradient", gradient)}, {plan.Filters});");
                }
            }
        }
    }
}
