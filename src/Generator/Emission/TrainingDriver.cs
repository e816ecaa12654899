using System.Linq;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Writes the training pass: a lane's samples forward, scored, and backward, group by group.</summary>
internal static class TrainingDriver
{
    public static void Write(CodeWriter writer, ExecutionPlan plan, string className)
    {
        WritePack(writer, plan);
        writer.Line();
        WriteLane(writer, plan, className);
        writer.Line();
        GradientJobs.Write(writer, plan, className);
    }

    private static void WritePack(CodeWriter writer, ExecutionPlan plan)
    {
        writer.Line("/// <summary>Brings one layer's parameters into the layouts that training reads.</summary>");
        using (writer.Block("internal static void Pack(int job, ref float parameters, ref float packed)"))
        using (writer.Block("switch (job)"))
        {
            int job = 0;
            foreach (Step step in plan.Steps)
            {
                if (step is ConvolutionStep convolution)
                {
                    writer.Line($"case {job++}:");
                    PackCall.Write(writer, plan, step, convolution.Layer.Weighted, "Pack", convolution.Plan.TrainingPacked);
                    if (!convolution.Plan.InputGradient.IsEmpty)
                    {
                        PackCall.Write(writer, plan, step, convolution.Layer.Weighted, "PackInputGradient", convolution.Plan.InputGradientPacked);
                    }

                    writer.Line("break;");
                }
                else if (step is DenseStep dense)
                {
                    writer.Line($"case {job++}:");
                    PackCall.Write(writer, plan, step, dense.Layer.Weighted, "Pack", dense.Plan.TrainingPacked);
                    if (step.Input.NeedsGradient)
                    {
                        PackCall.Write(writer, plan, step, dense.Layer.Weighted, "PackTransposed", dense.Plan.TrainingTransposed);
                    }

                    writer.Line("break;");
                }
            }

            writer.Line("default:");
            writer.Line("break;");
        }
    }

    private static void WriteLane(CodeWriter writer, ExecutionPlan plan, string className)
    {
        writer.Line($"/// <summary>Samples first to end - 1 of a batch, forward and backward, {plan.GroupSize} at a time.</summary>");
        using (writer.Block($"internal static void RunLane({className}_TrainingPass pass, TrainingBatch batch, int lane, int first, int end, int worker)"))
        {
            writer.Line("ref float weights = ref pass.Packed.Start;");
            writer.Line("ref float work = ref pass.WorkerBuffers[worker].Start;");
            writer.Line("ref float rows = ref pass.Batch.Start;");
            writer.Line("nint capacity = pass.Capacity;");
            writer.Line("ref float lanes = ref pass.LaneGradients[lane].Start;");
            writer.Line("pass.LaneGradients[lane].Span.Clear();");
            using (writer.Block($"for (int group = first; group < end; group += {plan.GroupSize})"))
            {
                writer.Line($"int count = Math.Min({plan.GroupSize}, end - group);");
                WriteForward(writer, plan);
                if (plan.Output.IsRow)
                {
                    using (ForSamples(writer))
                    {
                        WriteScore(writer, plan);
                    }

                    WriteStop(writer);
                    WriteRowsBackward(writer, plan);
                    WriteSamplesBackward(writer, plan, scores: false);
                }
                else
                {
                    WriteSamplesBackward(writer, plan, scores: true);
                }
            }
        }
    }

    private static CodeWriter.Scope ForSamples(CodeWriter writer)
    {
        CodeWriter.Scope scope = writer.Block("for (int i = 0; i < count; i++)");
        writer.Line("int sample = group + i;");
        return scope;
    }

    private static void WriteStop(CodeWriter writer)
    {
        using (writer.Block("if (!batch.IsTraining)"))
        {
            writer.Line("continue;");
        }
    }

    private static void WriteForward(CodeWriter writer, ExecutionPlan plan)
    {
        using (ForSamples(writer))
        {
            writer.Line($"ref float input = ref batch.Read(sample, {plan.Input.Size});");
            for (int i = 0; i < plan.Steps.Length && (i < plan.FirstRowStep || plan.Steps[i].Input == plan.Input); i++)
            {
                WriteSampleForward(writer, plan.Steps[i], i);
            }
        }

        for (int i = plan.FirstRowStep; i < plan.Steps.Length; i++)
        {
            Step step = plan.Steps[i];
            if (step.Input == plan.Input)
            {
                continue;
            }

            if (step is DenseStep dense)
            {
                writer.Line($"// {step.Text}");
                writer.Line($"{step.Name}Forward(ref {Group(step.Input.Training)}, ref {Reference.At("weights", dense.Plan.TrainingPacked)}, ref {Group(step.Output.Training)}, count);");
                continue;
            }

            using (ForSamples(writer))
            {
                WriteSampleForward(writer, step, i);
            }
        }
    }

    private static void WriteSampleForward(CodeWriter writer, Step step, int index)
    {
        string x = Sample(step.Input.Training);
        string y = Sample(step.Output.Training);
        writer.Line($"// {step.Text}");
        switch (step)
        {
            case ConvolutionStep convolution:
                ConvolutionPlan plan = convolution.Plan;
                string largest = plan.ArgMax.Region == Region.None ? "" : $", ref Unsafe.As<float, byte>(ref {Sample(plan.ArgMax)})";
                writer.Line($"{step.Name}Forward(ref {x}, ref {Reference.At("weights", plan.TrainingPacked)}, ref {Reference.At("work", plan.TrainingStrip)}, ref {y}{largest});");
                break;
            case DropoutStep:
                using (writer.Block("if (batch.IsTraining)"))
                {
                    writer.Line($"{step.Name}Forward(ref {x}, ref {y}, {Key(index)});");
                }

                using (writer.Block("else"))
                {
                    writer.Line($"{step.Name}Evaluate(ref {x}, ref {y});");
                }

                break;
            case PenaltyStep:
                writer.Line($"batch.AddActivityPenalty(sample, {step.Name}Forward(ref {x}, ref {y}));");
                break;
            default:
                writer.Line($"{step.Name}Forward(ref {x}, ref {y});");
                break;
        }
    }

    private static string Key(int index) => $"CounterRandom.Derive(batch.RandomKey, {index}, sample)";

    private static void WriteScore(CodeWriter writer, ExecutionPlan plan)
    {
        int size = plan.Output.Size;
        string gradient = plan.Logits == plan.Output
            ? $"MemoryMarshal.CreateSpan(ref {Sample(plan.Output.Gradient)}, {size})"
            : $"MemoryMarshal.CreateSpan(ref batch.GradientOfLogits ? ref {Sample(plan.Logits.Gradient)} : ref {Sample(plan.Output.Gradient)}, {size})";
        writer.Line($"ReadOnlySpan<float> logits = MemoryMarshal.CreateReadOnlySpan(ref {Sample(plan.Logits.Training)}, {size});");
        writer.Line($"ReadOnlySpan<float> outputs = MemoryMarshal.CreateReadOnlySpan(ref {Sample(plan.Output.Training)}, {size});");
        writer.Line($"batch.Score(sample, logits, outputs, {gradient});");
    }

    private static void WriteRowsBackward(CodeWriter writer, ExecutionPlan plan)
    {
        for (int i = plan.Steps.Length - 1; i >= plan.FirstRowStep; i--)
        {
            Step step = plan.Steps[i];
            if (!HasBackward(step))
            {
                continue;
            }

            writer.Line($"// {step.Text}, backward");
            if (step is DenseStep dense)
            {
                using (ForSamples(writer))
                {
                    writer.Line($"{step.Name}LinearGradient(ref {Sample(step.Output.Gradient)}, ref {Sample(step.Output.Training)}, ref {Sample(dense.Plan.LinearGradient)});");
                }

                if (step.Input.NeedsGradient)
                {
                    string weights = Reference.At("weights", dense.Plan.TrainingTransposed);
                    writer.Line($"{step.Name}InputGradient(ref {Group(dense.Plan.LinearGradient)}, ref {weights}, ref {Group(step.Input.Gradient)}, count);");
                }

                continue;
            }

            using (ForSamples(writer))
            {
                WriteSampleBackward(writer, plan, step, i);
            }
        }
    }

    private static void WriteSamplesBackward(CodeWriter writer, ExecutionPlan plan, bool scores)
    {
        if (!scores && !plan.Steps.Take(plan.FirstRowStep).Any(HasBackward))
        {
            return;
        }

        using (ForSamples(writer))
        {
            if (scores)
            {
                WriteScore(writer, plan);
                WriteStop(writer);
            }

            for (int i = System.Math.Min(plan.FirstRowStep, plan.Steps.Length) - 1; i >= 0; i--)
            {
                if (HasBackward(plan.Steps[i]))
                {
                    writer.Line($"// {plan.Steps[i].Text}, backward");
                    WriteSampleBackward(writer, plan, plan.Steps[i], i);
                }
            }
        }
    }

    private static bool HasBackward(Step step) => step switch
    {
        CopyStep => false,
        ConvolutionStep or DenseStep => true,
        _ => step.Input.NeedsGradient,
    };

    private static void WriteSampleBackward(CodeWriter writer, ExecutionPlan plan, Step step, int index)
    {
        string x = Sample(step.Input.Training);
        string y = Sample(step.Output.Training);
        string dy = Sample(step.Output.Gradient);
        string dx = step.Input.NeedsGradient ? Sample(step.Input.Gradient) : "";
        switch (step)
        {
            case ConvolutionStep convolution:
                ConvolutionPlan conv = convolution.Plan;
                string largest = conv.ArgMax.Region == Region.None ? "" : $", ref Unsafe.As<float, byte>(ref {Sample(conv.ArgMax)})";
                string input = conv.InputGradient.IsEmpty ? "" : $", ref {Reference.At("weights", conv.InputGradientPacked)}, ref {dx}";
                writer.Line($"{step.Name}Backward(ref {x}, ref {y}{largest}, ref {dy}, ref {Reference.At("work", conv.GradientOffset)}, ref {Reference.At("lanes", conv.Lane)}{input});");
                break;
            case ActivationStep when step.Output == plan.Output && plan.Logits != plan.Output:
                using (writer.Block("if (!batch.GradientOfLogits)"))
                {
                    writer.Line($"{step.Name}Backward(ref {x}, ref {y}, ref {dy}, ref {dx});");
                }

                break;
            case ActivationStep or PoolingStep:
                writer.Line($"{step.Name}Backward(ref {x}, ref {y}, ref {dy}, ref {dx});");
                break;
            case RescalingStep:
                writer.Line($"{step.Name}Backward(ref {dy}, ref {dx});");
                break;
            case DropoutStep:
                writer.Line($"{step.Name}Backward(ref {dy}, ref {dx}, {Key(index)});");
                break;
            case PenaltyStep:
                writer.Line($"{step.Name}Backward(ref {x}, ref {dy}, ref {dx}, 1f / batch.Count);");
                break;
            default:
                throw new System.NotSupportedException($"No backward for {step.GetType().Name}.");
        }
    }

    /// <summary>The values of sample i of the group, which is sample number "sample" of the batch.</summary>
    private static string Sample(Place place) => place.Region switch
    {
        Region.Input => "input",
        Region.Batch => Reference.At("rows", $"(capacity * {place.Offset}) + ((nint)sample * {place.Stride})"),
        _ => Reference.At("work", Reference.Sum(Literal.Of(place.Offset), Reference.Product("i", place.Stride))),
    };

    /// <summary>The values of the group's first sample.</summary>
    private static string Group(Place place) => place.Region == Region.Batch
        ? Reference.At("rows", $"(capacity * {place.Offset}) + ((nint)group * {place.Stride})")
        : Reference.At("work", place.Offset);
}
