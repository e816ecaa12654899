using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Depthwise convolution, backward, one sample: row by row the gradient goes back through the activation, and while it is in the cache the gradient by the kernel takes it up;
/// then the gradient by the input follows.
/// </summary>
internal static class DepthwiseBackwardEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        LinearGradientRow.Write(writer, step, plan.Width, (step.Activation, step.NegativeSlope), step.TrainsBias);
        if (step.Trains)
        {
            WriteWeightGradient(writer, step);
        }

        DepthwiseEmitter.WriteInputGradient(writer, step);
        bool hasInputGradient = plan.HasInputGradient;
        string[] gradients = [.. new[] { step.Trains ? "the kernel" : "", step.TrainsBias ? "the bias" : "", hasInputGradient ? "x" : "" }.Where(word => word.Length > 0)];
        writer.Heading($"{step.Text}, backward: the gradients by {string.Join(" and ", gradients)}.");
        using (kernel.OpenDriver(writer))
        {
            WriteRows(writer, step);
            if (hasInputGradient && plan.LeavesGaps)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref dx, {step.Input.Size}).Clear();");
            }

            if (!plan.InputGradient.IsEmpty)
            {
                writer.Line($"ref float inner = ref {Reference.At("dz", plan.GradientOrigin)};");
            }

            for (int phase = 0; phase < plan.InputGradient.Length; phase++)
            {
                writer.Line($"{step.Name}InputGradient{Literal.Of(phase)}(ref inner, ref weights, ref dx);");
            }
        }
    }

    private static void WriteRows(CodeWriter writer, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        (Tensor x, Tensor y) = (step.Input, step.Output);
        using (writer.Loop("row", plan.Height))
        {
            string row = plan.Height == 1 ? "0" : "row";
            string rest = plan.InputGradient.IsEmpty ? "0" : Reference.Product(row, plan.GradientRowStride);
            writer.Line($"ref float line = ref {Reference.At("dz", Reference.Sum(Literal.Of(plan.GradientOrigin), rest))};");
            string known = step.Activation == Activation.Linear ? ""
                : $", ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product(row, y.RowStride)))}";
            string sums = step.TrainsBias ? $", ref {Reference.At("dweights", plan.Bias)}" : "";
            writer.Line($"{step.Name}Spread(ref {Reference.At("dy", Reference.Product(row, (long)y.Width * y.Channels))}{known}, ref line{sums});");
            if (step.Trains)
            {
                int first = ((x.Border.Top - plan.Rows.Before) * x.RowStride) + ((x.Border.Left - plan.Columns.Before) * x.Channels);
                string input = Reference.Sum(Literal.Of(first), Reference.Product(row, (long)plan.Rows.Stride * x.RowStride));
                writer.Line($"{step.Name}WeightGradient(ref {Reference.At("x", input)}, ref line, ref dweights);");
            }
        }
    }

    /// <summary>dW[ky][kx][c] += sum over the pixels of a row of x * dz: the sums rest in registers, or a few of them at a time.</summary>
    private static void WriteWeightGradient(CodeWriter writer, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the kernel from a row of {plan.Width} pixels.");
        using (Method.Kernel(writer, $"{step.Name}WeightGradient", "ref float x", "ref float dz", "ref float dweights"))
        {
            Sweep.Row(writer, plan.Channels, plan.Form, "c", (op, c) =>
            {
                writer.Line($"ref float g = ref {Reference.At("dz", c)};");
                if (plan.HoldsAllWeights)
                {
                    writer.Line($"ref float a = ref {Reference.At("x", c)};");
                    writer.Line($"ref float d = ref {Reference.At("dweights", c)};");
                    WriteSums(writer, op, step, plan.Kernel.Height, plan.Kernel.Width);
                    return;
                }

                using (writer.Loop("ky", plan.Kernel.Height))
                {
                    string ky = plan.Kernel.Height == 1 ? "0" : "ky";
                    writer.Line($"ref float xk = ref {Reference.At("x", Reference.Sum(Reference.Product(ky, (long)plan.Rows.Dilation * step.Input.RowStride), c))};");
                    writer.Line($"ref float dk = ref {Reference.At("dweights", Reference.Sum(Reference.Product(ky, (long)plan.Kernel.Width * plan.Channels), c))};");
                    IReadOnlyList<Run> runs = Split.Evenly(plan.Kernel.Width, DepthwisePlan.MostTapsOfPart);
                    foreach (Run run in runs)
                    {
                        using (run.Count == 1 ? writer.Part(Words.Range("Tap", run.Start, run.Size), runs.Count == 1) : writer.Loop("part", run.Count))
                        {
                            string part = run.Count == 1 ? "0" : "part";
                            long input = (long)plan.Columns.Dilation * plan.Channels;
                            writer.Line($"ref float a = ref {Reference.At("xk", Reference.Sum(Literal.Of(run.Start * input), Reference.Product(part, run.Size * input)))};");
                            string offset = Reference.Sum(Literal.Of((long)run.Start * plan.Channels), Reference.Product(part, (long)run.Size * plan.Channels));
                            writer.Line($"ref float d = ref {Reference.At("dk", offset)};");
                            WriteSums(writer, op, step, 1, run.Size);
                        }
                    }
                }
            });
        }
    }

    /// <summary>The sums of some kernel rows and taps in registers, over all pixels of a row.</summary>
    private static void WriteSums(CodeWriter writer, Operations op, DepthwiseStep step, int height, int taps)
    {
        DepthwisePlan plan = step.Plan;
        string NameOf(int row, int tap) => $"sum{Literal.Of(row)}_{Literal.Of(tap)}";
        string PlaceOf(int row, int tap) => Literal.Of(((long)row * plan.Kernel.Width * plan.Channels) + ((long)tap * plan.Channels));

        for (int row = 0; row < height; row++)
        {
            int of = row;
            writer.Line($"{op.Type} {string.Join(", ", Enumerable.Range(0, taps).Select(tap => $"{NameOf(of, tap)} = {op.Load("d", PlaceOf(of, tap))}"))};");
        }

        IReadOnlyList<Run> runs = Split.Evenly(plan.Width, DepthwisePlan.GradientPixels);
        foreach (Run run in runs)
        {
            using (run.Count == 1 ? writer.Part(Words.Range("Pixel", run.Start, run.Size), runs.Count == 1) : writer.Loop("tile", run.Count))
            {
                string tile = run.Count == 1 ? "0" : "tile";
                long input = (long)plan.Columns.Stride * plan.Channels;
                writer.Line($"ref float at = ref {Reference.At("a", Reference.Sum(Literal.Of(run.Start * input), Reference.Product(tile, run.Size * input)))};");
                writer.Line($"ref float gt = ref {Reference.At("g", Reference.Sum(Literal.Of((long)run.Start * plan.Channels), Reference.Product(tile, (long)run.Size * plan.Channels)))};");
                writer.Line($"{op.Type} {string.Join(", ", Enumerable.Range(0, run.Size).Select(pixel => $"g{Literal.Of(pixel)} = {op.Load("gt", Literal.Of((long)pixel * plan.Channels))}"))};");
                string declare = op.Type + " ";
                for (int row = 0; row < height; row++)
                {
                    var meetings = Enumerable.Range(0, run.Size)
                        .SelectMany(pixel => Enumerable.Range(0, taps), (pixel, tap) => (Cell: (pixel * plan.Columns.Stride) + (tap * plan.Columns.Dilation), Pixel: pixel, Tap: tap))
                        .GroupBy(meeting => meeting.Cell).OrderBy(cell => cell.Key);
                    foreach (var cell in meetings)
                    {
                        long offset = ((long)row * plan.Rows.Dilation * step.Input.RowStride) + ((long)cell.Key * plan.Channels);
                        writer.Line($"{declare}v = {op.Load("at", Literal.Of(offset))};");
                        declare = "";
                        foreach ((_, int pixel, int tap) in cell)
                        {
                            writer.Line($"{NameOf(row, tap)} = {op.MultiplyAdd("v", $"g{Literal.Of(pixel)}", NameOf(row, tap))};");
                        }
                    }
                }
            }
        }

        for (int row = 0; row < height; row++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                writer.Line(op.Store(NameOf(row, tap), "d", PlaceOf(row, tap)));
            }
        }
    }

    /// <summary>Adds up the lanes' gradients, which lie as the parameters do.</summary>
    public static void WriteReduce(CodeWriter writer, Kernel kernel, DepthwiseStep step)
    {
        DepthwisePlan plan = step.Plan;
        writer.Heading($"{step.Text}: the lanes' gradients, added up; rows are taps{(step.HasBias ? ", the last one the bias" : "")}.");
        using (kernel.OpenDriver(writer))
        {
            string place = Reference.Sum(Literal.Of(step.Lane.Place.Offset), Reference.Product("first", plan.Channels));
            writer.Line(FormattableString.Invariant(
                $"LaneTree.Sum(lanes, {place}, ref {Reference.At("gradient", Reference.Product("first", plan.Channels))}, (end - first) * {plan.Channels});"));
        }
    }
}
