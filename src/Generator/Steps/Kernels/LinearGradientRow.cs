using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Writes a row of the gradient by the values before an activation, from that by those behind it.</summary>
internal static class LinearGradientRow
{
    /// <summary>A row of the gradient by the values before the activation; adds up the bias's gradient on the way, in registers that take turns.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step: the method is called by its name and "Spread".</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="activation">The activation, and its slope below 0.</param>
    /// <param name="trainsBias">Whether the gradient by the bias is wanted.</param>
    public static void Write(CodeWriter writer, Step step, int width, (Activation Function, double Slope) activation, bool trainsBias)
    {
        Tensor y = step.Output;
        int turns = Split.Divisor(width, 4);
        bool readsOutput = activation.Function != Activation.Linear;
        writer.Heading($"{step.Text}: a row of the gradient by the values before the activation{(trainsBias ? ", and the gradient by the bias" : "")}.");
        using (Method.Kernel(
            writer, $"{step.Name}Spread", "ref float dy", readsOutput ? "ref float y" : null, "ref float dz", trainsBias ? "ref float dbias" : null))
        {
            Sweep.Row(writer, y.Channels, step.Form, "c", (op, c) =>
            {
                if (trainsBias)
                {
                    writer.Line($"{op.Type} {string.Join(", ", Enumerable.Range(0, turns).Select(turn => $"sum{Literal.Of(turn)} = {(turn == 0 ? op.Load("dbias", c) : op.Zero)}"))};");
                }

                using (writer.Loop("tile", width / turns))
                {
                    string tile = width == turns ? "0" : "tile";
                    for (int turn = 0; turn < turns; turn++)
                    {
                        string Pixel(int stride) => Reference.Sum(Reference.Product(tile, (long)turns * stride), Literal.Of((long)turn * stride), c);

                        using (writer.Part($"Pixel {Literal.Of(turn + 1)} of {Literal.Of(turns)}", isAlone: turns == 1))
                        {
                            WritePixel(
                                writer,
                                op,
                                activation,
                                (Pixel(y.GradientPixelStride), Pixel(y.PixelStride), Pixel(y.Channels)),
                                trainsBias ? $"sum{Literal.Of(turn)}" : null);
                        }
                    }
                }

                if (trainsBias)
                {
                    writer.Line(op.Store(string.Join(" + ", Enumerable.Range(0, turns).Select(turn => $"sum{Literal.Of(turn)}")), "dbias", c));
                }
            });
        }
    }

    private static void WritePixel(
        CodeWriter writer, Operations op, (Activation Function, double Slope) activation, (string Upstream, string Output, string Target) offset, string? sum)
    {
        writer.Line($"{op.Type} g = {op.Load("dy", offset.Upstream)};");
        if (activation.Function != Activation.Linear)
        {
            writer.Line($"{op.Type} v = {op.Load("y", offset.Output)};");
            writer.Line($"g *= {ActivationFormulas.Derivative(writer, op, activation.Function, activation.Slope, "v", "v")};");
        }

        if (sum is not null)
        {
            writer.Line($"{sum} += g;");
        }

        writer.Line(op.Store("g", "dz", offset.Target));
    }
}
