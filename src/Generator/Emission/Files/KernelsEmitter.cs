using NetGen.Generator.Code;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;
using NetGen.Generator.Steps.Kernels;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes everything of a network that depends on the vector width: one static class per form.</summary>
internal static class KernelsEmitter
{
    public static CodeWriter Write(ExecutionPlan plan, string className, string displayName)
    {
        var writer = new CodeWriter();
        using CodeWriter.Scope body = GeneratedFile.Open(writer, "System.Runtime.Intrinsics");
        writer.Line($"/// <summary>{displayName} on {plan.Form.Bits}-bit vectors.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal static class {className}_{plan.Form.Name}"))
        {
            var places = new Places();
            var drivers = new CodeWriter();
            new InferenceDriver(drivers, plan, places).Write();
            drivers.Gap();
            new TrainingDriver(drivers, plan, places, className).Write();

            WriteLayout(writer, plan);
            places.Write(writer);
            writer.Gap();
            writer.Insert(drivers);
            foreach (Step step in plan.Steps)
            {
                WriteStep(writer, step, plan.Form);
            }

            writer.Helpers();
        }

        return writer;
    }

    private static void WriteLayout(CodeWriter writer, ExecutionPlan plan)
    {
        writer.Line("// Floats of the blocks of memory.");
        writer.Line($"internal const int PackedLength = {plan.InferencePackedLength};");
        writer.Line($"internal const int WorkspaceLength = {plan.WorkspaceLength};");
        writer.Line($"internal const int TrainingPackedLength = {plan.TrainingPackedLength};");
        writer.Line($"internal const int WorkerLength = {plan.WorkerLength};");
        writer.Line($"internal const int LaneLength = {plan.LaneLength};");
        writer.Line($"internal const int BatchLength = {plan.BatchLength};");
        writer.Line($"internal const int PackJobs = {PackJobs.Count(plan)};");
        writer.Line($"internal const int GradientJobs = {GradientJobs.Count(plan)};");
    }

    private static void WriteStep(CodeWriter writer, Step step, VectorForm form)
    {
        string costs = step.ForwardFlops == 0 ? "" : $"; {NumberText.Grouped(step.ForwardFlops)} FLOPs forward";
        writer.Heading($"{step.Name}: {step.Text}{costs}.");
        writer.Line($"// Plan: {PlanText.Of(step, form)}.");
        WriteForward(writer, step, form);
        WriteBackward(writer, step, form);
    }

    /// <summary>Writes a step's forward methods, and those that pack its parameters for them.</summary>
    internal static void WriteForward(CodeWriter writer, Step step, VectorForm form)
    {
        switch (step)
        {
            case ConvolutionStep convolution:
                ConvolutionForwardEmitter.Write(writer, convolution);
                break;
            case DenseStep dense:
                DenseEmitter.WriteForward(writer, dense);
                break;
            case PoolingStep pooling:
                PoolingEmitter.WriteForward(writer, pooling, form);
                break;
            case NormalizationStep normalization:
                NormalizationEmitter.WriteForward(writer, normalization, form);
                break;
            case RandomStep random:
                RandomEmitter.WriteForward(writer, random, form);
                break;
            default:
                ElementwiseEmitter.WriteForward(writer, step, form);
                break;
        }
    }

    private static void WriteBackward(CodeWriter writer, Step step, VectorForm form)
    {
        switch (step)
        {
            case ConvolutionStep convolution:
                ConvolutionBackwardEmitter.Write(writer, convolution);
                break;
            case DenseStep dense:
                DenseEmitter.WriteBackward(writer, dense);
                break;
            case PoolingStep pooling when step.Input.NeedsGradient:
                PoolingEmitter.WriteBackward(writer, pooling, form);
                break;
            case NormalizationStep normalization when step.Input.NeedsGradient:
                NormalizationEmitter.WriteBackward(writer, normalization, form);
                break;
            case RandomStep random when step.Input.NeedsGradient:
                RandomEmitter.WriteBackward(writer, random, form);
                break;
            default:
                ElementwiseEmitter.WriteBackward(writer, step, form);
                break;
        }
    }
}
