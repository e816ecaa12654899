using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Kernels that treat every value alike: copies, activations, rescaling.</summary>
internal static class ElementwiseEmitter
{
    /// <summary>What is computed of a value, which is a name.</summary>
    public delegate string Formula(Operations op, string x);

    /// <summary>How such kernels run, in words.</summary>
    public static string Words(VectorForm form) => $"{Literal.Of(form.Bits)}-bit vectors, element by element";

    /// <summary>Writes y = formula(x).</summary>
    public static void WriteMap(CodeWriter writer, Kernel kernel, Step step, string heading, Formula formula)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading(heading);
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            string to = Origin.Write(writer, "y", y);
            Sweep.Pixels(writer, step.Form, x.Extent, [x.Strides, y.Strides], (op, offsets) =>
            {
                writer.Line($"{op.Type} v = {op.Load(from, offsets[0])};");
                string value = formula(op, "v");
                writer.Line(op.Store(value, to, offsets[1]));
            });
        }
    }

    /// <summary>Writes the sum of the gradients that readers have written.</summary>
    public static void WriteSum(CodeWriter writer, Kernel kernel, ForkStep step)
    {
        writer.Heading($"{step.Text}, backward.");
        Tensor x = step.Input;
        using (kernel.Open(writer))
        {
            Sweep.Pixels(writer, step.Form, x.Extent, [.. step.Readers.Select(reader => reader.GradientStrides), x.GradientStrides], (op, offsets) =>
                writer.Line(op.Store(string.Join(" + ", step.Readers.Select((_, reader) => op.Load(ForkStep.NameOf(reader), offsets[reader]))), "dx", offsets[step.Readers.Length])));
        }
    }

    /// <summary>Writes dx = dy * factor.</summary>
    public static void WriteScaling(CodeWriter writer, Kernel kernel, Step step, double factor)
    {
        writer.Heading($"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            Sweep.Row(writer, step.Input.Size, step.Form, "i", (op, i) =>
                writer.Line(op.Store($"{op.Load("dy", i)} * {op.Constant(factor)}", "dx", i)));
        }
    }

    /// <summary>Writes dx = dy * derivative(x).</summary>
    public static void WriteGradient(CodeWriter writer, Kernel kernel, Step step, Formula derivative)
    {
        Tensor x = step.Input;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            string from = Origin.Write(writer, "x", x);
            Sweep.Image(writer, step.Form, x.Height, row, [x.RowStride, row], (op, offsets) =>
            {
                writer.Line($"{op.Type} v = {op.Load(from, offsets[0])};");
                string factor = derivative(op, "v");
                writer.Line(op.Store($"{op.Load("dy", offsets[1])} * ({factor})", "dx", offsets[1]));
            });
        }
    }

    /// <summary>Writes the gradient by an activation's input.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, ActivationStep step)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading($"{step.Text}, backward.");
        using (kernel.Open(writer))
        {
            bool readsOutput = ActivationRules.FollowsFromOutput(step.Function);
            string known = readsOutput ? Origin.Write(writer, "y", y) : Origin.Write(writer, "x", x);
            (int Row, int Pixel)[] strides = [readsOutput ? y.Strides : x.Strides, y.GradientStrides, x.GradientStrides];
            Sweep.Pixels(writer, step.Form, x.Extent, strides, (op, offsets) =>
            {
                writer.Line($"{op.Type} {(readsOutput ? "v" : "u0")} = {op.Load(known, offsets[0])};");
                string derivative = ActivationFormulas.Derivative(writer, op, step.Function, step.NegativeSlope, "u0", "v");
                writer.Line(op.Store($"{op.Load("dy", offsets[1])} * ({derivative})", "dx", offsets[2]));
            });
        }
    }
}
