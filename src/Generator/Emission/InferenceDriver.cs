using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Writes the forward pass of inference: which kernel runs on which buffers, in order.</summary>
internal static class InferenceDriver
{
    public static void Write(CodeWriter writer, ExecutionPlan plan)
    {
        WritePack(writer, plan);
        writer.Line();
        WriteForward(writer, plan);
    }

    private static void WritePack(CodeWriter writer, ExecutionPlan plan)
    {
        writer.Line("/// <summary>Brings the parameters into the layouts that <see cref=\"Forward\"/> reads.</summary>");
        using (writer.Block("internal static void PackInference(ref float parameters, ref float packed)"))
        {
            foreach (Step step in plan.Steps)
            {
                switch (step)
                {
                    case ConvolutionStep convolution:
                        PackCall.Write(writer, plan, step, convolution.Layer.Weighted, "Pack", convolution.Plan.InferencePacked);
                        break;
                    case DenseStep dense:
                        PackCall.Write(writer, plan, step, dense.Layer.Weighted, "Pack", dense.Plan.InferencePacked);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private static void WriteForward(CodeWriter writer, ExecutionPlan plan)
    {
        writer.Line($"/// <summary>Carries up to {plan.GroupSize} samples forward.</summary>");
        using (writer.Block("internal static void Forward(ref float weights, ref float work, ref float input, ref float output, int count)"))
        {
            if (plan.FirstRowStep > 0)
            {
                using (writer.Block("for (int i = 0; i < count; i++)"))
                {
                    for (int step = 0; step < plan.FirstRowStep; step++)
                    {
                        WriteStep(writer, plan.Steps[step], isRow: false);
                    }

                    if (!plan.Output.IsRow)
                    {
                        WriteResult(writer, plan);
                    }
                }
            }

            for (int step = plan.FirstRowStep; step < plan.Steps.Length; step++)
            {
                WriteStep(writer, plan.Steps[step], isRow: true);
            }

            if (plan.Output.IsRow)
            {
                using (writer.Block("for (int i = 0; i < count; i++)"))
                {
                    WriteResult(writer, plan);
                }
            }
        }
    }

    private static void WriteResult(CodeWriter writer, ExecutionPlan plan)
    {
        int size = plan.Output.Size;
        writer.Line($"MemoryMarshal.CreateSpan(ref {Place(plan.Output)}, {size}).CopyTo(MemoryMarshal.CreateSpan(ref {Reference.At("output", Reference.Product("i", size))}, {size}));");
    }

    private static void WriteStep(CodeWriter writer, Step step, bool isRow)
    {
        if (step.IsTrainingOnly)
        {
            return;
        }

        writer.Line($"// {step.Text}");
        if (step is DenseStep dense)
        {
            string weights = Reference.At("weights", dense.Plan.InferencePacked);
            writer.Line($"{step.Name}Forward(ref {Row(step.Input)}, ref {weights}, ref {Row(step.Output)}, count);");
            return;
        }

        string call = step is ConvolutionStep convolution
            ? $"{step.Name}Forward(ref {Place(step.Input)}, ref {Reference.At("weights", convolution.Plan.InferencePacked)}, ref {Reference.At("work", convolution.Plan.InferenceStrip)}, ref {Place(step.Output)});"
            : $"{step.Name}Forward(ref {Place(step.Input)}, ref {Place(step.Output)});";
        if (isRow)
        {
            using (writer.Block("for (int i = 0; i < count; i++)"))
            {
                writer.Line(call);
            }
        }
        else
        {
            writer.Line(call);
        }
    }

    /// <summary>A tensor of sample i.</summary>
    private static string Place(Tensor tensor) => Reference.At(
        Block(tensor), Reference.Sum(Literal.Of(tensor.Inference.Offset), Reference.Product("i", tensor.Inference.Stride)));

    /// <summary>A tensor of the group's first sample.</summary>
    private static string Row(Tensor tensor) => Reference.At(Block(tensor), tensor.Inference.Offset);

    private static string Block(Tensor tensor) => tensor.Inference.Region == Region.Input ? "input" : "work";
}
