using NetGen.Generator.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Calls that pack a layer's parameters.</summary>
internal static class PackCall
{
    /// <summary>Packs the mean and the variance of a normalization.</summary>
    public static void Write(CodeWriter writer, ExecutionPlan plan, NormalizationStep step, string target)
    {
        int mean = plan.ParameterOffsets[step.Node.Index];
        int variance = mean + step.Node.Parameters[0].Size;
        writer.Line($"{step.Name}Pack(ref {Reference.At("parameters", mean)}, ref {Reference.At("parameters", variance)}, ref {Reference.At("packed", target)});");
    }

    public static void Write(CodeWriter writer, ExecutionPlan plan, Step step, Weighted weighted, string method, string target)
    {
        int kernel = plan.ParameterOffsets[step.Node.Index];
        int bias = kernel + step.Node.Parameters[0].Size;
        string biasArgument = weighted.UseBias && method == "Pack" ? $"ref {Reference.At("parameters", bias)}, " : "";
        writer.Line($"{step.Name}{method}(ref {Reference.At("parameters", kernel)}, {biasArgument}ref {Reference.At("packed", target)});");
    }
}
