using NetGen.Generator.Emission.Code;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Drivers;

/// <summary>Calls that pack a layer's parameters.</summary>
internal static class PackCall
{
    public static void Write(CodeWriter writer, ExecutionPlan plan, Step step, Weighted weighted, string method, string target)
    {
        int kernel = plan.ParameterOffsets[step.Node.Index];
        int bias = kernel + step.Node.Parameters[0].Size;
        string biasArgument = weighted.UseBias && method == "Pack" ? $"ref {Reference.At("parameters", bias)}, " : "";
        writer.Line($"{step.Name}{method}(ref {Reference.At("parameters", kernel)}, {biasArgument}ref {Reference.At("packed", target)});");
    }
}
