using NetGen.Generator.Code;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Emission.Kernels;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes everything of a network that depends on the vector width: one static class per form.</summary>
internal static class KernelsEmitter
{
    public static CodeWriter Write(FormPlans plans, string className, string displayName)
    {
        var writer = new CodeWriter();
        using CodeWriter.Scope body = GeneratedFile.Open(writer, displayName, $"its kernels on {Literal.Of(plans.Form.Bits)}-bit vectors", "System.Runtime.Intrinsics");
        writer.Line($"/// <summary>{displayName} on {plans.Form.Bits}-bit vectors.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal static class {className}_{plans.Form.Name}"))
        {
            var places = new Places();
            var kernels = new KernelLibrary(writer, plans.Training, plans.Inference);
            CodeWriter drivers = writer.Aside();
            new InferenceDriver(drivers, plans.Inference, places, kernels).Write();
            drivers.Gap();
            new TrainingDriver(drivers, plans.Training, places, kernels, className).Write();

            WriteLayout(writer, plans);
            places.Write(writer);
            writer.Append(drivers);
            kernels.Write();
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
}
