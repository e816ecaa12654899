using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>A penalty on a layer's output: the value goes to the loss, its gradient joins the one that comes back.</summary>
internal static class PenaltyEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, PenaltyStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}: L1 * sum |x| + L2 * sum x².");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            writer.Line("double l1 = 0;");
            writer.Line("double l2 = 0;");
            Sweep.Image(writer, step.Form, x.Height, row, [x.RowStride, y.RowStride], (op, offsets) =>
            {
                writer.Line($"{op.Type} v = {op.Load(from, offsets[0])};");
                writer.Line(op.Store("v", to, offsets[1]));
                writer.Line($"l1 += {op.Sum(op.Abs("v"))};");
                writer.Line($"l2 += {op.Sum("v * v")};");
            });
            writer.Line($"return ({Number(step.Penalty.L1)} * l1) + ({Number(step.Penalty.L2)} * l2);");
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, PenaltyStep step)
    {
        Tensor x = step.Input;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}, backward: dx = dy + (L1 * sign(x) + 2 * L2 * x) / samples of the batch.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            Sweep.Image(writer, step.Form, x.Height, row, [x.RowStride, row], (op, offsets) =>
            {
                writer.Line($"{op.Type} v = {op.Load(from, offsets[0])};");
                string sign = op.IfGreater("v", op.Zero, op.Constant(step.Penalty.L1), op.IfGreater(op.Zero, "v", op.Constant(-step.Penalty.L1), op.Zero));
                writer.Line($"{op.Type} slope = {sign} + (v * {op.Constant(2 * step.Penalty.L2)});");
                writer.Line(op.Store($"{op.Load("dy", offsets[1])} + (slope * {op.Broadcast("share")})", "dx", offsets[1]));
            });
        }
    }

    private static string Number(double value) => value.ToString("G17", System.Globalization.CultureInfo.InvariantCulture) + "d";
}
