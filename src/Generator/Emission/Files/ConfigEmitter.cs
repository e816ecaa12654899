using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes what each layer of a network was declared with, under Keras's names.</summary>
internal static class ConfigEmitter
{
    private const int MostColumns = 150;

    /// <summary>The most layers that one method describes: with many more of them the JIT would leave it unoptimized.</summary>
    public const int LayersAtOnce = 64;

    /// <summary>The name of the class.</summary>
    public static string NameOf(string className) => className + "_Configs";

    public static void Write(CodeWriter writer, Network network, string className, string displayName)
    {
        writer.Line($"/// <summary>What the layers of {displayName} were declared with, under Keras's names.</summary>");
        GeneratedFile.WriteAttribute(writer);
        using (writer.Block($"internal sealed class {NameOf(className)} : LayerConfigs"))
        {
            if (network.Nodes.Count <= LayersAtOnce)
            {
                WriteSwitch(writer, "public override global::NetGen.KerasConfig Of(int layer) => layer switch", network.Nodes);
                return;
            }

            writer.Line($"public override global::NetGen.KerasConfig Of(int layer) => (layer / {LayersAtOnce}) switch");
            writer.Line("{");
            for (int first = 0; first < network.Nodes.Count; first += LayersAtOnce)
            {
                writer.Line($"    {first / LayersAtOnce} => From{first}(layer),");
            }

            writer.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(layer)),");
            writer.Line("};");
            for (int first = 0; first < network.Nodes.Count; first += LayersAtOnce)
            {
                writer.Gap();
                IEnumerable<Node> layers = network.Nodes.Skip(first).Take(LayersAtOnce);
                WriteSwitch(writer, $"private static global::NetGen.KerasConfig From{first}(int layer) => layer switch", layers);
            }
        }
    }

    private static void WriteSwitch(CodeWriter writer, string head, IEnumerable<Node> layers)
    {
        writer.Line(head);
        writer.Line("{");
        foreach (Node node in layers)
        {
            WriteLayer(writer, node);
        }

        writer.Line("    _ => throw new global::System.ArgumentOutOfRangeException(nameof(layer)),");
        writer.Line("};");
    }

    private static void WriteLayer(CodeWriter writer, Node node)
    {
        string trainable = !node.Layer.SaysTrainable ? "null" : node.Layer.IsTrainable ? "true" : "false";
        string line = $"    {node.Index} => Layer(\"{node.Name}\", {trainable}";
        foreach ((string name, string expression) in node.Layer.Hyperparameters)
        {
            string entry = $"(\"{name}\", {expression})";
            if (line.Length + entry.Length + 4 > MostColumns)
            {
                writer.Line(line + ",");
                line = "        " + entry;
            }
            else
            {
                line += ", " + entry;
            }
        }

        writer.Line(line + "),");
    }
}
