using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes the members of the user's class.</summary>
internal static class ClassEmitter
{
    private const string Parts = "global::NetGen.Execution.";
    private const string Samples = "global::System.ReadOnlySpan<float>";
    private const string Values = "global::System.Span<float>";

    /// <param name="type">The class.</param>
    /// <param name="plans">The network's plans in the widest form.</param>
    /// <param name="className">Begins the names of the classes that are emitted.</param>
    /// <param name="resource">The resource that holds the weights; null where there is none.</param>
    public static CodeWriter Write(TypeDeclaration type, FormPlans plans, string className, string? resource)
    {
        var writer = new CodeWriter();
        GeneratedFile.WriteHeader(writer, type.HintName, "the members of its class");

        // Without warnings: whether a constructor leaves a member of the user's null is said where the user wrote one.
        writer.Line("#nullable enable annotations");
        writer.Line();
        WriteClass(writer, type, () => SummaryComment.Write(writer, plans), () => WriteMembers(writer, type, className, resource));
        return writer;
    }

    /// <summary>The members with bodies that only say that the declaration has errors, in words that every compiler for .NET 10 reads.</summary>
    public static CodeWriter WriteSignatures(TypeDeclaration type)
    {
        var writer = new CodeWriter();
        GeneratedFile.WriteHeader(writer, type.HintName, "the members of its class, whose declaration has errors");
        writer.Line();
        WriteClass(writer, type, static () => { }, () => WriteThrowingMembers(writer, type));
        return writer;
    }

    private static void WriteClass(CodeWriter writer, TypeDeclaration type, System.Action writeSummary, System.Action writeMembers)
    {
        var scopes = new Stack<CodeWriter.Scope>();
        if (type.Namespace.Length > 0)
        {
            scopes.Push(writer.Block($"namespace {type.Namespace}"));
        }

        foreach (string header in type.ContainingTypes)
        {
            scopes.Push(writer.Block(header));
        }

        writeSummary();
        using (writer.Block($"partial class {type.Name} : global::NetGen.{(type.LayerOutputs ? "ILayerOutputs" : "INetwork")}"))
        {
            writeMembers();
        }

        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }
    }

    private static void WriteMembers(CodeWriter writer, TypeDeclaration type, string className, string? resource)
    {
        string factory = $"global::{GeneratedFile.Namespace}.{FactoryEmitter.NameOf(className)}";
        writer.Line($"private {New(type, "_inference")}readonly {Parts}InferencePass _inference;");
        if (type.LayerOutputs)
        {
            writer.Line($"private {New(type, "_layerOutputs")}readonly {Parts}LayerOutputPass _layerOutputs;");
        }

        writer.Line();
        writer.Line("/// <summary>A network with fresh parameters.</summary>");
        writer.Line("/// <param name=\"seed\">Decides the first values of the parameters; the same seed gives the same values.</param>");
        WriteConstructor(writer, type, factory, Constructor(type), "Parameters.Initialize(seed);");
        WriteMember(writer, "<summary>Layers, shapes, parameters and costs of the network.</summary>", $"{Info(type)} => {factory}.Info;");
        WriteMember(writer, "<inheritdoc/>", $"{Parameters(type)} {{ get; }}");
        WriteMember(writer, "<inheritdoc/>", $"{PredictionThreads(type)}\n{{\n    get => _inference.PredictionThreads;\n    set => _inference.PredictionThreads = value;\n}}");
        WriteMember(writer, "", $"{InfoOfInterface} => Info;");
        WriteMember(writer, "<inheritdoc/>", $"{Predict(type)} =>\n    _inference.Predict(input, output);");
        WriteMember(writer, "", $"{CreateTrainingPass} =>\n    {factory}.CreateTrainingPass(Info, Parameters, capacity, workers);");
        if (type.LayerOutputs)
        {
            WriteMember(writer, "<inheritdoc/>", $"{ReadLayerOutput(type)} =>\n    _layerOutputs.Read(layer, sample);");
            WriteMember(writer, "<inheritdoc/>", $"{CopyLayerOutput(type)} =>\n    _layerOutputs.Read(layer, sample, output);");
        }

        if (type.Extras.Pretrained)
        {
            WritePretrained(writer, type, factory, resource);
        }
    }

    private static void WriteConstructor(CodeWriter writer, TypeDeclaration type, string factory, string signature, string fill)
    {
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block(signature))
        {
            writer.Line("Parameters = new global::NetGen.NetworkParameters(Info);");
            writer.Line(fill);
            writer.Line($"_inference = {factory}.CreateInferencePass(Info, Parameters);");
            if (type.LayerOutputs)
            {
                writer.Line($"_layerOutputs = {factory}.CreateLayerOutputPass(Info, Parameters);");
            }
        }
    }

    /// <summary>Writes the method that makes a network of weights that are there, and its constructor, which draws none at random.</summary>
    private static void WritePretrained(CodeWriter writer, TypeDeclaration type, string factory, string? resource)
    {
        if (resource is null)
        {
            WriteMember(
                writer,
                "<summary>Not to be had: the weights of this network have errors.</summary>",
                $"{Pretrained(type)} =>\n    throw new global::System.NotSupportedException(\"The weights of this network have errors.\");");
            return;
        }

        writer.Gap();
        WriteConstructor(writer, type, factory, $"private {type.Name}({Parts}EmbeddedWeights weights)", "weights.Load(Parameters);");
        WriteMember(
            writer,
            "<summary>A network with the weights that the class's attribute names: they are part of the assembly, and no file is read.</summary>",
            $"{Pretrained(type)} =>\n    new {type.Name}(new {Parts}EmbeddedWeights(typeof({type.Name}), {Literal.Of(resource)}));");
    }

    private static void WriteThrowingMembers(CodeWriter writer, TypeDeclaration type)
    {
        const string Throw = "throw new global::System.NotSupportedException(\"The declaration of this network has errors.\");";
        const string Summary = "<summary>Not to be had: the declaration of this network has errors.</summary>";
        WriteMember(writer, Summary, $"{Constructor(type)} => {Throw}");
        WriteMember(writer, Summary, $"{Info(type)} => {Throw}");
        WriteMember(writer, "<inheritdoc/>", $"{Parameters(type)} => {Throw}");
        WriteMember(writer, "<inheritdoc/>", $"{PredictionThreads(type)}\n{{\n    get => {Throw}\n    set => {Throw}\n}}");
        WriteMember(writer, "", $"{InfoOfInterface} => {Throw}");
        WriteMember(writer, "<inheritdoc/>", $"{Predict(type)} => {Throw}");
        WriteMember(writer, "", $"{CreateTrainingPass} => {Throw}");
        if (type.LayerOutputs)
        {
            WriteMember(writer, "<inheritdoc/>", $"{ReadLayerOutput(type)} => {Throw}");
            WriteMember(writer, "<inheritdoc/>", $"{CopyLayerOutput(type)} => {Throw}");
        }

        if (type.Extras.Pretrained)
        {
            WriteMember(writer, Summary, $"{Pretrained(type)} => {Throw}");
        }
    }

    private static void WriteMember(CodeWriter writer, string documentation, string member)
    {
        writer.Gap();
        if (documentation.Length > 0)
        {
            writer.Line("/// " + documentation);
        }

        GeneratedFile.WriteAttribute(writer);
        writer.Line(member);
    }

    private const string InfoOfInterface = "global::NetGen.NetworkInfo global::NetGen.INetwork.Info";

    private const string CreateTrainingPass = Parts + "TrainingPass global::NetGen.INetwork.CreateTrainingPass(int capacity, int workers)";

    private static string Constructor(TypeDeclaration type) => $"public {type.Name}(int seed = 0)";

    private static string Info(TypeDeclaration type) => $"public static {New(type, "Info")}global::NetGen.NetworkInfo Info";

    private static string Parameters(TypeDeclaration type) => $"public {New(type, "Parameters")}global::NetGen.NetworkParameters Parameters";

    private static string PredictionThreads(TypeDeclaration type) => $"public {New(type, "PredictionThreads")}int PredictionThreads";

    private static string Predict(TypeDeclaration type) => $"public {New(type, EmittedMembers.Predict)}void Predict({Samples} input, {Values} output)";

    private static string ReadLayerOutput(TypeDeclaration type) =>
        $"public {New(type, EmittedMembers.ReadLayerOutput)}float[] LayerOutput(string layer, {Samples} sample)";

    private static string CopyLayerOutput(TypeDeclaration type) =>
        $"public {New(type, EmittedMembers.CopyLayerOutput)}void LayerOutput(string layer, {Samples} sample, {Values} output)";

    private static string Pretrained(TypeDeclaration type) => $"public static {New(type, EmittedMembers.Pretrained)}{type.Name} Pretrained()";

    /// <summary>The word that a member needs where the user's class inherits one that it hides.</summary>
    private static string New(TypeDeclaration type, string member) => type.Hiding.Contains(member) ? "new " : "";

    private static string New(TypeDeclaration type, EmittedMethod method) => New(type, method.ToString());
}
