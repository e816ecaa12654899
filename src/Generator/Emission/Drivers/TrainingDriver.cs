using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Writes the training pass: a lane's samples forward, scored, and backward, group by group.</summary>
internal sealed class TrainingDriver(CodeWriter writer, ExecutionPlan plan, Places places, string className)
{
    private readonly TrainingPlaces _at = new(plan, places);

    public void Write()
    {
        new PackJobs(writer, plan, _at).Write();
        writer.Gap();
        WriteLane();
        writer.Gap();
        new GradientJobs(writer, plan, _at, className).Write();
    }

    private void WriteLane()
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
                WriteForward();
                if (plan.Output.IsRow)
                {
                    using (ForSamples())
                    {
                        WriteScore();
                    }

                    WriteStop();
                    WriteRowsBackward();
                    WriteSamplesBackward(scores: false);
                }
                else
                {
                    WriteSamplesBackward(scores: true);
                }
            }
        }
    }

    private CodeWriter.Scope ForSamples()
    {
        CodeWriter.Scope scope = writer.Block("for (int i = 0; i < count; i++)");
        writer.Line("int sample = group + i;");
        return scope;
    }

    private void WriteStop()
    {
        using (writer.Block("if (!batch.IsTraining)"))
        {
            writer.Line("continue;");
        }
    }

    private void WriteForward()
    {
        using (ForSamples())
        {
            writer.Line($"ref float input = ref batch.Read(sample, {plan.Input.Size});");
            for (int i = 0; i < plan.Steps.Length && (i < plan.FirstRowStep || plan.Steps[i].Input.Is(plan.Input)); i++)
            {
                WriteSampleForward(plan.Steps[i], i);
            }
        }

        for (int i = plan.FirstRowStep; i < plan.Steps.Length; i++)
        {
            Step step = plan.Steps[i];
            if (step.Input.Is(plan.Input))
            {
                continue;
            }

            if (step is DenseStep dense)
            {
                writer.Heading(step.Text);
                writer.Line($"{step.Name}Forward(ref {_at.Group(_at.Kept(step.Input))}, ref {Reference.At("weights", _at.ForwardWeights(step, dense.Plan.TrainingPacked))}, ref {_at.Group(_at.Kept(step.Output))}, count);");
                continue;
            }

            using (ForSamples())
            {
                WriteSampleForward(step, i);
            }
        }
    }

    private void WriteSampleForward(Step step, int index)
    {
        string x = Kept(step.Input);
        string y = Kept(step.Output);
        writer.Heading(step.Text);
        switch (step)
        {
            case ConvolutionStep convolution:
                string weights = Reference.At("weights", _at.ForwardWeights(step, convolution.Plan.TrainingPacked));
                writer.Line($"{step.Name}Forward(ref {x}, ref {weights}, ref {_at.Strip(convolution)}, ref {y}{Largest(convolution)});");
                break;
            case NormalizationStep normalization:
                writer.Line($"{step.Name}Forward(ref {x}, ref {Statistics(normalization)}, ref {y});");
                break;
            case RandomStep:
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

    private void WriteScore()
    {
        int size = plan.Output.Size;
        writer.Line($"ref float logits = ref {Kept(plan.Logits)};");
        writer.Line($"ref float outputs = ref {Kept(plan.Output)};");
        writer.Line(plan.Logits.Is(plan.Output)
            ? $"ref float gradient = ref {Gradient(plan.Output)};"
            : $"ref float gradient = ref batch.GradientOfLogits ? ref {Gradient(plan.Logits)} : ref {Gradient(plan.Output)};");
        using (writer.Indent("batch.Score("))
        {
            writer.Line("sample,");
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref logits, {size}),");
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref outputs, {size}),");
            writer.Line($"MemoryMarshal.CreateSpan(ref gradient, {size}));");
        }
    }

    private void WriteRowsBackward()
    {
        for (int i = plan.Steps.Length - 1; i >= plan.FirstRowStep; i--)
        {
            Step step = plan.Steps[i];
            if (!HasBackward(step))
            {
                continue;
            }

            writer.Heading($"{step.Text}, backward");
            if (step is DenseStep dense)
            {
                NamedPlace linear = TrainingPlaces.LinearGradient(dense);
                using (ForSamples())
                {
                    writer.Line($"{step.Name}LinearGradient(ref {Gradient(step.Output)}, ref {Kept(step.Output)}, ref {_at.Sample(linear)});");
                }

                if (step.Input.NeedsGradient)
                {
                    string weights = Reference.At("weights", _at.BackwardWeights(step, dense.Plan.TrainingTransposed));
                    writer.Line($"{step.Name}InputGradient(ref {_at.Group(linear)}, ref {weights}, ref {_at.Group(_at.Gradient(step.Input))}, count);");
                }

                continue;
            }

            using (ForSamples())
            {
                WriteSampleBackward(step, i);
            }
        }
    }

    private void WriteSamplesBackward(bool scores)
    {
        if (!scores && !plan.Steps.Take(plan.FirstRowStep).Any(HasBackward))
        {
            return;
        }

        using (ForSamples())
        {
            if (scores)
            {
                WriteScore();
                WriteStop();
            }

            for (int i = System.Math.Min(plan.FirstRowStep, plan.Steps.Length) - 1; i >= 0; i--)
            {
                if (HasBackward(plan.Steps[i]))
                {
                    writer.Heading($"{plan.Steps[i].Text}, backward");
                    WriteSampleBackward(plan.Steps[i], i);
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

    private void WriteSampleBackward(Step step, int index)
    {
        string x = Kept(step.Input);
        string y = Kept(step.Output);
        string dy = Gradient(step.Output);
        string dx = step.Input.NeedsGradient ? Gradient(step.Input) : "";
        switch (step)
        {
            case ConvolutionStep convolution:
                ConvolutionPlan layer = convolution.Plan;
                string input = layer.InputGradient.IsEmpty
                    ? ""
                    : $", ref {Reference.At("weights", _at.BackwardWeights(step, layer.InputGradientPacked))}{Scratch(convolution)}, ref {dx}";
                writer.Line(
                    $"{step.Name}Backward(ref {x}, ref {y}{Largest(convolution)}, ref {dy}, ref {_at.LinearGradient(convolution)}, ref {_at.Lane(convolution)}{input});");
                break;
            case ActivationStep when step.Output.Is(plan.Output) && !plan.Logits.Is(plan.Output):
                using (writer.Block("if (!batch.GradientOfLogits)"))
                {
                    writer.Line($"{step.Name}Backward(ref {x}, ref {y}, ref {dy}, ref {dx});");
                }

                break;
            case ActivationStep or PoolingStep:
                writer.Line($"{step.Name}Backward(ref {x}, ref {y}, ref {dy}, ref {dx});");
                break;
            case NormalizationStep normalization:
                writer.Line($"{step.Name}Backward(ref {Statistics(normalization)}, ref {dy}, ref {dx});");
                break;
            case RescalingStep:
                writer.Line($"{step.Name}Backward(ref {dy}, ref {dx});");
                break;
            case RandomStep { Layer: GaussianNoise }:
                writer.Line($"{step.Name}Backward(ref {dy}, ref {dx});");
                break;
            case RandomStep:
                writer.Line($"{step.Name}Backward(ref {dy}, ref {dx}, {Key(index)});");
                break;
            case PenaltyStep:
                writer.Line($"{step.Name}Backward(ref {x}, ref {dy}, ref {dx}, 1f / batch.Count);");
                break;
            default:
                throw new System.NotSupportedException($"No backward for {step.GetType().Name}.");
        }
    }

    private string Statistics(NormalizationStep step) => Reference.At("weights", _at.ForwardWeights(step, step.Plan.TrainingPacked));

    /// <summary>The record of which cells were largest, as an argument; nothing where there is none.</summary>
    private string Largest(ConvolutionStep step) =>
        step.Plan.ArgMax.Region == Region.None ? "" : $", ref Unsafe.As<float, byte>(ref {_at.Sample(TrainingPlaces.Largest(step))})";

    /// <summary>The forward pass's strip, which backward uses again, as an argument where it does.</summary>
    private string Scratch(ConvolutionStep step) => step.Plan.InputWinograd is null ? "" : $", ref {_at.Strip(step)}";

    private string Kept(Tensor tensor) => _at.Sample(_at.Kept(tensor));

    private string Gradient(Tensor tensor) => _at.Sample(_at.Gradient(tensor));
}
