using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Convolution, forward: bias, activation and pooling, from a strip of linear outputs into a row of the output.</summary>
internal static class ConvolutionFinishEmitter
{
    /// <summary>The method that makes a row.</summary>
    public static KernelPart Part(ConvolutionStep step) =>
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
            writer.Line($"ref float from = ref {Reference.At("strip", Reference.Product("column", (long)plan.Pool.Width * plan.StripPixel))};");
            if (step.Added is not null)
            {
                writer.Line($"ref float other = ref {Reference.At("added", Reference.Product("column", step.Added.PixelStride))};");
            }

            writer.Line($"ref float to = ref {Reference.At("y", Reference.Product("column", y.PixelStride))};");
            Sweep.Row(writer, plan.StripFilters, plan.Form, "f", (op, f) =>
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
            writer.Line($"ref float window = ref {Reference.At("strip", Reference.Product("column", (long)pooling.Pool.Width * plan.StripPixel))};");
            writer.Line($"ref float to = ref {Reference.At("y", Reference.Product("column", y.PixelStride))};");
            if (keepsArgMax)
            {
                writer.Line($"ref byte cell = ref {Reference.At("largest", Reference.Product("column", y.Channels))};");
            }

            Sweep.Row(writer, plan.StripFilters, plan.Form, "f", (op, f) =>
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
           select ((row * plan.StripWidth) + column) * plan.StripPixel,
    ];
}
