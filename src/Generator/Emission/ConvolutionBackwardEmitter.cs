using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Convolution, backward, one sample: strip by strip the gradient goes back through pooling and activation, and while it is
/// in the cache the weight gradient takes it up; then the gradient by the input follows as convolutions of its own.
/// </summary>
internal static class ConvolutionBackwardEmitter
{
    public static void Write(CodeWriter writer, ConvolutionStep step)
    {
        WriteSpread(writer, step);
        WriteWeightGradient(writer, step);
        WriteReduce(writer, step);
        if (!step.Plan.InputGradient.IsEmpty)
        {
            WritePackInputGradient(writer, step);
            WriteInputGradient(writer, step);
        }

        WriteBackward(writer, step);
    }

    private static void WriteBackward(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        Tensor y = step.Output;
        bool hasArgMax = plan.ArgMax.Region != Region.None;
        bool hasInputGradient = !plan.InputGradient.IsEmpty;
        writer.Heading($"{step.Text}, backward: dy and y to the gradients of kernel, bias{(hasInputGradient ? " and x" : "; nobody needs that of x")}.");
        using (Method.Driver(
            writer,
            $"{step.Name}Backward",
            "ref float x",
            "ref float y",
            hasArgMax ? "ref byte largest" : null,
            "ref float dy",
            "ref float dz",
            "ref float dweights",
            hasInputGradient ? "ref float weights" : null,
            plan.InputWinograd is null ? null : "ref float scratch",
            hasInputGradient ? "ref float dx" : null))
        {
            int outputRows = plan.BackwardRows / plan.Pool.Height;
            using (writer.Block($"for (int s = 0; s < {plan.BackwardStrips}; s++)"))
            {
                string rows = hasInputGradient ? Reference.Product("s", (long)plan.BackwardRows * plan.GradientRowStride) : "0";
                writer.Line($"ref float strip = ref {Reference.At("dz", Reference.Sum(Literal.Of(plan.GradientOrigin), rows))};");
                string output = Reference.Sum(Literal.Of(y.Origin), Reference.Product("s", (long)outputRows * y.RowStride));
                string upstream = Reference.Product("s", (long)outputRows * y.Width * y.Channels);
                string largest = hasArgMax ? $", ref {Reference.At("largest", upstream)}" : "";
                writer.Line($"{step.Name}Spread(ref {Reference.At("dy", upstream)}, ref {Reference.At("y", output)}{largest}, ref strip, ref dweights);");
                int first = ((x.Border.Top - plan.Rows.Before) * x.RowStride) + ((x.Border.Left - plan.Columns.Before) * x.Channels);
                string input = Reference.Sum(Literal.Of(first), Reference.Product("s", (long)plan.BackwardRows * plan.Rows.Stride * x.RowStride));
                writer.Line($"{step.Name}WeightGradient(ref {Reference.At("x", input)}, ref strip, ref dweights);");
            }

            if (hasInputGradient)
            {
                if (plan.LeavesGaps)
                {
                    writer.Line($"MemoryMarshal.CreateSpan(ref dx, {x.Size}).Clear();");
                }

                if (plan.InputWinograd is not null)
                {
                    int packed = plan.InputGradientPackedLength - plan.InputWinograd.WeightLength;
                    writer.Line($"{step.Name}InputGradient(ref dz, ref {Reference.At("weights", packed)}, ref scratch, ref dx);");
                }

                for (int phase = 0; phase < plan.InputGradient.Length && plan.InputWinograd is null; phase++)
                {
                    writer.Line($"{step.Name}InputGradient{phase}(ref dz, ref {Reference.At("weights", plan.InputGradient[phase].Packed)}, ref dx);");
                }
            }
        }
    }

    /// <summary>The gradient by the linear output for one strip, from that by the output; adds up the bias's gradient on the way.</summary>
    private static void WriteSpread(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor y = step.Output;
        bool hasArgMax = plan.ArgMax.Region != Region.None;
        int outputRows = plan.BackwardRows / plan.Pool.Height;
        int area = plan.Pool.Height * plan.Pool.Width;
        int[] cells =
        [
            .. from row in Enumerable.Range(0, plan.Pool.Height)
               from column in Enumerable.Range(0, plan.Pool.Width)
               select (row * plan.GradientRowStride) + (column * plan.Filters),
        ];
        using (Method.Kernel(
            writer, $"{step.Name}Spread", "ref float dy", "ref float y", hasArgMax ? "ref byte largest" : null, "ref float dz", "ref float dweights"))
        {
            if (step.Layer.Weighted.UseBias)
            {
                writer.Line($"ref float dbias = ref {Reference.At("dweights", (long)plan.KernelSteps * plan.PaddedFilters)};");
            }

            Sweep.Row(writer, plan.Filters, plan.Form, "f", (op, f) =>
            {
                if (step.Layer.Weighted.UseBias)
                {
                    writer.Line($"{op.Type} sum = {op.Load("dbias", f)};");
                }

                using (writer.Block(outputRows == 1 ? "" : $"for (int row = 0; row < {outputRows}; row++)"))
                using (writer.Block($"for (int column = 0; column < {y.Width}; column++)"))
                {
                    string row = outputRows == 1 ? "0" : "row";
                    string upstream = Reference.Sum(Reference.Product(row, (long)y.Width * y.Channels), Reference.Product("column", y.Channels), f);
                    writer.Line($"{op.Type} g = {op.Load("dy", upstream)};");
                    if (step.Activation != Activation.Linear)
                    {
                        string output = Reference.Sum(Reference.Product(row, y.RowStride), Reference.Product("column", y.Channels), f);
                        writer.Line($"{op.Type} v = {op.Load("y", output)};");
                        writer.Line($"g *= {ActivationFormulas.Derivative(writer, op, step.Activation, ActivationRules.DefaultSlope, "v", "v")};");
                    }

                    if (step.Layer.Weighted.UseBias)
                    {
                        writer.Line("sum += g;");
                    }

                    string target = Reference.Sum(
                        Reference.Product(row, (long)plan.Pool.Height * plan.GradientRowStride), Reference.Product("column", (long)plan.Pool.Width * plan.Filters), f);
                    writer.Line($"ref float to = ref {Reference.At("dz", target)};");
                    if (hasArgMax)
                    {
                        Bytes.WriteLoad(writer, op, "k", Reference.At("largest", upstream));
                    }
                    else if (area > 1)
                    {
                        writer.Line($"g *= {op.Constant(1.0 / area)};");
                    }

                    for (int cell = 0; cell < cells.Length; cell++)
                    {
                        string value = hasArgMax ? Bytes.Where(op, "k", cell, "g") : "g";
                        writer.Line(op.Store(value, "to", Literal.Of(cells[cell])));
                    }
                }

                if (step.Layer.Weighted.UseBias)
                {
                    writer.Line(op.Store("sum", "dbias", f));
                }
            });
        }
    }

    /// <summary>dW[ky][kx][c][f] += sum over the strip's pixels of x * dz.</summary>
    private static void WriteWeightGradient(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        writer.Heading($"{step.Text}: gradient by the kernel from {plan.BackwardRows} x {plan.Width} pixels.");
        using (Method.Kernel(writer, $"{step.Name}WeightGradient", "ref float x", "ref float dz", "ref float dweights"))
        {
            int columns = plan.Form.Columns(plan.Filters);
            if (columns / 2 > 0)
            {
                WritePanels(writer, step, columns / 2, 2, 0);
            }

            if (columns % 2 == 1)
            {
                WritePanels(writer, step, 1, 1, columns - 1);
            }
        }
    }

    private static void WritePanels(CodeWriter writer, ConvolutionStep step, int count, int columns, int firstColumn)
    {
        ConvolutionPlan plan = step.Plan;
        int rowStride = step.Input.RowStride;
        int width = columns * plan.Form.Lanes;
        string panel = count == 1 ? "0" : "panel";
        string filters = Reference.Sum(Literal.Of(firstColumn * plan.Form.Lanes), Reference.Product(panel, width));
        using (writer.Block(count == 1 ? "" : $"for (int panel = 0; panel < {count}; panel++)"))
        {
            writer.Line($"ref float g = ref {Reference.At("dz", filters)};");
            writer.Line($"ref float d = ref {Reference.At("dweights", filters)};");
            int limit = plan.Form.TileRows(columns);
            bool merged = plan.Columns.Dilation == 1 || plan.Kernel.Width == 1;
            int run = merged ? plan.Kernel.Width * plan.Channels : plan.Channels;
            if (run < limit && plan.KernelSteps <= 4 * limit)
            {
                // Few channels: tiles take their rows from all over the kernel.
                int[] offsets =
                [
                    .. from ky in Enumerable.Range(0, plan.Kernel.Height)
                       from kx in Enumerable.Range(0, plan.Kernel.Width)
                       from channel in Enumerable.Range(0, plan.Channels)
                       select (ky * plan.Rows.Dilation * rowStride) + (kx * plan.Columns.Dilation * plan.Channels) + channel,
                ];
                foreach (Run part in Split.Evenly(offsets.Length, limit))
                {
                    for (int tile = 0; tile < part.Count; tile++)
                    {
                        int start = part.Start + (tile * part.Size);
                        using (writer.Block())
                        {
                            WriteTile(writer, step, columns, [.. offsets.Skip(start).Take(part.Size)], "x", Reference.At("d", (long)start * plan.PaddedFilters));
                        }
                    }
                }

                return;
            }

            using (writer.Block(plan.Kernel.Height == 1 ? "" : $"for (int ky = 0; ky < {plan.Kernel.Height}; ky++)"))
            using (writer.Block(merged ? "" : $"for (int kx = 0; kx < {plan.Kernel.Width}; kx++)"))
            {
                string ky = plan.Kernel.Height == 1 ? "0" : "ky";
                string kx = merged ? "0" : "kx";
                string input = Reference.Sum(
                    Reference.Product(ky, (long)plan.Rows.Dilation * rowStride), Reference.Product(kx, (long)plan.Columns.Dilation * plan.Channels));
                string output = Reference.Sum(
                    Reference.Product(ky, (long)plan.Kernel.Width * plan.Channels * plan.PaddedFilters), Reference.Product(kx, (long)plan.Channels * plan.PaddedFilters));
                writer.Line($"ref float xk = ref {Reference.At("x", input)};");
                writer.Line($"ref float dk = ref {Reference.At("d", output)};");
                foreach (Run part in Split.Evenly(run, limit))
                {
                    string tile = part.Count == 1 ? "0" : "tile";
                    using (writer.Block(part.Count == 1 ? "" : $"for (int tile = 0; tile < {part.Count}; tile++)"))
                    {
                        string start = Reference.Sum(Literal.Of(part.Start), Reference.Product(tile, part.Size));
                        string target = Reference.Sum(
                            Literal.Of((long)part.Start * plan.PaddedFilters), Reference.Product(tile, (long)part.Size * plan.PaddedFilters));
                        writer.Line($"ref float xt = ref {Reference.At("xk", start)};");
                        writer.Line($"ref float dt = ref {Reference.At("dk", target)};");
                        WriteTile(writer, step, columns, [.. Enumerable.Range(0, part.Size)], "xt", "dt");
                    }
                }
            }
        }
    }

    private static void WriteTile(
        CodeWriter writer, ConvolutionStep step, int columns, ImmutableArray<int> rows, string input, string target)
    {
        ConvolutionPlan plan = step.Plan;
        string Offset(int row, int column) => Literal.Of((row * plan.PaddedFilters) + (column * plan.Form.Lanes));
        new Tile
        {
            Form = plan.Form,
            Rows = rows,
            Columns = [.. Enumerable.Range(0, columns).Select(column => column * plan.Form.Lanes)],
            Input = input,
            InputStep = plan.Columns.Stride * plan.Channels,
            Weights = "g",
            WeightStep = plan.Filters,
            Loops = plan.BackwardRows == 1 ? [] : [("row", plan.BackwardRows, plan.Rows.Stride * step.Input.RowStride, plan.GradientRowStride)],
            Steps = Literal.Of(plan.Width),
            KnownSteps = plan.Width,
            First = (row, column) => plan.Form.Load(target, Offset(row, column)),
            Finish = (code, row, column, accumulator) => code.Line(Reference.Store(accumulator, target, Offset(row, column))),
        }.Write(writer);
    }

    /// <summary>Adds up the lanes' gradients into the parameters' layout.</summary>
    private static void WriteReduce(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        writer.Heading($"{step.Text}: the lanes' gradients, added in order; rows are kernel positions, the last one the bias.");
        using (Method.Kernel(writer, $"{step.Name}Reduce", "AlignedBuffer[] lanes", "int count", "int first", "int end", "ref float gradient"))
        using (writer.Block("for (int row = first; row < end; row++)"))
        {
            Sweep.Row(writer, plan.Filters, plan.Form, "f", (op, f) =>
            {
                string offset = Reference.Sum(Literal.Of(plan.Lane), Reference.Product("row", plan.PaddedFilters), f);
                writer.Line($"{op.Type} sum = {op.Load("lanes[0].Start", offset)};");
                using (writer.Block("for (int lane = 1; lane < count; lane++)"))
                {
                    writer.Line($"sum += {op.Load("lanes[lane].Start", offset)};");
                }

                writer.Line(op.Store("sum", "gradient", Reference.Sum(Reference.Product("row", plan.Filters), f)));
            });
        }
    }

    private static void WritePackInputGradient(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        writer.Heading($"{step.Text}: the kernel reversed and transposed, into panels of channels.");
        using (Method.Kernel(writer, $"{step.Name}PackInputGradient", "ref float kernel", "ref float packed"))
        {
            foreach (InputGradientPhase phase in plan.InputGradient)
            {
                WritePackPhase(writer, plan, phase);
            }

            if (plan.InputWinograd is { } winograd)
            {
                // From the panels just packed: [panel][tap][filter][panel's channels].
                writer.Line($"ref float transformed = ref {Reference.At("packed", plan.InputGradientPackedLength - winograd.WeightLength)};");
                WinogradEmitter.WriteKernelTransform(
                    writer,
                    plan.Form,
                    winograd,
                    "transformed",
                    (tap, filter, column, width) => Reference.At(
                        "packed",
                        $"({column} / 2 * {2 * plan.Form.Lanes * 9 * plan.Filters}) + ({column} % 2 * {plan.Form.Lanes}) + (({tap * plan.Filters} + {filter}) * {width})"));
            }
        }
    }

    private static void WritePackPhase(CodeWriter writer, ConvolutionPlan plan, InputGradientPhase phase)
    {
        int steps = phase.Reduction.Steps;
        int width = 2 * plan.Form.Lanes;
        int whole = plan.Channels / width;
        int restWidth = (plan.Form.Columns(plan.Channels) - (2 * whole)) * plan.Form.Lanes;
        int kernelRow = plan.Kernel.Width * plan.Channels * plan.Filters;
        int kernelColumn = plan.Channels * plan.Filters;
        using (writer.Block($"for (int ky = 0; ky < {phase.Vertical.Taps}; ky++)"))
        using (writer.Block($"for (int kx = 0; kx < {phase.Horizontal.Taps}; kx++)"))
        {
            // The tap that meets the first output position comes last in the kernel.
            int lastRow = phase.Vertical.FirstTap + ((phase.Vertical.Taps - 1) * plan.Rows.Stride);
            int lastColumn = phase.Horizontal.FirstTap + ((phase.Horizontal.Taps - 1) * plan.Columns.Stride);
            int start = (lastRow * kernelRow) + (lastColumn * kernelColumn);
            writer.Line($"ref float tap = ref {Reference.At("kernel", $"{start} - (ky * {(long)plan.Rows.Stride * kernelRow}) - (kx * {(long)plan.Columns.Stride * kernelColumn})")};");
            writer.Line($"int step = ((ky * {phase.Horizontal.Taps}) + kx) * {plan.Filters};");
            foreach ((int first, int count, int panel) in new[] { (0, whole * width, width), (whole * width, plan.Channels - (whole * width), restWidth) })
            {
                if (count == 0)
                {
                    continue;
                }

                using (writer.Block($"for (int c = {first}; c < {first + count}; c++)"))
                {
                    string place = first == 0 && whole > 1
                        ? $"(c / {width} * {steps * width}) + (c % {width})"
                        : $"{first * steps} + (c - {first})";
                    writer.Line($"ref float from = ref {Reference.At("tap", Reference.Product("c", plan.Filters))};");
                    writer.Line($"ref float to = ref {Reference.At("packed", $"{phase.Packed} + {place} + (step * {panel})")};");
                    using (writer.Block($"for (int f = 0; f < {plan.Filters}; f++)"))
                    {
                        writer.Line($"{Reference.At("to", Reference.Product("f", panel))} = {Reference.At("from", "f")};");
                    }
                }
            }
        }
    }

    private static void WriteInputGradient(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        if (plan.InputWinograd is not null)
        {
            WriteWinogradInputGradient(writer, step, plan.InputWinograd);
            return;
        }

        for (int i = 0; i < plan.InputGradient.Length; i++)
        {
            InputGradientPhase phase = plan.InputGradient[i];
            int rows = Split.Divisor(phase.Vertical.Count, 8);
            int blocks = phase.Vertical.Count / rows;
            writer.Heading($"{step.Text}: gradient by the input, {phase.Vertical.Count} x {phase.Horizontal.Count} pixels from {phase.Vertical.Taps} x {phase.Horizontal.Taps} taps.");
            using (Method.Kernel(writer, $"{step.Name}InputGradient{i}", "ref float dz", "ref float weights", "ref float dx"))
            using (writer.Block($"for (int block = 0; block < {blocks}; block++)"))
            {
                int input = ((plan.GradientBorder.Top + phase.Vertical.Start) * plan.GradientRowStride)
                    + ((plan.GradientBorder.Left + phase.Horizontal.Start) * plan.Filters);
                int output = (phase.Vertical.First * x.Width * x.Channels) + (phase.Horizontal.First * x.Channels);
                int rowOutput = plan.Rows.Stride * x.Width * x.Channels;
                writer.Line($"ref float from = ref {Reference.At("dz", Reference.Sum(Literal.Of(input), Reference.Product("block", (long)rows * plan.GradientRowStride)))};");
                writer.Line($"ref float to = ref {Reference.At("dx", Reference.Sum(Literal.Of(output), Reference.Product("block", (long)rows * rowOutput)))};");
                new Product
                {
                    Form = plan.Form,
                    Outputs = plan.Channels,
                    Reduction = phase.Reduction,
                    Rows = (rows, plan.GradientRowStride, rowOutput),
                    Pixels = (phase.Horizontal.Count, plan.Filters, plan.Columns.Stride * plan.Channels),
                    PaddedOutput = plan.Channels % plan.Form.Lanes == 0,
                    Input = "from",
                    Weights = "weights",
                    Output = "to",
                }.Write(writer);
            }
        }
    }

    private static void WriteWinogradInputGradient(CodeWriter writer, ConvolutionStep step, WinogradPlan winograd)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        InputGradientPhase phase = plan.InputGradient[0];
        string text = $"{step.Text}, gradient by the input";
        new WinogradEmitter(plan.Form, winograd, step.Name + "Input", text, plan.GradientRowStride, Bias: null).WriteStrip(writer);
        writer.Heading($"{text}: strip by strip, without what the last tiles hold beyond it.");
        using (Method.Driver(writer, $"{step.Name}InputGradient", "ref float dz", "ref float weights", "ref float strip", "ref float dx"))
        using (writer.Block($"for (int s = 0; s < {winograd.Strips}; s++)"))
        {
            int input = ((plan.GradientBorder.Top + phase.Vertical.Start) * plan.GradientRowStride)
                + ((plan.GradientBorder.Left + phase.Horizontal.Start) * plan.Filters);
            string first = Reference.Sum(Literal.Of(input), Reference.Product("s", (long)winograd.Rows * plan.GradientRowStride));
            int row = x.Width * x.Channels;
            writer.Line($"{step.Name}InputStrip(ref {Reference.At("dz", first)}, ref weights, ref strip);");
            writer.Line($"int end = Math.Min({winograd.Rows}, {x.Height} - (s * {winograd.Rows}));");
            using (writer.Block("for (int row = 0; row < end; row++)"))
            {
                writer.Line($"ref float to = ref {Reference.At("dx", $"((s * {winograd.Rows}) + row) * {row}")};");
                writer.Line($"MemoryMarshal.CreateSpan(ref {Reference.At("strip", $"row * {winograd.Width * winograd.Outputs}")}, {row}).CopyTo(MemoryMarshal.CreateSpan(ref to, {row}));");
            }
        }
    }
}
