using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emission.Code;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes the members of the user's class.</summary>
internal static class ClassEmitter
{
    public static CodeWriter Write(TypeDeclaration type, ExecutionPlan[] plans, string className)
    {
        var writer = new CodeWriter();
        GeneratedFile.WriteMark(writer);
        var scopes = new Stack<CodeWriter.Scope>();
        Open(writer, type, scopes);
        SummaryComment.Write(writer, plans);
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"partial class {type.Name} : global::NetGen.{(type.LayerOutputs ? "ILayerOutputs" : "INetwork")}"))
        {
            WriteMembers(writer, type, className);
        }

        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }

        return writer;
    }

    /// <summary>The members with bodies that only say that the declaration has errors.</summary>
    public static CodeWriter WriteSignatures(TypeDeclaration type)
    {
        var writer = new CodeWriter();
        GeneratedFile.WriteMark(writer);
        var scopes = new Stack<CodeWriter.Scope>();
        Open(writer, type, scopes);
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"partial class {type.Name} : global::NetGen.{(type.LayerOutputs ? "ILayerOutputs" : "INetwork")}"))
        {
            const string Throw = "throw new global::System.NotSupportedException(\"The declaration of this network has errors.\");";
            writer.Line("/// <summary>Not to be had: the declaration of this network has errors.</summary>");
            writer.Line($"public {type.Name}(int seed = 0) => {Throw}");
            writer.Gap();
            writer.Line("/// <summary>Not to be had: the declaration of this network has errors.</summary>");
            writer.Line($"public static global::NetGen.NetworkInfo Info => {Throw}");
            writer.Gap();
            writer.Line($"global::NetGen.NetworkInfo global::NetGen.INetwork.Info => {Throw}");
            writer.Gap();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public global::NetGen.NetworkParameters Parameters => {Throw}");
            writer.Gap();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public void Predict(global::System.ReadOnlySpan<float> input, global::System.Span<float> output) => {Throw}");
            writer.Gap();
            writer.Line($"global::NetGen.Execution.TrainingPass global::NetGen.INetwork.CreateTrainingPass(int capacity, int workers) => {Throw}");
            if (type.LayerOutputs)
            {
                writer.Gap();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public float[] LayerOutput(string layer, global::System.ReadOnlySpan<float> sample) => {Throw}");
                writer.Gap();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public void LayerOutput(string layer, global::System.ReadOnlySpan<float> sample, global::System.Span<float> output) => {Throw}");
            }
        }

        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }

        return writer;
    }

    private static void Open(CodeWriter writer, TypeDeclaration type, Stack<CodeWriter.Scope> scopes)
    {
        if (type.Namespace.Length > 0)
        {
            scopes.Push(writer.Block($"namespace {type.Namespace}"));
        }

        foreach (string header in type.ContainingTypes)
        {
            scopes.Push(writer.Block(header));
        }
    }

    private static void WriteMembers(CodeWriter writer, TypeDeclaration type, string className)
    {
        string factory = $"global::{GeneratedFile.Namespace}.{FactoryEmitter.NameOf(className)}";
        writer.Line("private readonly global::NetGen.Execution.InferencePass _inference;");
        if (type.LayerOutputs)
        {
            writer.Line("private readonly global::NetGen.Execution.LayerOutputPass _layerOutputs;");
        }

        writer.Line();
        writer.Line("/// <summary>A network with fresh parameters.</summary>");
        writer.Line("/// <param name=\"seed\">Decides the first values of the parameters; the same seed gives the same values.</param>");
        using (writer.Block($"public {type.Name}(int seed = 0)"))
        {
            writer.Line("Parameters = new global::NetGen.NetworkParameters(Info);");
            writer.Line("Parameters.Initialize(seed);");
            writer.Line($"_inference = {factory}.CreateInferencePass(Info, Parameters);");
            if (type.LayerOutputs)
            {
                writer.Line($"_layerOutputs = {factory}.CreateLayerOutputPass(Info, Parameters);");
            }
        }

        writer.Line();
        writer.Line("/// <summary>Layers, shapes, parameters and costs of the network.</summary>");
        writer.Line($"public static global::NetGen.NetworkInfo Info {{ get; }} = {factory}.Describe();");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public global::NetGen.NetworkParameters Parameters { get; }");
        writer.Line();
        writer.Line("global::NetGen.NetworkInfo global::NetGen.INetwork.Info => Info;");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public void Predict(global::System.ReadOnlySpan<float> input, global::System.Span<float> output) =>");
        writer.Line("    _inference.Predict(input, output);");
        writer.Line();
        writer.Line("global::NetGen.Execution.TrainingPass global::NetGen.INetwork.CreateTrainingPass(int capacity, int workers) =>");
        writer.Line($"    {factory}.CreateTrainingPass(Info, Parameters, capacity, workers);");
        if (type.LayerOutputs)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public float[] LayerOutput(string layer, global::System.ReadOnlySpan<float> sample) =>");
            writer.Line("    _layerOutputs.Read(layer, sample);");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public void LayerOutput(string layer, global::System.ReadOnlySpan<float> sample, global::System.Span<float> output) =>");
            writer.Line("    _layerOutputs.Read(layer, sample, output);");
        }
    }
}
