using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Convolution, forward: a strip of linear outputs as a product, then bias, activation and pooling from the strip into the
/// rows of the output.
/// </summary>
internal static class ConvolutionForwardEmitter
{
    /// <summary>What computes a strip, and what makes rows of the output from it.</summary>
    public static ImmutableArray<KernelPart> Parts(ConvolutionStep step) =>
    [
        new($"{step.Name}Strip", writer => WriteLinearStrip(writer, step)),
        .. step.WritesOutput ? Array.Empty<KernelPart>() : [Finish(step)],
    ];

    private static KernelPart Finish(ConvolutionStep step) =>
        new($"{step.Name}Finish{(step.Largest is null ? "" : "Largest")}", writer =>
        {
            if (step.Pooling is { Function: PoolingFunction.Max } pooling)
            {
                WritePooledFinish(writer, step, pooling);
            }
            else
            {
                WriteFinish(writer, step);
            }
        });

    public static void WritePack(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        string words = $"kernel [{plan.Kernel.Height}][{plan.Kernel.Width}][{plan.Channels}][{plan.Filters}]{(plan.Winograd is null or { TransformsWeights: true } ? "" : ", transformed,")}";
        ConvolutionGroups.Write(writer, kernel, plan, plan.PackedLength, $"{step.Text}: {words} into panels of filters{step.AddedWords}.", isHot: true, () =>
        {
            string declareBias = $"ref float packedBias = ref {BiasOf(plan, "packed")};";
            if (step.Normalization?.Layer is BatchNormalization normalization)
            {
                writer.Line(declareBias);
                BatchNormalizationEmitter.WriteFolded(writer, normalization, plan.Filters, step.HasBias, () => WriteKernel(writer, plan, "packedBias"));
                return;
            }

            WriteKernel(writer, plan, factors: null);
            if (step.HasBias)
            {
                writer.Line(declareBias);
                Sweep.Row(writer, plan.Filters, plan.Form, "i", (op, i) => writer.Line(op.Store(op.Load("bias", i), "packedBias", i)));
            }
        });
    }

    private static void WriteKernel(CodeWriter writer, ConvolutionPlan plan, string? factors)
    {
        if (plan.Winograd is null or { TransformsWeights: true })
        {
            Panels.WritePack(writer, plan.Form, plan.KernelSteps, plan.Filters, "kernel", "packed", factors, plan.OutputPixel);
            return;
        }

        WinogradEmitter.WriteKernelTransform(
            writer,
            plan.Form,
            plan.Winograd,
            "packed",
            (tap, channel, column, _) => Reference.At(
                "kernel",
                Reference.Sum(
                    Literal.Of(tap * plan.Channels * plan.Filters), Reference.Product(channel, plan.Filters), Reference.Product(column, plan.Form.Lanes))),
            factors);
    }

    private static string BiasOf(ConvolutionPlan plan, string weights) => Reference.At(weights, (long)plan.PackedSteps * plan.PaddedFilters);

    private static void WriteLinearStrip(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        if (plan.Winograd is not null)
        {
            string? bias = step.AddsToSums ? BiasOf(plan, "weights") : null;
            WinogradTarget? target = step.WritesOutput
                ? new WinogradTarget(step.Output.RowStride, step.Added?.RowStride, step.Activation, step.NegativeSlope)
                : null;
            new WinogradEmitter(plan.Form, plan.Winograd, step.Name, step.Text, step.Input.RowStride, bias, target).WriteStrip(writer);
            return;
        }

        writer.Heading($"{step.Text}: {plan.StripRows} x {plan.Width} pixels before the activation; {plan.KernelSteps} multiply-adds each.");
        using (Method.Kernel(writer, $"{step.Name}Strip", "ref float x", "ref float weights", "ref float strip"))
        {
            ProductOf(step).Write(writer);
        }
    }

    /// <summary>The product that a strip is, where it is computed directly.</summary>
    public static Product ProductOf(ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        return new Product
        {
            Form = plan.Form,
            Outputs = plan.Filters,
            Reduction = plan.Forward(x.RowStride),
            Rows = (plan.StripRows, plan.Rows.Stride * x.RowStride, step.WritesOutput ? step.Output.RowStride : plan.Width * plan.PaddedFilters),
            Pixels = (plan.Width, plan.Columns.Stride * plan.InputPixel, step.WritesOutput ? plan.Filters : plan.PaddedFilters),
            PaddedOutput = !step.WritesOutput || plan.PaddedFilters == plan.Filters,
            Input = "x",
            Weights = "weights",
            Output = "strip",
            Bias = step.AddsToSums ? BiasOf(plan, "weights") : null,
        };
    }

    /// <summary>Writes the loop over strips. Where threads may share a sample, a strip is a method.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        string heading = step.Largest is null ? step.Text : $"{step.Text}, for training: keeps which cell of each window was the largest.";
        ConvolutionGroups.Write(writer, kernel, step.Plan, step.Plan.PackedLength, heading, isHot: false, () =>
        {
            using (writer.Loop("s", step.Plan.Strips))
            {
                if (step.HasParts)
                {
                    writer.Line($"{step.Name}Rows(ref x, ref weights, {(step.HasStrip ? "ref strip, " : "")}{(step.Added is null ? "" : "ref added, ")}ref y, s);");
                }
                else
                {
                    WriteRows(writer, step);
                }
            }
        });
    }

    /// <summary>Writes one strip as a method.</summary>
    public static void WriteStrip(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        writer.Heading($"{step.Text}: one strip.");
        using (kernel.OpenDriver(writer))
        {
            WriteRows(writer, step);
        }
    }

    /// <summary>Writes a strip and, from it, rows of the output.</summary>
    private static void WriteRows(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor x = step.Input;
        Tensor y = step.Output;
        int outputRows = plan.StripRows / plan.Pool.Height;
        string s = plan.Strips == 1 ? "0" : "s";
        int first = ((x.Border.Top - plan.Rows.Before) * x.RowStride) + ((x.Border.Left - plan.Columns.Before) * x.Channels);
        string input = Reference.Sum(Literal.Of(first), Reference.Product(s, (long)plan.StripRows * plan.Rows.Stride * x.RowStride));
        if (step.WritesOutput)
        {
            string[] operands =
            [
                $"ref {Reference.At("x", input)}",
                "ref weights",
                .. step.HasStrip ? ["ref strip"] : Array.Empty<string>(),
                .. step.Added is { } added ? [$"ref {Reference.At("added", PlaceOf(added))}"] : Array.Empty<string>(),
                $"ref {Reference.At("y", PlaceOf(y))}",
            ];
            writer.Line($"{step.Name}Strip({string.Join(", ", operands)});");
            return;
        }

        writer.Line($"{step.Name}Strip(ref {Reference.At("x", input)}, ref weights, ref strip);");
        if (outputRows == 1)
        {
            writer.Line(FinishCall(step, s, "strip"));
            return;
        }

        long rowLength = (long)plan.Pool.Height * plan.StripWidth * plan.PaddedFilters;
        if (plan.Strips == 1)
        {
            using (writer.Block($"for (int row = 0; row < {y.Height}; row++)"))
            {
                writer.Line(FinishCall(step, "row", Reference.At("strip", Reference.Product("row", rowLength))));
            }

            return;
        }

        bool even = plan.Strips * plan.StripRows == plan.Height;
        string end = even ? $"first + {outputRows}" : $"Math.Min(first + {outputRows}, {y.Height})";
        writer.Line($"int first = s * {outputRows};");
        writer.Line($"int end = {end};");
        using (writer.Block("for (int row = first; row < end; row++)"))
        {
            writer.Line(FinishCall(step, "row", Reference.At("strip", $"(row - first) * {rowLength}")));
        }

        string PlaceOf(Tensor of) => Reference.Sum(Literal.Of(of.Origin), Reference.Product(s, (long)plan.StripRows * of.RowStride));
    }

    private static string FinishCall(ConvolutionStep step, string row, string strip)
    {
        Tensor y = step.Output;
        string output = Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product(row, y.RowStride)));
        string largest = step.Largest is not null ? $", ref {Reference.At("largest", Reference.Product(row, (long)y.Width * y.Channels))}" : "";
        string added = step.Added is { } other
            ? $"ref {Reference.At("added", Reference.Sum(Literal.Of(other.Origin), Reference.Product(row, other.RowStride)))}, "
            : "";
        return $"{step.Name}Finish(ref {strip}, {added}ref {output}{largest});";
    }

    /// <summary>One row of the output: activation and, where fused, the mean over windows.</summary>
    private static void WriteFinish(CodeWriter writer, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        Tensor y = step.Output;
        int area = plan.Pool.Height * plan.Pool.Width;
        writer.Heading($"{step.Text}: a row of the output from the strip{(area > 1 ? ", the means of its windows" : "")}.");
        using (Method.Kernel(writer, $"{step.Name}Finish", "ref float strip", step.Added is null ? null : "ref float added", "ref float y"))
        using (writer.Block($"for (int column = 0; column < {y.Width}; column++)"))
        {
            writer.Line($"ref float from = ref {Reference.At("strip", Reference.Product("column", (long)plan.Pool.Width * plan.PaddedFilters))};");
            if (step.Added is not null)
            {
                writer.Line($"ref float other = ref {Reference.At("added", Reference.Product("column", y.Channels))};");
            }

            writer.Line($"ref float to = ref {Reference.At("y", Reference.Product("column", y.Channels))};");
            Sweep.Row(writer, plan.Filters, plan.Form, "f", (op, f) =>
            {
                writer.Line($"{op.Type} z = {string.Join(" + ", CellsOf(plan).Select(cell => op.Load("from", Reference.Sum(Literal.Of(cell), f))))};");
                if (area > 1)
                {
                    writer.Line($"z *= {op.Constant(1.0 / area)};");
                }

                if (step.Added is not null)
                {
                    writer.Line($"z += {op.Load("other", f)};");
                }

                writer.Line(op.Store(ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z"), "to", f));
            });
        }
    }

    /// <summary>One row of the output: the largest value of each window, then the activation; for training also which cell it was.</summary>
    private static void WritePooledFinish(CodeWriter writer, ConvolutionStep step, Pooling2D pooling)
    {
        bool keepsArgMax = step.Largest is not null;
        ConvolutionPlan plan = step.Plan;
        Tensor y = step.Output;
        int[] cells = CellsOf(plan);
        writer.Heading($"{step.Text}: a row of the output from the strip, the largest cells of its windows{(keepsArgMax ? ", and which they were" : "")}.");
        using (Method.Kernel(writer, $"{step.Name}Finish", "ref float strip", "ref float y", keepsArgMax ? "ref byte largest" : null))
        using (writer.Block($"for (int column = 0; column < {y.Width}; column++)"))
        {
            writer.Line($"ref float window = ref {Reference.At("strip", Reference.Product("column", (long)pooling.Pool.Width * plan.PaddedFilters))};");
            writer.Line($"ref float to = ref {Reference.At("y", Reference.Product("column", y.Channels))};");
            if (keepsArgMax)
            {
                writer.Line($"ref byte cell = ref {Reference.At("largest", Reference.Product("column", y.Channels))};");
            }

            Sweep.Row(writer, plan.Filters, plan.Form, "f", (op, f) =>
            {
                for (int cell = 0; cell < cells.Length; cell++)
                {
                    writer.Line($"{op.Type} z{cell} = {op.Load("window", Reference.Sum(Literal.Of(cells[cell]), f))};");
                }

                writer.Line($"{op.Type} z = z0;");
                if (keepsArgMax)
                {
                    writer.Line($"{op.Type} k = {op.Zero};");
                }

                for (int cell = 1; cell < cells.Length; cell++)
                {
                    if (keepsArgMax)
                    {
                        writer.Line($"k = {op.IfGreater($"z{cell}", "z", op.Constant(cell), "k")};");
                    }

                    writer.Line($"z = {op.Larger($"z{cell}", "z")};");
                }

                if (cells.Length > 1)
                {
                    WriteLargestOrNaN(writer, op, cells.Length, keepsArgMax);
                }

                writer.Line(op.Store(ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z"), "to", f));
                if (keepsArgMax)
                {
                    Bytes.WriteStore(writer, op, "k", Reference.At("cell", f));
                }
            });
        }
    }

    /// <summary>
    /// Sets z, and k, anew where a value of the window is NaN: the first one is the largest. A NaN in the first cell is so already; products
    /// of the others, added up, tell whether there may be one among them with half as many instructions as their sum.
    /// </summary>
    private static void WriteLargestOrNaN(CodeWriter writer, Operations op, int cells, bool keepsArgMax)
    {
        writer.Line($"{op.Type} sign = {SignOfNaN(op, 1, cells)};");
        using (writer.Block($"if ({op.HasNaN("sign")})"))
        {
            writer.Line("// One may be NaN; the first NaN is the largest.");
            writer.Line("z = z0;");
            if (keepsArgMax)
            {
                writer.Line($"k = {op.Zero};");
            }

            for (int cell = 1; cell < cells; cell++)
            {
                string next = $"z{cell}";
                string succeeds = $"succeeds{cell}";
                writer.Line($"{op.ConditionType} {succeeds} = {op.Succeeds(next, "z")};");
                if (keepsArgMax)
                {
                    writer.Line($"k = {op.If(succeeds, op.Constant(cell), "k")};");
                }

                writer.Line($"z = {op.If(succeeds, next, "z")};");
            }
        }
    }

    /// <summary>z1 * z2 + (z3 * z4 + ...): NaN where one of the cells from the first on is, and perhaps where one is infinite.</summary>
    private static string SignOfNaN(Operations op, int first, int cells) => (cells - first) switch
    {
        1 => $"z{first}",
        2 => $"z{first} + z{first + 1}",
        _ => op.MultiplyAdd($"z{first}", $"z{first + 1}", SignOfNaN(op, first + 2, cells)),
    };

    /// <summary>Offsets of a window's cells in the strip, row-major.</summary>
    private static int[] CellsOf(ConvolutionPlan plan) =>
    [
        .. from row in Enumerable.Range(0, plan.Pool.Height)
           from column in Enumerable.Range(0, plan.Pool.Width)
           select ((row * plan.StripWidth) + column) * plan.PaddedFilters,
    ];
}
