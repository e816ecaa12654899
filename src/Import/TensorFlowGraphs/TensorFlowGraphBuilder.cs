using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;
using NetGen.Import.Json;

namespace NetGen.Import.TensorFlowGraphs;

/// <summary>Makes a graph in ONNX's vocabulary of one of TensorFlow's: images have their channels last, and kernels are turned.</summary>
internal sealed class TensorFlowGraphBuilder(Graph graph, IReadOnlyDictionary<string, GraphTensor> weights)
{
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The graph is none.</exception>
    public void Build(JsonValue model)
    {
        TensorFlowNode[] nodes = [.. (model["modelTopology"]?["node"]?.Items ?? []).Select(node => new TensorFlowNode(node))];
        foreach (TensorFlowNode node in nodes)
        {
            if (_values.ContainsKey(node.Name))
            {
                throw new FormatException($"it has two nodes called '{FileText.Of(node.Name)}'");
            }

            _values.Add(node.Name, new GraphValue(node.Name) { Constant = node.Operator == "Const" ? Constant(node) : null });
        }

        TensorFlowNode[] inputs = [.. nodes.Where(node => node.Operator == "Placeholder")];
        if (inputs.Length != 1)
        {
            graph.Obstacles.Add("Graph", "", $"has {inputs.Length} inputs", "a network has one input");
        }

        foreach (TensorFlowNode input in inputs)
        {
            _values[input.Name].Shape = input.Shape("shape");
            graph.Input ??= _values[input.Name];
        }

        foreach (TensorFlowNode node in nodes.Where(node => node.Operator is not ("Const" or "Placeholder" or "NoOp")))
        {
            TensorFlowOperators.Add(this, node);
        }

        AddOutputs(model, nodes);
    }

    /// <summary>A node's input; null where it has no so many.</summary>
    public GraphValue? Input(TensorFlowNode node, int index)
    {
        if (index >= node.Inputs.Count)
        {
            return null;
        }

        string[] parts = node.Inputs[index].Split(':');
        if (parts.Length > 1 && parts[parts.Length - 1] != "0")
        {
            graph.Obstacles.Add(node.Operator, node.Name, $"reads another output of '{FileText.Of(parts[0])}' than the first", "first outputs can be imported");
        }

        return _values.TryGetValue(parts[0], out GraphValue? value)
            ? value
            : throw new FormatException($"its node '{FileText.Of(node.Name)}' reads '{FileText.Of(parts[0])}', which is not there");
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="node">The node that it comes from.</param>
    /// <param name="kind">The operator in ONNX's words.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="output">What it puts out; null for the node's own value.</param>
    public GraphNode Add(TensorFlowNode node, string kind, IEnumerable<GraphValue?> inputs, GraphValue? output = null)
    {
        var added = new GraphNode(kind, node.Name, TensorFlowOperators.Version) { Operator = node.Operator };
        added.Set("channels_last", 1L);
        foreach (GraphValue? input in inputs)
        {
            added.Inputs.Add(input);
            input?.Readers.Add(added);
        }

        GraphValue made = output ?? _values[node.Name];
        made.Producer = added;
        added.Outputs.Add(made);
        graph.Nodes.Add(added);
        return added;
    }

    public void Refuse(TensorFlowNode node, string reason, string needed) => graph.Obstacles.Add(node.Operator, node.Name, reason, needed);

    private GraphTensor Constant(TensorFlowNode node) =>
        weights.TryGetValue(node.Name, out GraphTensor? tensor)
            ? tensor
            : throw new FormatException($"its constant '{FileText.Of(node.Name)}' is not among its weights");

    /// <summary>What the signature names, or else what nobody reads.</summary>
    private void AddOutputs(JsonValue model, TensorFlowNode[] nodes)
    {
        JsonValue? signature = (model["signature"] ?? model["userDefinedMetadata"]?["signature"])?["outputs"];
        string[] named = [.. (signature?.Members ?? []).Select(member => (member.Value["name"]?.Text ?? "").Split(':')[0])];
        string[] names = named.Length > 0
            ? named
            : [.. nodes.Where(node => node.Operator is not ("Const" or "NoOp") && _values[node.Name].Readers.Count == 0).Select(node => node.Name)];
        foreach (string name in names)
        {
            graph.Outputs.Add(
                _values.TryGetValue(name, out GraphValue? value) ? value : throw new FormatException($"its output '{FileText.Of(name)}' is not there"));
        }
    }
}
