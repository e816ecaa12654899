using System;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// The gradient by a convolution's input: plain convolutions of the output gradient with the reversed kernel, one for each
/// phase of the strides, or one by Winograd's algorithm.
/// </summary>
internal static class ConvolutionInputGradientEmitter
{
    public static void Write(CodeWriter writer, ConvolutionStep step)
    {
        if (step.Plan.InputWinograd is { } winograd)
        {
            WriteWinograd(writer, step, winograd);
        }
        else
        {
            WritePhases(writer, step);
        }
    }

    public static void WritePack(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        if (plan.InputWinograd is { TransformsWeights: false } transformed)
        {
            WinogradWeightsEmitter.WriteMethod(writer, plan.Form, transformed.Tile, $"{step.Name}Input", isScaled: false);
        }

        string heading = $"{step.Text}: the kernel reversed and transposed, into panels of channels.";
        ConvolutionGroups.Write(writer, kernel, plan, plan.InputGradientPackedLength, heading, isHot: true, () =>
        {
            foreach (InputGradientPhase phase in plan.InputGradient)
            {
                WritePackPhase(writer, plan, phase);
            }

            if (plan.InputWinograd is { TransformsWeights: false } winograd)
            {
                // From the panels just packed: [panel][tap][filter][panel's channels].
                writer.Line($"ref float transformed = ref {Reference.At("packed", plan.InputWinogradWeights)};");
                int panel = 2 * plan.Form.Lanes * winograd.Tile.Taps * plan.Filters;
                WinogradWeightsEmitter.Write(
                    writer,
                    plan.Form,
                    winograd,
                    $"{step.Name}Input",
                    "transformed",
                    column => Reference.At("packed", $"({column} / 2 * {panel}) + ({column} % 2 * {plan.Form.Lanes})"),
                    $"{plan.Filters} * width",
                    "width");
            }
        });
    }

    /// <summary>Packs the taps of a phase, reversed and transposed.</summary>
    /// <param name="factors">Reference to a factor for each channel; null where there are none.</param>
    public static void WritePackPhase(CodeWriter writer, ConvolutionPlan plan, InputGradientPhase phase, string? factors = null)
    {
        int kernelRow = plan.Kernel.Width * plan.Channels * plan.OutputPixel;
        int kernelColumn = plan.Channels * plan.OutputPixel;
        using (writer.Part($"Taps of the pixels from row {phase.Vertical.First} and column {phase.Horizontal.First} on", plan.InputGradient.Length == 1))
        using (writer.Loop("ky", phase.Vertical.Taps))
        using (writer.Loop("kx", phase.Horizontal.Taps))
        {
            // The tap that meets the first output position comes last in the kernel.
            int lastRow = phase.Vertical.FirstTap + ((phase.Vertical.Taps - 1) * plan.Rows.Stride);
            int lastColumn = phase.Horizontal.FirstTap + ((phase.Horizontal.Taps - 1) * plan.Columns.Stride);
            string start = Literal.Of((lastRow * kernelRow) + (lastColumn * kernelColumn));
            string rows = phase.Vertical.Taps == 1 ? "" : $" - (ky * {Literal.Of((long)plan.Rows.Stride * kernelRow)})";
            string columns = phase.Horizontal.Taps == 1 ? "" : $" - (kx * {Literal.Of((long)plan.Columns.Stride * kernelColumn)})";
            string ky = phase.Vertical.Taps == 1 ? "0" : "ky";
            string kx = phase.Horizontal.Taps == 1 ? "0" : "kx";
            string tap = Reference.Sum(Reference.Product(ky, phase.Horizontal.Taps), kx);
            writer.Line($"ref float tap = ref {Reference.At("kernel", start + rows + columns)};");
            writer.Local("step", $"int step = {Reference.Product(tap.Contains(" ") ? $"({tap})" : tap, plan.Filters)};");
            if (phase.Reduction.Terms == 2)
            {
                WritePairs(writer, plan, phase.Packed, 0, factors);
                return;
            }

            int whole = phase.Reduction.InWholeRegisters(plan.Form, plan.Channels);
            Panels.WriteTransposed(
                writer, plan.Form, plan.Filters, whole, "tap", plan.OutputPixel, Reference.At("packed", phase.Packed), factors, phase.Reduction.Steps, "step");
            if (whole < plan.Channels)
            {
                WritePairs(writer, plan, phase.Packed + (whole * phase.Reduction.Steps), whole, factors);
            }
        }
    }

    /// <summary>Packs a tap for steps of two terms.</summary>
    /// <param name="packed">Where the channels begin among the packed weights.</param>
    /// <param name="first">The first channel.</param>
    private static void WritePairs(CodeWriter writer, ConvolutionPlan plan, int packed, int first, string? factors)
    {
        using (writer.Block($"for (int c = 0; c < {plan.Channels - first}; c++)"))
        {
            string channel = Reference.Sum(Literal.Of((long)first * plan.OutputPixel), Reference.Product("c", plan.OutputPixel));
            writer.Line($"ref float from = ref {Reference.At("tap", channel)};");
            writer.Line($"ref float to = ref {Reference.At("packed", Reference.Sum(Literal.Of(packed), "2 * c"))};");
            if (factors is not null)
            {
                writer.Line($"float factor = {Reference.At(factors, Reference.Sum(Literal.Of(first), "c"))};");
            }

            using (writer.Block($"for (int f = 0; f < {plan.Filters}; f++)"))
            {
                writer.Line($"{Reference.At("to", Panels.PlaceInPairs(plan.Form, "(step + f)"))} = {Reference.At("from", "f")}{(factors is null ? "" : " * factor")};");
            }
        }
    }

    private static void WritePhases(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        for (int i = 0; i < plan.InputGradient.Length; i++)
        {
            InputGradientPhase phase = plan.InputGradient[i];
            int rows = Split.Divisor(phase.Vertical.Count, 8);
            int blocks = phase.Vertical.Count / rows;
            writer.Heading($"{step.Text}: gradient by the input, {phase.Vertical.Count} x {phase.Horizontal.Count} pixels from {phase.Vertical.Taps} x {phase.Horizontal.Taps} taps.");
            using (Method.Kernel(writer, $"{step.Name}InputGradient{i}", "ref float dz", "ref float weights", "ref float dx"))
            using (writer.Loop("block", blocks))
            {
                string block = blocks == 1 ? "0" : "block";
                int input = ((plan.GradientBorder.Top + phase.Vertical.Start) * plan.GradientRowStride)
                    + ((plan.GradientBorder.Left + phase.Horizontal.Start) * plan.OutputPixel);
                int output = (phase.Vertical.First * x.Width * x.Channels) + (phase.Horizontal.First * x.Channels);
                int rowOutput = plan.Rows.Stride * x.Width * x.Channels;
                writer.Line($"ref float from = ref {Reference.At("dz", Reference.Sum(Literal.Of(input), Reference.Product(block, (long)rows * plan.GradientRowStride)))};");
                writer.Line($"ref float to = ref {Reference.At("dx", Reference.Sum(Literal.Of(output), Reference.Product(block, (long)rows * rowOutput)))};");
                new Product
                {
                    Form = plan.Form,
                    Outputs = plan.Channels,
                    Reduction = phase.Reduction,
                    Rows = (rows, plan.GradientRowStride, rowOutput),
                    Pixels = (phase.Horizontal.Count, plan.OutputPixel, plan.Columns.Stride * plan.InputPixel),
                    PaddedOutput = plan.Channels % plan.Form.Lanes == 0,
                    Input = "from",
                    Weights = "weights",
                    Output = "to",
                }.Write(writer);
            }
        }
    }

    private static void WriteWinograd(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        InputGradientPhase phase = plan.InputGradient[0];
        string text = $"{step.Text}, gradient by the input";
        int row = x.Width * x.Channels;
        WinogradTarget? target = plan.WritesInputTiles ? new WinogradTarget((row, x.Channels)) { Sample = x.GradientPlace.Stride } : null;
        new WinogradEmitter(plan.Form, winograd, step.Name + "Input", text, (plan.GradientRowStride, plan.OutputPixel), Bias: null, target).WriteStrip(writer);
        if (winograd.TakesGroups)
        {
            WriteWinogradOfGroup(writer, step, winograd);
            return;
        }

        writer.Heading($"{text}: strip by strip{(target is null ? ", without what the last tiles hold beyond it" : "")}.");
        using (Method.Driver(writer, $"{step.Name}InputGradient", "ref float dz", "ref float weights", "ref float strip", "ref float dx"))
        using (writer.Loop("s", winograd.Strips))
        {
            bool isOne = winograd.Strips == 1;
            int input = ((plan.GradientBorder.Top + phase.Vertical.Start) * plan.GradientRowStride)
                + ((plan.GradientBorder.Left + phase.Horizontal.Start) * plan.Filters);
            string first = Reference.Sum(Literal.Of(input), Reference.Product(isOne ? "0" : "s", (long)winograd.Rows * plan.GradientRowStride));
            if (target is not null)
            {
                string place = Reference.Product(isOne ? "0" : "s", (long)winograd.Rows * row);
                writer.Line($"{step.Name}InputStrip(ref {Reference.At("dz", first)}, ref weights, ref strip, ref {Reference.At("dx", place)});");
                return;
            }

            writer.Line($"{step.Name}InputStrip(ref {Reference.At("dz", first)}, ref weights, ref strip);");
            if (!isOne)
            {
                writer.Line($"int end = Math.Min({winograd.Rows}, {x.Height} - (s * {winograd.Rows}));");
            }

            using (writer.Block($"for (int row = 0; row < {(isOne ? Literal.Of(x.Height) : "end")}; row++)"))
            {
                WriteRow(writer, winograd, "strip", Reference.At("dx", Reference.Product(isOne ? "row" : $"((s * {winograd.Rows}) + row)", row)), row);
            }
        }
    }

    /// <summary>Copies a row of whole tiles, without what they hold beyond it.</summary>
    private static void WriteRow(CodeWriter writer, WinogradPlan winograd, string tiles, string target, int length)
    {
        writer.Line($"ref float to = ref {target};");
        writer.Line($"MemoryMarshal.CreateSpan(ref {Reference.At(tiles, $"row * {winograd.Width * winograd.Outputs}")}, {length}).CopyTo(MemoryMarshal.CreateSpan(ref to, {length}));");
    }

    /// <summary>All pixels of up to so many samples at once; their tiles are transformed before, and where they reach beyond the result copied behind.</summary>
    private static void WriteWinogradOfGroup(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        InputGradientPhase phase = plan.InputGradient[0];
        var turns = SampleTurns.Of(winograd, step.Setting);
        string? i = winograd.Samples == 1 ? null : "i";
        string v = plan.WritesInputTiles ? "v" : "strip";
        int transformed = plan.WritesInputTiles ? 0 : winograd.Samples * winograd.ResultLength;
        writer.Heading($"{step.Text}, gradient by the input: {winograd.Tiles} tiles of up to {Math.Min(winograd.Samples, step.Setting.GroupSize)} samples at once.");
        using (Method.Driver(
            writer, $"{step.Name}InputGradient", "ref float dz", "ref float weights", $"ref float {v}", "ref float dx", step.TakesSamples ? "int count" : null))
        using (turns.Open(writer))
        {
            using (i is null ? null : writer.Block($"for (int i = 0; i < {turns.Count}; i++)") as IDisposable)
            {
                int origin = ((plan.GradientBorder.Top + phase.Vertical.Start) * plan.GradientRowStride)
                    + ((plan.GradientBorder.Left + phase.Horizontal.Start) * plan.Filters);
                string from = Reference.At("dz", Reference.Sum(Literal.Of(origin), turns.Sample(step.SampleStrides.Gradient, i)));
                string to = Reference.At(v, Reference.Sum(Literal.Of(transformed), Reference.Product(i ?? "0", winograd.Tiles * winograd.Channels)));
                writer.Line(WinogradEmitter.TransformCall(step.Name + "Input", winograd, from, to));
            }

            string count = winograd.Samples == 1 ? "" : $", {turns.Count}";
            string result = Reference.At("dx", turns.Sample(x.GradientPlace.Stride));
            if (plan.WritesInputTiles)
            {
                writer.Line($"{step.Name}InputStrip(ref weights, ref v, ref {result}{count});");
                return;
            }

            writer.Line($"{step.Name}InputStrip(ref weights, ref strip{count});");
            using (i is null ? null : writer.Block($"for (int i = 0; i < {turns.Count}; i++)") as IDisposable)
            {
                string of = Reference.At("strip", Reference.Product(i ?? "0", winograd.ResultLength));
                writer.Line($"ref float result = ref {of};");
                writer.Line($"ref float gradient = ref {Reference.At("dx", turns.Sample(x.GradientPlace.Stride, i))};");
                using (writer.Block($"for (int row = 0; row < {x.Height}; row++)"))
                {
                    WriteRow(writer, winograd, "result", Reference.At("gradient", Reference.Product("row", x.Width * x.Channels)), x.Width * x.Channels);
                }
            }
        }
    }
}
