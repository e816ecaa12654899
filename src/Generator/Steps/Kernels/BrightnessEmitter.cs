using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Brightness: a number that is drawn for the image, added to all its values.</summary>
internal static class BrightnessEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, RandomStep step, RandomBrightness layer)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        double range = layer.MaxValue - layer.MinValue;
        writer.Heading($"{step.Text}: x + shift, within {NumberText.Plain(layer.MinValue)} and {NumberText.Plain(layer.MaxValue)}.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            writer.Line($"float shift = {RandomNumber.Draw(0, layer.Factor.Lower * range, layer.Factor.Upper * range)};");
            Sweep.Image(writer, step.Form, x.Height, x.Width * x.Channels, [x.RowStride, y.RowStride], (op, offsets) =>
            {
                writer.Line($"{op.Type} v = {op.Load(from, offsets[0])} + {op.Broadcast("shift")};");
                writer.Line(op.Store(op.AtMost(op.Constant(layer.MaxValue), op.AtLeast(op.Constant(layer.MinValue), "v")), to, offsets[1]));
            });
        }
    }
}
