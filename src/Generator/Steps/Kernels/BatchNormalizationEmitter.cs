using System;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Kernels of batch normalization that take the moving statistics: with them each channel is multiplied by a factor, and a term is added. Both are
/// computed in double precision when the parameters are packed, so that tiny and huge variances lose nothing. A layer before the normalization may
/// take them into its own weights.
/// </summary>
internal static class BatchNormalizationEmitter
{
    /// <summary>Writes the local <c>factor</c> of a channel, of type double, from the parameters under their names in Keras.</summary>
    public static void WriteFactor(CodeWriter writer, BatchNormalization layer, string channel)
    {
        string gamma = layer.Gamma is null ? "1" : Reference.At("gamma", channel);
        writer.Line($"double factor = {gamma} / Math.Sqrt({Reference.At("movingVariance", channel)} + {Literal.Of(layer.Epsilon)});");
    }

    /// <summary>Spells the term of a channel, whose factor is a local already.</summary>
    /// <param name="bias">What the layer before adds to its values, an expression; null where it adds nothing.</param>
    public static string Term(BatchNormalization layer, string channel, string? bias = null)
    {
        string mean = Reference.At("movingMean", channel);
        string shifted = bias is null ? $"-(double){mean} * factor" : $"({bias} - (double){mean}) * factor";
        return $"(float)({(layer.Beta is null ? shifted : $"({shifted}) + {Reference.At("beta", channel)}")})";
    }

    /// <summary>Lays the factors and, behind them, the terms along a period.</summary>
    public static void WritePack(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        BatchNormalizationPlan plan = step.Plan;
        writer.Heading($"{step.Name}: a factor and a term for each channel, from the moving statistics.");
        using (kernel.Open(writer))
        using (writer.Block($"for (int i = 0; i < {plan.Period}; i++)"))
        {
            string channel = plan.Channels == plan.Period ? "i" : plan.Channels == 1 ? "0" : $"i % {plan.Channels}";
            WriteFactor(writer, step.Layer, channel);
            writer.Line($"{Reference.At("packed", "i")} = (float)factor;");
            writer.Line($"{Reference.At("packed", $"i + {plan.Terms}")} = {Term(step.Layer, channel)};");
        }
    }

    /// <summary>
    /// Writes what a layer's weights and bias become with the normalization behind it: a loop that leaves the factors where the bias goes, then the
    /// weights, then a loop that puts the terms in the factors' place.
    /// </summary>
    /// <param name="outputs">Filters or units: the channels of the normalization.</param>
    /// <param name="hasBias">Whether the layer has a bias, <c>bias</c>.</param>
    /// <param name="writeWeights">Writes the packing of the weights, each times its output's factor.</param>
    public static void WriteFolded(CodeWriter writer, BatchNormalization layer, int outputs, bool hasBias, Action writeWeights)
    {
        string place = Reference.At("packedBias", "i");
        writer.Line("// The factors of the normalization lie where the bias will.");
        using (writer.Block($"for (int i = 0; i < {outputs}; i++)"))
        {
            WriteFactor(writer, layer, "i");
            writer.Line($"{place} = (float)factor;");
        }

        writeWeights();
        using (writer.Block($"for (int i = 0; i < {outputs}; i++)"))
        {
            WriteFactor(writer, layer, "i");
            writer.Line($"{place} = {Term(layer, "i", hasBias ? Reference.At("bias", "i") : null)};");
        }
    }

    /// <summary>y = x * factor + term, what is added to that, and the activation that was fused.</summary>
    public static void WriteForward(CodeWriter writer, Kernel kernel, BatchNormalizationStep step, string heading)
    {
        Tensor x = step.Input;
        writer.Heading(heading);
        using (kernel.Open(writer))
        {
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), step.Plan.Period, Images(writer, step), (op, i) =>
            {
                string normalized = op.MultiplyAdd(op.Load("from", i), op.Load("weights", i), op.Load("weights", Reference.Advance(i, step.Plan.Terms)));
                WriteOutcome(writer, op, step, normalized, i);
            });
        }
    }

    /// <summary>The images that a normalization sweeps over on the way forward: "from", "to" and, where something is added, "beside".</summary>
    public static SweptImage[] Images(CodeWriter writer, BatchNormalizationStep step)
    {
        SweptImage Image(string local, string reference, Tensor tensor) => new(local, Origin.Write(writer, reference, tensor), tensor.RowStride, tensor.PixelStride);

        return [Image("from", "x", step.Input), .. step.Added is { } added ? [Image("beside", "added", added)] : Array.Empty<SweptImage>(), Image("to", "y", step.Output)];
    }

    /// <summary>A gradient as an image that a normalization sweeps over on the way back.</summary>
    public static SweptImage Gradient(string local, string reference, Tensor tensor) => new(local, reference, tensor.GradientRowStride, tensor.GradientPixelStride);

    /// <summary>Stores what comes of the normalized values at one place of these images.</summary>
    public static void WriteOutcome(CodeWriter writer, Operations op, BatchNormalizationStep step, string normalized, string offset)
    {
        string sum = step.Added is null ? normalized : $"{normalized} + {op.Load("beside", offset)}";
        if (step.Activation != Activation.Linear)
        {
            writer.Line($"{op.Type} z = {sum};");
            sum = ActivationFormulas.Forward(writer, op, step.Activation, step.NegativeSlope, "z");
        }

        writer.Line(op.Store(sum, "to", offset));
    }

    /// <summary>dx = dy * factor: of statistics that are given nothing depends on x.</summary>
    public static void WriteBackward(CodeWriter writer, Kernel kernel, BatchNormalizationStep step)
    {
        Tensor x = step.Input;
        writer.Heading($"{step.Text}, backward, with the moving statistics.");
        using (kernel.Open(writer))
        {
            SweptImage[] images = [Gradient("from", "dy", step.Output), Gradient("to", "dx", x)];
            ChannelSweep.Write(writer, step.Form, (x.Height, x.Width, x.Channels), step.Plan.Period, images, (op, i) =>
                writer.Line(op.Store($"{op.Load("from", i)} * {op.Load("weights", i)}", "to", i)));
        }
    }
}
