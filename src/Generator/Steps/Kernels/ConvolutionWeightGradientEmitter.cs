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
            int whole = IsPaired(plan, strides) ? columns - 1 : columns;
            if (whole / 2 > 0)
            {
                WritePanels(writer, plan, strides, whole / 2, 2, 0, isAlone: columns % 2 == 0 && whole == columns);
            }

            if (whole % 2 == 1)
            {
                WritePanels(writer, plan, strides, 1, 1, whole - 1, isAlone: columns == 1);
            }

            if (whole < columns)
            {
                WritePanels(writer, plan, strides, 1, 1, whole, isAlone: columns == 1, isPaired: true);
            }
        }
    }

    private static void WritePanels(CodeWriter writer, ConvolutionPlan plan, GradientStrides strides, int count, int columns, int firstColumn, bool isAlone, bool isPaired = false)
    {
        (int rowStride, int inputPixel) = strides.Input;
        int width = columns * plan.Form.Lanes;
        string panel = count == 1 ? "0" : "panel";
        string filters = Reference.Sum(Literal.Of(firstColumn * plan.Form.Lanes), Reference.Product(panel, width));
        int first = firstColumn * plan.Form.Lanes;
        using (count == 1 ? writer.Part(Words.Range("Filter", first, Math.Min(width, plan.Filters - first)), isAlone) : writer.Loop("panel", count))
        {
            writer.Line($"ref float g = ref {Reference.At("dz", filters)};");
            writer.Line($"ref float d = ref {Reference.At("dweights", filters)};");
            int limit = plan.Form.TileRows(columns);
            bool merged = IsMerged(plan, strides);
            int run = RunOf(plan, strides);
            if (TakesAllTaps(plan, strides, limit))
            {
                // Few channels: tiles take their rows from all over the kernel.
                TileRow[] rows =
                [
                    .. from ky in Enumerable.Range(0, plan.Kernel.Height)
                       from kx in Enumerable.Range(0, merged ? 1 : plan.Kernel.Width)
                       from row in RowsOfRun(run, isPaired)
                       select new TileRow(
                           (ky * plan.Rows.Dilation * rowStride) + (kx * plan.Columns.Dilation * inputPixel) + row.Input,
                           (((ky * (merged ? 1 : plan.Kernel.Width)) + kx) * run) + row.Weight,
                           row.Terms),
                ];
                IReadOnlyList<Run> parts = Split.Evenly(rows.Length, limit);
                foreach (Run part in parts)
                {
                    for (int tile = 0; tile < part.Count; tile++)
                    {
                        TileRow[] some = [.. rows.Skip(part.Start + (tile * part.Size)).Take(part.Size)];
                        int start = some[0].Weight;
                        int size = some[some.Length - 1].End - start;
                        using (writer.Part(Words.Range("Weight", start, size) + " of each filter", isAlone: parts.Count == 1 && part.Count == 1))
                        {
                            WriteTile(writer, plan, strides, columns, [.. some.Select(row => row with { Weight = row.Weight - start })], "x", Reference.At("d", (long)start * plan.PaddedFilters));
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
                    Reference.Product(ky, (long)plan.Rows.Dilation * rowStride), Reference.Product(kx, (long)plan.Columns.Dilation * inputPixel));
                string output = Reference.Sum(
                    Reference.Product(ky, (long)plan.Kernel.Width * plan.Channels * plan.PaddedFilters), Reference.Product(kx, (long)plan.Channels * plan.PaddedFilters));
                writer.Line($"ref float xk = ref {Reference.At("x", input)};");
                writer.Line($"ref float dk = ref {Reference.At("d", output)};");

                int terms = isPaired ? 2 : 1;
                IReadOnlyList<Run> parts = Split.Evenly(run / terms, limit);
                foreach (Run part in parts)
                {
                    string tile = part.Count == 1 ? "0" : "tile";
                    using (part.Count == 1
                        ? writer.Part(Words.Range("Weight", part.Start * terms, part.Size * terms) + " of a row", parts.Count == 1)
                        : writer.Loop("tile", part.Count))
                    {
                        string start = Reference.Sum(Literal.Of(part.Start * terms), Reference.Product(tile, part.Size * terms));
                        string target = Reference.Sum(
                            Literal.Of((long)part.Start * terms * plan.PaddedFilters), Reference.Product(tile, (long)part.Size * terms * plan.PaddedFilters));
                        writer.Line($"ref float xt = ref {Reference.At("xk", start)};");
                        writer.Line($"ref float dt = ref {Reference.At("dk", target)};");
                        WriteTile(writer, plan, strides, columns, [.. RowsOfRun(part.Size * terms, isPaired)], "xt", "dt");
                    }
                }
            }
        }
    }

    /// <summary>Whether neighbouring taps of a row lie side by side in the input, as in the kernel.</summary>
    private static bool IsMerged(ConvolutionPlan plan, GradientStrides strides) => plan.Columns.Dilation * strides.Input.Pixel == plan.Channels || plan.Kernel.Width == 1;

    /// <summary>Weights of a filter that meet values which lie side by side.</summary>
    private static int RunOf(ConvolutionPlan plan, GradientStrides strides) => IsMerged(plan, strides) ? plan.Kernel.Width * plan.Channels : plan.Channels;

    /// <summary>Whether a tile takes its rows from all over the kernel, since a run of them would be a small tile.</summary>
    private static bool TakesAllTaps(ConvolutionPlan plan, GradientStrides strides, int limit) => RunOf(plan, strides) < limit && plan.KernelSteps <= 4 * limit;

    /// <summary>
    /// Whether the last register, or the only one, holds the sums of two weights for each of its filters, which meet neighbouring values of the input: where filters fill no more than half of it,
    /// there are weights enough for accumulators that hide how long a multiply-add takes, and pixels enough to be worth the taking apart. A loop over tiles needs rows of one kind.
    /// </summary>
    private static bool IsPaired(ConvolutionPlan plan, GradientStrides strides) =>
        plan.Form.LeavesHalf(plan.Filters) && strides.Samples is null
        && RunOf(plan, strides) is > 1 and var run && (run % 2 == 0 || TakesAllTaps(plan, strides, plan.Form.TileRows(1)))
        && plan.KernelSteps >= Reduction.FewestOfPairs && plan.BackwardRows * plan.Width >= Reduction.FewestOfPairs;

    /// <summary>The rows of tiles for weights that meet neighbouring values of the input. Of an odd number of them the last two share theirs with the row before, and add but the second one.</summary>
    private static IEnumerable<TileRow> RowsOfRun(int weights, bool isPaired)
    {
        for (int first = 0; first < weights; first += isPaired ? 2 : 1)
        {
            bool isWhole = !isPaired || first + 1 < weights;
            yield return new TileRow(isWhole ? first : first - 1, first, isPaired ? isWhole ? 2 : 1 : 0);
        }
    }

    private static void WriteTile(
        CodeWriter writer, ConvolutionPlan plan, GradientStrides strides, int columns, ImmutableArray<TileRow> rows, string input, string target)
    {
        string Offset(int weight, int column) => Literal.Of((weight * plan.PaddedFilters) + (column * plan.Form.Lanes));
        int inputRow = plan.Rows.Stride * strides.Input.Row;
        int inputPixel = plan.Columns.Stride * strides.Input.Pixel;
        VectorForm? half = rows[0].Terms > 0 ? plan.Form.Half : null;

        // Rows that lie one behind the other are one.
        bool isOneRow = plan.BackwardRows == 1 || (inputRow == plan.Width * inputPixel && strides.Gradient == plan.Width * plan.OutputPixel);
        int steps = isOneRow ? plan.BackwardRows * plan.Width : plan.Width;
        new Tile
        {
            Form = plan.Form,
            Rows = [.. rows.Select(row => Literal.Of(row.Input))],
            Columns = [.. Enumerable.Range(0, columns).Select(column => column * plan.Form.Lanes)],
            Input = input,
            InputStep = inputPixel,
            Terms = half is null ? 1 : 2,
            Weights = "g",
            WeightStep = plan.OutputPixel,
            WeightsAt = half is null ? null : (reference, offset) => $"VectorMath.Twice({half.Load(reference, offset)})",
            Samples = strides.Samples is (var ofInput, var ofGradient) ? ("i", "count", ofInput, ofGradient) : null,
            Loops = isOneRow ? [] : [("row", plan.BackwardRows, inputRow, strides.Gradient)],
            Steps = Literal.Of(steps),
            KnownSteps = steps,
            First = (row, column) => half is null ? plan.Form.Load(target, Offset(rows[row].Weight, column)) : $"{plan.Form.Type}.Zero",
            Finish = (code, row, column, accumulator) =>
            {
                if (half is null)
                {
                    code.Line(Reference.Store(accumulator, target, Offset(rows[row].Weight, column)));
                    return;
                }

                if (rows[row].Terms == 2)
                {
                    code.Line(AddTo(half, target, Offset(rows[row].Weight, column), $"VectorMath.First({accumulator})"));
                }

                code.Line(AddTo(half, target, Offset(rows[row].End - 1, column), $"VectorMath.Second({accumulator})"));
            },
        }.Write(writer);
    }

    private static string AddTo(VectorForm form, string target, string offset, string value) =>
        Reference.Store($"({form.Load(target, offset)} + {value})", target, offset);

    /// <summary>A row of a tile: the sums of one weight of each filter, or of two.</summary>
    /// <param name="Input">Floats to the first value of the input that it meets.</param>
    /// <param name="Weight">The first weight whose sum it adds to the gradient.</param>
    /// <param name="Terms">How many of the two sums in a register these are; 0 where registers hold one.</param>
    private readonly record struct TileRow(int Input, int Weight, int Terms)
    {
        /// <summary>The weight behind the last one.</summary>
        public int End => Weight + Math.Max(Terms, 1);
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
