using System.Linq;
using NetGen.Generator.Code;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission.Files;

/// <summary>Writes the static description of a network.</summary>
internal static class InfoEmitter
{
    public static void Write(CodeWriter writer, TypeDeclaration type, FormPlans plans, string className)
    {
        string layout = className + "_Layout";
        ExecutionPlan plan = plans.Training;
        Network network = plan.Network;
        if (network.Nodes.Count <= ConfigEmitter.LayersAtOnce)
        {
            writer.Line("static partial void Describe(ref NetworkInfo made) => made = new NetworkInfo(");
            WriteHead();
            writer.Line("    new global::NetGen.LayerInfo[]");
            writer.Line("    {");
            foreach (Node node in network.Nodes)
            {
                WriteLayer(writer, plan, node, layout, "        ", "new global::NetGen.LayerInfo", "},");
            }

            writer.Line("    })");
            WriteRest();
            return;
        }

        using (writer.Block("static partial void Describe(ref NetworkInfo made)"))
        {
            writer.Line($"var layers = new global::NetGen.LayerInfo[{network.Nodes.Count}];");
            for (int first = 0; first < network.Nodes.Count; first += ConfigEmitter.LayersAtOnce)
            {
                writer.Line($"DescribeFrom{first}(layers);");
            }

            writer.Line("made = new NetworkInfo(");
            WriteHead();
            writer.Line("    layers)");
            WriteRest();
        }

        for (int first = 0; first < network.Nodes.Count; first += ConfigEmitter.LayersAtOnce)
        {
            writer.Gap();
            using (writer.Block($"private static void DescribeFrom{first}(global::NetGen.LayerInfo[] layers)"))
            {
                foreach (Node node in network.Nodes.Skip(first).Take(ConfigEmitter.LayersAtOnce))
                {
                    WriteLayer(writer, plan, node, layout, "", $"layers[{node.Index}] = new global::NetGen.LayerInfo", "};");
                }
            }
        }

        void WriteHead()
        {
            writer.Line($"    \"{type.Name.TrimStart('@')}\",");
            writer.Line($"    {Shape(network.Input)},");
        }

        void WriteRest()
        {
            writer.Line("{");
            writer.Line($"    LayerConfigs = new {ConfigEmitter.NameOf(className)}(),");
            writer.Line($"    OutputActivation = global::NetGen.Activation.{plan.OutputActivation.ToString()},");
            writer.Line($"    InferenceBytes = sizeof(float) * ((long){layout}.PackedLength + {layout}.WorkspaceLength),");
            writer.Line(
                $"    TrainingBytes = sizeof(float) * ({Literal.Of(plan.Parameters.TrainableLength)}L + {layout}.TrainingPackedLength + {layout}.WorkerLength"
                    + $" + ({plan.MaxLanes}L * {layout}.LaneLength)),");
            writer.Line($"    TrainingBytesPerSample = sizeof(float) * (long){layout}.BatchLength,");
            writer.Line($"    TrainingBytesPerWorker = sizeof(float) * (long){layout}.WorkerLength,");
            writer.Line("};");
        }
    }

    private static void WriteLayer(CodeWriter writer, ExecutionPlan plan, Node node, string layout, string margin, string head, string end)
    {
        writer.Line(margin + head);
        writer.Line(margin + "{");
        writer.Line($"{margin}    Name = \"{node.Name}\",");
        writer.Line($"{margin}    Kind = \"{node.Layer.Kind}\",");
        if (!(node.Inputs is [var input] && input == node.Index - 1))
        {
            writer.Line($"{margin}    Inputs = new[] {{ {string.Join(", ", node.Inputs.Select(read => $"\"{NameOf(plan.Network, read)}\""))} }},");
        }

        writer.Line($"{margin}    InputShape = {Shape(node.InputShape)},");
        writer.Line($"{margin}    OutputShape = {Shape(node.OutputShape)},");
        writer.Line($"{margin}    ForwardFlops = {Literal.Of(node.ForwardFlops)}L,");
        writer.Line($"{margin}    Plan = {layout}.{PassEmitter.PlanName(node)},");
        if (node.Parameters.IsEmpty)
        {
            writer.Line(margin + "    Parameters = global::System.Array.Empty<global::NetGen.ParameterInfo>(),");
        }
        else
        {
            writer.Line(margin + "    Parameters = new global::NetGen.ParameterInfo[]");
            writer.Line(margin + "    {");
            for (int i = 0; i < node.Parameters.Length; i++)
            {
                writer.Line($"{margin}        {Parameter(node, node.Parameters[i], plan.Parameters.OffsetOf(node, i))},");
            }

            writer.Line(margin + "    },");
        }

        writer.Line(margin + end);
    }

    private static string NameOf(Network network, int node) => node < 0 ? LayerInputs.NetworkInput : network.Nodes[node].Name;

    private static string Parameter(Node node, ParameterSpec parameter, int offset)
    {
        string text = $"new global::NetGen.ParameterInfo {{ Name = \"{node.Name}/{parameter.Role}\", Shape = new[] {{ {string.Join(", ", parameter.Shape.Select(size => Literal.Of(size)))} }}, "
            + $"Offset = {offset}, Initializer = global::NetGen.Initializer.{parameter.Initialization.Initializer}";
        text += Optional("Constant", parameter.Initialization.Constant);
        text += Optional("L1", parameter.Penalty.L1);
        text += Optional("L2", parameter.Penalty.L2);
        text += Optional("MaxNorm", parameter.Constraint.MaxNorm);
        text += parameter.Constraint.MaxNorm == 0 || parameter.NormAxes.Count == 0 ? "" : $", NormAxes = new[] {{ {string.Join(", ", parameter.NormAxes.Select(axis => Literal.Of(axis)))} }}";
        text += parameter.Constraint.NonNegative ? ", NonNegative = true" : "";
        text += parameter.IsTrainable ? "" : ", IsTrainable = false";
        return text + " }";
    }

    private static string Optional(string name, double value) => value == 0 ? "" : $", {name} = {Literal.Of((float)value)}";

    private static string Shape(Shape shape) => $"new[] {{ {string.Join(", ", shape.Dimensions.Select(size => Literal.Of(size)))} }}";
}
