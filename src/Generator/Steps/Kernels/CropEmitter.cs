using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Cuts a part out of an image, at a place that is drawn for it.</summary>
internal static class CropEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, RandomStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}: a part of the image, every place equally likely.");
        using (kernel.Open(writer))
        {
            writer.Line($"int top = {Place(0, x.Height - y.Height)};");
            writer.Line($"int left = {Place(1, x.Width - y.Width)};");
            string corner = Reference.Sum(Literal.Of(x.Origin), Reference.Product("top", x.RowStride), Reference.Product("left", x.Channels));
            writer.Line($"ref float from = ref {Reference.At("x", corner)};");
            string to = Origin.Write(writer, "y", y);
            Sweep.Image(writer, step.Form, y.Height, y.Width * y.Channels, [x.RowStride, y.RowStride], (op, offsets) =>
                writer.Line(op.Store(op.Load("from", offsets[0]), to, offsets[1])));
        }
    }

    /// <summary>A whole number from 0 to another.</summary>
    private static string Place(int position, int last) =>
        last == 0 ? "0" : $"(int)(CounterRandom.Uniform(key, {Literal.Of(position)}) * {Literal.Of((float)(last + 1))})";
}
