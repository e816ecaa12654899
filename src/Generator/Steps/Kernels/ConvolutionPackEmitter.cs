using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Brings a convolution's kernel and bias into the layout that its forward pass reads, with a batch normalization behind it where it takes one in.</summary>
internal static class ConvolutionPackEmitter
{
    public static void Write(CodeWriter writer, Kernel kernel, ConvolutionStep step)
    {
        ConvolutionPlan plan = step.Plan;
        string words = $"kernel [{plan.Kernel.Height}][{plan.Kernel.Width}][{plan.Channels}][{plan.Filters}]{(plan.Winograd is null or { TransformsWeights: true } ? "" : ", transformed,")}";
        if (plan.Winograd is { TransformsWeights: false } winograd)
        {
            WinogradWeightsEmitter.WriteMethod(writer, plan.Form, winograd.Tile, step.Name, step.Normalization is not null);
        }

        ConvolutionGroups.Write(writer, kernel, plan, plan.PackedLength, $"{step.Text}: {words} into panels of filters{step.AddedWords}.", isHot: true, () =>
        {
            string declareBias = $"ref float packedBias = ref {BiasOf(plan, "packed")};";
            if (step.Normalization?.Layer is BatchNormalization normalization)
            {
                writer.Line(declareBias);
                BatchNormalizationEmitter.WriteFolded(writer, normalization, plan.Filters, step.HasBias, () => WriteKernel(writer, plan, step.Name, "packedBias"));
                return;
            }

            WriteKernel(writer, plan, step.Name, factors: null);
            if (step.HasBias)
            {
                writer.Line(declareBias);
                Sweep.Row(writer, plan.Filters, plan.Form, "i", (op, i) => writer.Line(op.Store(op.Load("bias", i), "packedBias", i)));
            }
        });
    }

    /// <summary>Packs the kernel.</summary>
    /// <param name="name">Begins the names of what it calls.</param>
    /// <param name="factors">Reference to a factor for each filter; null where there are none.</param>
    public static void WriteKernel(CodeWriter writer, ConvolutionPlan plan, string name, string? factors)
    {
        if (plan.Winograd is null or { TransformsWeights: true })
        {
            Reduction reduction = plan.OfBareInput;
            if (reduction.Terms == 2)
            {
                Panels.WritePairs(writer, plan.Form, reduction, plan.KernelSteps, plan.Filters, "kernel", "packed", factors, plan.OutputPixel);
                return;
            }

            int whole = reduction.InWholeRegisters(plan.Form, plan.Filters);
            Panels.WritePack(writer, plan.Form, plan.KernelSteps, whole, "kernel", "packed", factors, plan.OutputPixel);
            if (reduction.OfLastRegister is { } ofLast)
            {
                Panels.WritePairs(
                    writer,
                    plan.Form,
                    ofLast,
                    plan.KernelSteps,
                    plan.Filters - whole,
                    Reference.At("kernel", whole),
                    Reference.At("packed", (long)whole * plan.KernelSteps),
                    factors is null ? null : Reference.At(factors, whole),
                    plan.OutputPixel);
            }

            return;
        }

        WinogradWeightsEmitter.Write(
            writer,
            plan.Form,
            plan.Winograd,
            name,
            "packed",
            column => Reference.At("kernel", Reference.Product(column, plan.Form.Lanes)),
            Literal.Of(plan.Channels * plan.Filters),
            Literal.Of(plan.Filters),
            factors);
    }

    /// <summary>Reference to the bias among packed weights.</summary>
    public static string BiasOf(ConvolutionPlan plan, string weights) => Reference.At(weights, (long)plan.PackedSteps * plan.PaddedFilters);
}
