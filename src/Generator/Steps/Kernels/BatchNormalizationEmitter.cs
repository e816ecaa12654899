using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Kernels of batch normalization that take the moving statistics: with them each channel is multiplied by a factor, and a term is added. Both are
/// computed in double precision when the parameters are packed, so that tiny and huge variances lose nothing.
/// </summary>
internal static class BatchNormalizationEmitter
{
    /// <summary>
    /// Writes the locals <c>factor</c> and <c>term</c> of a channel, of type double, from the parameters under their names in Keras.
    /// </summary>
    /// <param name="bias">What was added to the values before, an expression; null where nothing was.</param>
    public static void WriteAffine(CodeWriter writer, BatchNormalization layer, string channel, string? bias = null)
    {
        string variance = Reference.At("movingVariance", channel);
        string mean = Reference.At("movingMean", channel);
        string gamma = layer.Gamma is null ? "1" : Reference.At("gamma", channel);
        writer.Line($"double factor = {gamma} / Math.Sqrt({variance} + {Literal.Of(layer.Epsilon)});");
        string shift = bias is null ? $"- ((double){mean} * factor)" : $"+ (((double){bias} - {mean}) * factor)";
        writer.Line($"double term = {(layer.Beta is null ? "0" : Reference.At("beta", channel))} {shift};");
    }

    /// <summary>Lays the factors and, behind them, the terms along a period.</summary>
    public static void WritePack(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        writer.Heading($"{step.Name}: a factor and a term for each channel, from the moving statistics.");
        using (kernel.Open(writer))
        using (writer.Block($"for (int i = 0; i < {plan.Period}; i++)"))
        {
            WriteAffine(writer, step.Layer, plan.Channels == plan.Period ? "i" : plan.Channels == 1 ? "0" : $"i % {plan.Channels}");
            writer.Line($"{Reference.At("packed", "i")} = (float)factor;");
            writer.Line($"{Reference.At("packed", $"i + {plan.Terms}")} = (float)term;");
        }
    }

    /// <summary>y = x * factor + term, and the activation that was fused.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, BatchNormalizationStep step, string heading)
    {
        Tensor x = step.Input;
        Tensor y = step.Output;
        writer.Heading(heading);
        using (kernel.Open(writer))
        {
            SweptImage[] images = [new("from", Origin.Write(writer, "x", x), x.RowStride), new("to", Origin.Write(writer, "y", y), y.RowStride)];
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), step.Plan.Period, images, (op, i) =>
            {
                string normalized = op.MultiplyAdd(op.Load("from", i), op.Load("weights", i), op.Load("weights", Reference.Advance(i, step.Plan.Terms)));
                writer.Line($"{op.Type} z = {normalized};");
                writer.Line(op.Store(ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z"), "to", i));
            });
        }
    }

    /// <summary>dx = dy * factor: of statistics that are given nothing depends on x.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        Tensor x = step.Input;
        int row = x.Width * x.Channels;
        writer.Heading($"{step.Text}, backward, with the moving statistics.");
        using (kernel.Open(writer))
        {
            SweptImage[] images = [new("from", "dy", row), new("to", "dx", row)];
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), step.Plan.Period, images, (op, i) =>
                writer.Line(op.Store($"{op.Load("from", i)} * {op.Load("weights", i)}", "to", i)));
        }
    }
}
