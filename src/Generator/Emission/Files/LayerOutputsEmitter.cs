using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emission.Drivers;
using NetGen.Generator.Emission.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;
using NetGen.Generator.Steps;

namespace NetGen.Generator.Emission.Files;

/// <summary>
/// Writes the forward pass that shows what every layer puts out: kernels of their own, from a plan without fusion, so that
/// those of prediction stay as they are.
/// </summary>
internal static class LayerOutputsEmitter
{
    private const string Suffix = "_LayerOutputs";

    /// <summary>The pass: it chooses the vector form; the runtime owns the memory.</summary>
    public static CodeWriter WritePass(string className, string displayName, EquatableArray<VectorForm> forms)
    {
        string kernels = className + Suffix;
        string Choose(string member) => PassEmitter.Choose(forms, form => $"{kernels}_{form.Name}.{member}");

        var writer = new CodeWriter();
        using CodeWriter.Scope body = GeneratedFile.Open(writer, displayName, "its pass that shows what every layer puts out", "System.Runtime.Intrinsics");
        FactoryEmitter.WriteLayerOutputBody(writer, className);
        writer.Line();
        writer.Line($"/// <summary>{displayName}, forward, with the output of every layer.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal sealed class {className}_LayerOutputPass : LayerOutputPass"))
        {
            PassEmitter.WriteConstructor(
                writer,
                $"{className}_LayerOutputPass(NetworkInfo info, NetworkParameters parameters)",
                $"info, parameters, {Choose("PackedLength")}, {Choose("WorkspaceLength")}");
            using (writer.Block("protected override void Pack(ReadOnlySpan<float> parameters, AlignedBuffer packed)"))
            {
                writer.Line("ref float values = ref MemoryMarshal.GetReference(parameters);");
                PassEmitter.WriteChoice(writer, forms, kernels, "PackInference(ref values, ref packed.Start)");
            }

            writer.Line();
            using (writer.Block("protected override void Forward(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> sample)"))
            {
                writer.Line("ref float from = ref MemoryMarshal.GetReference(sample);");
                PassEmitter.WriteChoice(writer, forms, kernels, "Forward(ref packed.Start, ref workspace.Start, ref from, 1)");
            }

            writer.Line();
            writer.Line($"protected override LayerPlace Place(int layer) => {Choose("Place(layer)")};");
        }

        return writer;
    }

    /// <summary>The kernels of one vector form.</summary>
    public static CodeWriter WriteKernels(ExecutionPlan plan, string className, string displayName)
    {
        var writer = new CodeWriter();
        using CodeWriter.Scope body = GeneratedFile.Open(
            writer, displayName, $"its kernels on {Literal.Of(plan.Form.Bits)}-bit vectors where every layer shows what it puts out", "System.Runtime.Intrinsics");
        writer.Line($"/// <summary>{displayName} on {plan.Form.Bits}-bit vectors, layer by layer.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal static class {className}{Suffix}_{plan.Form.Name}"))
        {
            var places = new Places();
            var kernels = new KernelLibrary(writer, plan);
            CodeWriter driver = writer.Aside();
            new InferenceDriver(driver, plan, places, kernels).Write();

            writer.Line("// Floats of the blocks of memory.");
            writer.Line($"internal const int PackedLength = {plan.WeightsLength};");
            writer.Line($"internal const int WorkspaceLength = {plan.WorkLength};");
            places.Write(writer);
            writer.Gap();
            WritePlaces(writer, plan);
            writer.Append(driver);
            kernels.Write();
            writer.Helpers();
        }

        return writer;
    }

    private static void WritePlaces(CodeWriter writer, ExecutionPlan plan)
    {
        writer.Line("/// <summary>Where the layers' outputs lie after a pass.</summary>");
        writer.Line("internal static LayerPlace Place(int layer) => layer switch");
        writer.Line("{");
        foreach (Node node in plan.Network.Nodes)
        {
            writer.Line($"    // {node.Name} : {node.OutputShape.ToString()}");
            writer.Line($"    {node.Index} => {Place(plan, node)},");
        }

        writer.Line("    _ => throw new ArgumentOutOfRangeException(nameof(layer)),");
        writer.Line("};");
    }

    private static string Place(ExecutionPlan plan, Node node)
    {
        Tensor tensor = plan.OutputOf(node);
        int row = tensor.Width * tensor.Channels;
        return tensor.Place.Block == Block.Sample
            ? $"new LayerPlace(-1, 1, {tensor.Size}, {tensor.Size})"
            : $"new LayerPlace({tensor.Place.Offset + tensor.Origin}, {tensor.Height}, {row}, {tensor.RowStride})";
    }
}
