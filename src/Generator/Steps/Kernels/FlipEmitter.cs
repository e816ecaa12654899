using NetGen.Generator.Code;


namespace NetGen.Generator.Steps.Kernels;

/// <summary>Mirrors an image or copies it, as a coin falls.</summary>
internal static class FlipEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, RandomStep step, FlipMode mode)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: every second image, as a coin falls.");
        using (kernel.Open(writer))
        {
            using (writer.Block("if (CounterRandom.Uniform(key, 0) > 0.5f)"))
            {
                writer.Line($"{step.Name}Evaluate(ref x, ref y);");
                writer.Line("return;");
            }

            using (writer.Block($"for (int line = 0; line < {x.Height}; line++)"))
            {
                string line = "line";
                if (mode != FlipMode.Horizontal)
                {
                    writer.Line($"int mirroredLine = {x.Height - 1} - line;");
                    line = "mirroredLine";
                }

                writer.Line($"ref float from = ref {Reference.At("x", Reference.Sum(Literal.Of(x.Origin), Reference.Product(line, x.RowStride)))};");
                writer.Line($"ref float to = ref {Reference.At("y", Reference.Sum(Literal.Of(y.Origin), Reference.Product("line", y.RowStride)))};");
                if (mode == FlipMode.Vertical)
                {
                    Sweep.Row(writer, x.Width * x.Channels, step.Form, "i", (op, i) => writer.Line(op.Store(op.Load("from", i), "to", i)));
                }
                else
                {
                    WriteReversed(writer, x, step.Form);
                }
            }
        }
    }

    private static void WriteReversed(CodeWriter writer, Tensor x, VectorForm form)
    {
        using (writer.Block($"for (int pixel = 0; pixel < {x.Width}; pixel++)"))
        {
            writer.Line($"int mirroredPixel = {x.Width - 1} - pixel;");
            string from = Reference.Product("mirroredPixel", x.Channels);
            string to = Reference.Product("pixel", x.Channels);
            Sweep.Row(writer, x.Channels, form, "c", (op, c) =>
                writer.Line(op.Store(op.Load("from", Reference.Sum(from, c)), "to", Reference.Sum(to, c))));
        }
    }
}
