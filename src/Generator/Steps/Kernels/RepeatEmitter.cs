using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Channels repeated, and on the way back added up again.</summary>
internal static class RepeatEmitter
{
    public static void WriteForward(CodeWriter writer, Kernel kernel, RepeatStep step)
    {
        (Tensor x, Tensor y) = (step.Input, step.Output);
        writer.Heading($"{step.Text}: every channel {step.Times} times.");
        using (kernel.Open(writer))
        using (writer.Loop("row", x.Height))
        {
            string row = x.Height == 1 ? "0" : "row";
            writer.Line($"ref float from = ref {Reference.At("x", Reference.Sum(Literal.Of(x.Origin), Reference.Product(row, x.RowStride)))};");
            writer.Line($"ref float to = ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product(row, y.RowStride)))};");
            using (writer.Block($"for (int i = 0; i < {x.Width * x.Channels}; i++)"))
            {
                writer.Line($"float v = {Reference.At("from", "i")};");
                writer.Line($"ref float copies = ref {Reference.At("to", Reference.Product("i", step.Times))};");
                using (writer.Block($"for (int copy = 0; copy < {step.Times}; copy++)"))
                {
                    writer.Line($"{Reference.At("copies", "copy")} = v;");
                }
            }
        }
    }

    public static void WriteBackward(CodeWriter writer, Kernel kernel, RepeatStep step)
    {
        writer.Heading($"{step.Text}, backward: the sums over the copies of a channel.");
        using (kernel.Open(writer))
        using (writer.Block($"for (int i = 0; i < {step.Input.Size}; i++)"))
        {
            writer.Line($"ref float copies = ref {Reference.At("dy", Reference.Product("i", step.Times))};");
            writer.Line("float sum = copies;");
            using (writer.Block($"for (int copy = 1; copy < {step.Times}; copy++)"))
            {
                writer.Line($"sum += {Reference.At("copies", "copy")};");
            }

            writer.Line($"{Reference.At("dx", "i")} = sum;");
        }
    }
}
