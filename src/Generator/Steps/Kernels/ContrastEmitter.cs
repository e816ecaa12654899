using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Contrast: per channel the distance from the mean over the image, times a factor that is drawn for the image.</summary>
internal static class ContrastEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, RandomStep step, RandomContrast layer)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: (x - mean) * factor + mean, within {NumberText.Plain(layer.MinValue)} and {NumberText.Plain(layer.MaxValue)}.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            writer.Line($"float factor = 1f + ({RandomNumber.Draw(0, layer.Range.Lower, layer.Range.Upper)});");
            Sweep.Row(writer, x.Channels, step.Form, "c", (op, c) =>
            {
                WriteMean(writer, op, from, c, x);
                string pixel = Reference.Product("pixel", x.Channels);
                using (writer.Block($"for (int line = 0; line < {x.Height}; line++)"))
                using (writer.Block($"for (int pixel = 0; pixel < {x.Width}; pixel++)"))
                {
                    string value = op.Load(from, Reference.Sum(Reference.Product("line", x.RowStride), pixel, c));
                    writer.Line($"{op.Type} v = (({value} - mean) * {op.Broadcast("factor")}) + mean;");
                    string cut = op.AtMost(op.Constant(layer.MaxValue), op.AtLeast(op.Constant(layer.MinValue), "v"));
                    writer.Line(op.Store(cut, to, Reference.Sum(Reference.Product("line", y.RowStride), pixel, c)));
                }
            });
        }
    }

    /// <summary>Sums line by line: a long sum of single floats would lose its last digits.</summary>
    private static void WriteMean(CodeWriter writer, Operations op, string from, string c, Tensor x)
    {
        writer.Line($"{op.Type} sum = {op.Zero};");
        using (writer.Block($"for (int line = 0; line < {x.Height}; line++)"))
        {
            writer.Line($"{op.Type} lineSum = {op.Zero};");
            using (writer.Block($"for (int pixel = 0; pixel < {x.Width}; pixel++)"))
            {
                string place = Reference.Sum(Reference.Product("line", x.RowStride), Reference.Product("pixel", x.Channels), c);
                writer.Line($"lineSum += {op.Load(from, place)};");
            }

            writer.Line("sum += lineSum;");
        }

        writer.Line($"{op.Type} mean = sum / {op.Constant(x.Height * x.Width)};");
    }
}
