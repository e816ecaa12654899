using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes everything of a network that depends on the vector width: one static class per form.</summary>
internal static class KernelsEmitter
{
    public static CodeWriter Write(FormPlans plans, string className, string displayName)
    {
        var writer = new CodeWriter();
        using CodeWriter.Scope body = GeneratedFile.Open(writer, "System.Runtime.Intrinsics");
        writer.Line($"/// <summary>{displayName} on {plans.Form.Bits}-bit vectors.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal static class {className}_{plans.Form.Name}"))
        {
            var places = new Places();
            var drivers = new CodeWriter();
            new InferenceDriver(drivers, plans.Inference, places).Write();
            drivers.Gap();
            new TrainingDriver(drivers, plans.Training, places, className).Write();

            WriteLayout(writer, plans);
            places.Write(writer);
            writer.Gap();
            writer.Insert(drivers);
            WriteSteps(writer, plans);
            writer.Helpers();
        }

        return writer;
    }

    private static void WriteLayout(CodeWriter writer, FormPlans plans)
    {
        writer.Line("// Floats of the blocks of memory.");
        writer.Line($"internal const int PackedLength = {plans.Inference.WeightsLength};");
        writer.Line($"internal const int WorkspaceLength = {plans.Inference.WorkLength};");
        writer.Line($"internal const int TrainingPackedLength = {plans.Training.WeightsLength};");
        writer.Line($"internal const int WorkerLength = {plans.Training.WorkLength};");
        writer.Line($"internal const int LaneLength = {plans.Training.LaneLength};");
        writer.Line($"internal const int BatchLength = {plans.Training.BatchLength};");
        writer.Line($"internal const int PackJobs = {PackJobs.Count(plans.Training)};");
        writer.Line($"internal const int GradientJobs = {GradientJobs.Count(plans.Training)};");
    }

    /// <summary>
    /// Writes the kernels of both plans, step by step, and what is in both once. Steps of one name come from the same layers; what their kernels
    /// of one signature do is the same.
    /// </summary>
    private static void WriteSteps(CodeWriter writer, FormPlans plans)
    {
        var written = new HashSet<string>();
        foreach (IGrouping<string, Step> steps in plans.Training.Steps.Concat(plans.Inference.Steps).GroupBy(step => step.Name))
        {
            Step step = steps.First();
            string costs = step.ForwardFlops == 0 ? "" : $"; {NumberText.Grouped(step.ForwardFlops)} FLOPs forward";
            writer.Heading($"{step.Name}: {step.Text}{costs}.");
            writer.Line($"// Plan: {step.Words}.");
            foreach (Step ofPlan in steps.Where(step => !step.IsSkipped).OrderBy(step => step.Setting.Purpose))
            {
                WriteKernels(writer, ofPlan, written);
            }
        }
    }

    /// <summary>Writes a step's kernels, without those of a signature that is written already.</summary>
    internal static void WriteKernels(CodeWriter writer, Step step, HashSet<string> written)
    {
        foreach (Kernel kernel in step.Kernels)
        {
            foreach (KernelPart part in kernel.Parts.Where(part => written.Add(part.Signature)))
            {
                part.Write(writer);
            }

            if (written.Add(kernel.Signature))
            {
                kernel.Body(writer, kernel);
            }
        }
    }
}
