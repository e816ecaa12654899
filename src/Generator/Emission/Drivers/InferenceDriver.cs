using NetGen.Generator.Code;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;


namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the forward pass of inference: which kernel runs on which buffers, in order.</summary>
/// <param name="copiesOutput">Whether the output is copied to the caller's, or left in the workspace like every other layer's.</param>
internal sealed class InferenceDriver(CodeWriter writer, ExecutionPlan plan, Places places, bool copiesOutput = true)
{
    public void Write()
    {
        WritePack();
        writer.Gap();
        WriteForward();
    }

    private void WritePack()
    {
        writer.Line("/// <summary>Brings the parameters into the layouts that <see cref=\"Forward\"/> reads.</summary>");
        using (writer.Block("internal static void PackInference(ref float parameters, ref float packed)"))
        {
            foreach (Step step in plan.Steps)
            {
                switch (step)
                {
                    case ConvolutionStep convolution:
                        PackCall.Write(writer, plan, step, convolution.Layer.Weighted, "Pack", Weights(step, convolution.Plan.InferencePacked));
                        break;
                    case DenseStep dense:
                        PackCall.Write(writer, plan, step, dense.Layer.Weighted, "Pack", Weights(step, dense.Plan.InferencePacked));
                        break;
                    case NormalizationStep normalization:
                        PackCall.Write(writer, plan, normalization, Weights(step, normalization.Plan.InferencePacked));
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private void WriteForward()
    {
        writer.Line($"/// <summary>Carries up to {plan.GroupSize} samples forward.</summary>");
        using (writer.Block($"internal static void Forward(ref float weights, ref float work, ref float input, {(copiesOutput ? "ref float output, " : "")}int count)"))
        {
            if (plan.FirstRowStep > 0)
            {
                using (writer.Block("for (int i = 0; i < count; i++)"))
                {
                    for (int step = 0; step < plan.FirstRowStep; step++)
                    {
                        WriteStep(plan.Steps[step], isRow: false);
                    }

                    if (copiesOutput && !plan.Output.IsRow)
                    {
                        WriteResult();
                    }
                }
            }

            if (Shares)
            {
                writer.Line("Finish(ref weights, ref work, ref output, count);");
            }
            else
            {
                WriteRowSteps();
            }
        }

        if (Shares)
        {
            new SharedSampleDriver(writer, plan, this).Write();
        }
    }

    /// <summary>Whether threads may share a sample. They never share one whose layers' outputs all stay.</summary>
    private bool Shares => copiesOutput && plan.SharesSamples;

    /// <summary>What takes the group's samples as rows of matrices.</summary>
    public void WriteRowSteps()
    {
        for (int step = plan.FirstRowStep; step < plan.Steps.Length; step++)
        {
            WriteStep(plan.Steps[step], isRow: true);
        }

        if (copiesOutput && plan.Output.IsRow)
        {
            using (writer.Block("for (int i = 0; i < count; i++)"))
            {
                WriteResult();
            }
        }
    }

    /// <summary>Copies sample i's result to the caller.</summary>
    public void WriteResult()
    {
        int size = plan.Output.Size;
        writer.Line($"Span<float> result = MemoryMarshal.CreateSpan(ref {Sample(plan.Output)}, {size});");
        writer.Line($"result.CopyTo(MemoryMarshal.CreateSpan(ref {Reference.At("output", Reference.Product("i", size))}, {size}));");
    }

    /// <summary>A step of sample i, or of all samples.</summary>
    public void WriteStep(Step step, bool isRow)
    {
        if (step.IsTrainingOnly)
        {
            return;
        }

        writer.Heading(step.Text);
        if (step is DenseStep dense)
        {
            string weights = Reference.At("weights", Weights(step, dense.Plan.InferencePacked));
            writer.Line($"{step.Name}Forward(ref {First(step.Input)}, ref {weights}, ref {First(step.Output)}, count);");
            return;
        }

        string call = step switch
        {
            ConvolutionStep convolution => ConvolutionCall(convolution, "Forward", "work"),
            NormalizationStep { Plan: var plan } =>
                $"{step.Name}Forward(ref {Sample(step.Input)}, ref {Reference.At("weights", Weights(step, plan.InferencePacked))}, ref {Sample(step.Output)});",
            _ => $"{step.Name}Forward(ref {Sample(step.Input)}, ref {Sample(step.Output)});",
        };
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

    /// <summary>Calls a method of a convolution for sample i, with the strip in a block of memory.</summary>
    public string ConvolutionCall(ConvolutionStep step, string method, string strips, string more = "")
    {
        string weights = Reference.At("weights", Weights(step, step.Plan.InferencePacked));
        string strip = Reference.At(strips, places.Name(MemoryBlock.Workspace, step.Name + "Strip", step.Plan.InferenceStrip));
        return $"{step.Name}{method}(ref {Sample(step.Input)}, ref {weights}, ref {strip}, ref {Sample(step.Output)}{more});";
    }

    private string Weights(Step step, int offset) => places.Name(MemoryBlock.PackedWeights, step.Name + "Weights", offset);

    /// <summary>A tensor of sample i.</summary>
    private string Sample(Tensor tensor) => tensor.Inference.Region == Region.Input
        ? Reference.At("input", Reference.Product("i", tensor.Inference.Stride))
        : Reference.At("work", Reference.Sum(Offset(tensor), Reference.Product("i", tensor.Inference.Stride)));

    /// <summary>A tensor of the group's first sample.</summary>
    private string First(Tensor tensor) => tensor.Inference.Region == Region.Input ? "input" : Reference.At("work", Offset(tensor));

    private string Offset(Tensor tensor) => places.Name(MemoryBlock.Workspace, plan.NameOf(tensor) + "Values", tensor.Inference.Offset);
}
