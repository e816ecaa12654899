using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Files;

/// <summary>
/// Writes the class that makes a network's parts, itself in two parts. One is all that the members of the user's class need
/// to compile; the other fills it with life. The methods between them are optional to the language, so an editor may leave the
/// second part out, and all kernels with it, and nothing is missing.
/// </summary>
internal static class FactoryEmitter
{
    /// <summary>The name of the class.</summary>
    public static string NameOf(string className) => className + "_Factory";

    public static CodeWriter Write(TypeDeclaration type, string className)
    {
        var writer = new CodeWriter();
        using CodeWriter.Scope body = GeneratedFile.Open(writer, type.HintName, "the door from the members of its class to their bodies");
        writer.Line($"/// <summary>Makes what {type.HintName} consists of.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal static partial class {NameOf(className)}"))
        {
            writer.Line("/// <summary>Made when first asked for, and so before any static member of the network's class that asks for it.</summary>");
            writer.Line("internal static NetworkInfo Info { get; } = Describe();");
            writer.Gap();
            WriteMethod(
                writer,
                "internal static InferencePass CreateInferencePass(NetworkInfo info, NetworkParameters parameters)",
                "InferencePass",
                "CreateInferencePass(info, parameters, ref made)");
            WriteMethod(
                writer,
                "internal static TrainingPass CreateTrainingPass(NetworkInfo info, NetworkParameters parameters, int capacity, int workers)",
                "TrainingPass",
                "CreateTrainingPass(info, parameters, capacity, workers, ref made)");
            if (type.LayerOutputs)
            {
                WriteMethod(
                    writer,
                    "internal static LayerOutputPass CreateLayerOutputPass(NetworkInfo info, NetworkParameters parameters)",
                    "LayerOutputPass",
                    "CreateLayerOutputPass(info, parameters, ref made)");
            }

            WriteMethod(writer, "private static NetworkInfo Describe()", "NetworkInfo", "Describe(ref made)");
            writer.Line("// Their bodies stand with the passes.");
            writer.Line("static partial void Describe(ref NetworkInfo made);");
            writer.Gap();
            writer.Line("static partial void CreateInferencePass(NetworkInfo info, NetworkParameters parameters, ref InferencePass made);");
            writer.Gap();
            writer.Line("static partial void CreateTrainingPass(NetworkInfo info, NetworkParameters parameters, int capacity, int workers, ref TrainingPass made);");
            if (type.LayerOutputs)
            {
                writer.Gap();
                writer.Line("static partial void CreateLayerOutputPass(NetworkInfo info, NetworkParameters parameters, ref LayerOutputPass made);");
            }
        }

        return writer;
    }

    /// <summary>The second part.</summary>
    public static void WriteBodies(CodeWriter writer, TypeDeclaration type, FormPlans plans, string className)
    {
        using (writer.Block($"internal static partial class {NameOf(className)}"))
        {
            InfoEmitter.Write(writer, type, plans, className);
            writer.Gap();
            writer.Line("static partial void CreateInferencePass(NetworkInfo info, NetworkParameters parameters, ref InferencePass made) =>");
            writer.Line($"    made = new {className}_InferencePass(info, parameters);");
            writer.Gap();
            writer.Line("static partial void CreateTrainingPass(NetworkInfo info, NetworkParameters parameters, int capacity, int workers, ref TrainingPass made) =>");
            writer.Line($"    made = new {className}_TrainingPass(info, parameters, capacity, workers);");
        }
    }

    /// <summary>What <see cref="LayerOutputsEmitter"/> adds to the second part.</summary>
    public static void WriteLayerOutputBody(CodeWriter writer, string className)
    {
        using (writer.Block($"internal static partial class {NameOf(className)}"))
        {
            writer.Line("static partial void CreateLayerOutputPass(NetworkInfo info, NetworkParameters parameters, ref LayerOutputPass made) =>");
            writer.Line($"    made = new {className}_LayerOutputPass(info, parameters);");
        }
    }

    private static void WriteMethod(CodeWriter writer, string signature, string type, string call)
    {
        using (writer.Block(signature))
        {
            writer.Line($"{type} made = null!;");
            writer.Line($"{call};");
            writer.Line("return made;");
        }

        writer.Gap();
    }
}
