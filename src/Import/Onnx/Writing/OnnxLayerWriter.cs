using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.Onnx.Writing;

/// <summary>A layer on its way into a model: what it reads, what it weighs, and the nodes that it becomes.</summary>
internal sealed class OnnxLayerWriter(OnnxGraphWriter graph, INetwork network, LayerInfo layer, IReadOnlyList<OnnxValue> inputs, FoldedNormalizations folded)
{
    public LayerInfo Layer => layer;

    public IReadOnlyList<OnnxValue> Inputs => inputs;

    public FoldedNormalizations Folded => folded;

    /// <summary>What the next node reads; at last, what the layer puts out.</summary>
    public string Result { get; set; } = inputs[0].Name;

    public bool IsImage => inputs[0].Shape.Count == 3;

    /// <summary>Words on the declaration, beside the kind.</summary>
    public bool IsSame { get; set; }

    public bool HasOutputPadding { get; set; }

    public IReadOnlyList<int> SharedAxes { get; set; } = [];

    public T Config<T>(string name) =>
        layer.Config[name] is T value ? value : throw new NotSupportedException(FormattableString.Invariant($"'{name}' of the layer '{layer.Name}' is {layer.Config[name] ?? "nothing"}."));

    public int[] Sizes(string name) => [.. Config<IReadOnlyList<int>>(name)];

    /// <summary>A number, whether or not it is whole.</summary>
    public double? Number(string name) =>
        layer.Config.TryGetValue(name, out object? value) ? value switch { double number => number, int whole => whole, _ => null } : null;

    public bool HasParameter(string role) => layer.Parameters.Any(parameter => parameter.Name == $"{layer.Name}/{role}");

    /// <summary>A parameter's values.</summary>
    public GraphTensor Parameter(string role)
    {
        Parameter parameter = network.Parameters[$"{layer.Name}/{role}"];
        return GraphTensor.Of(parameter.Values.ToArray()).With(parameter.Info.Shape);
    }

    /// <summary>Writes a constant of the layer.</summary>
    public string Constant(string role, GraphTensor tensor) => graph.Tensor($"{layer.Name}/{role}", tensor.Shape, tensor.Floats);

    /// <summary>Writes a number of the layer.</summary>
    public string Constant(string role, double number) => graph.Tensor($"{layer.Name}/{role}", [], [(float)number]);

    public string Integers(string role, params ReadOnlySpan<long> values) => graph.Integers($"{layer.Name}/{role}", values);

    /// <summary>Adds the node that bears the layer's name, which reads what there is and other values.</summary>
    public void Whole(string kind, OnnxAttributes? attributes = null, params string[] others) => Node(kind, layer.Name, attributes, [Result, .. others]);

    /// <summary>Adds a node that is a part of the layer.</summary>
    public void Part(string kind, string part, OnnxAttributes? attributes = null, params string[] others) =>
        Node(kind, $"{layer.Name}/{part}", attributes, [Result, .. others]);

    /// <summary>Adds a node that reads other values alone.</summary>
    public string Node(string kind, string name, OnnxAttributes? attributes, params string[] reads) =>
        Result = graph.Node(kind, name, reads, attributes, Graphs.Lowering.Hint.Words(layer.Kind, IsSame, HasOutputPadding, SharedAxes));

    /// <summary>A constant of NetGen's order of axes as values of this layer's input have it: (height, width, channels) as (channels, height, width).</summary>
    public GraphTensor Arranged(GraphTensor constant) =>
        constant.Rank == 3 ? constant.Transpose(2, 0, 1) : IsImage && constant.Rank == 1 ? constant.With([constant.Count, 1, 1]) : constant;

    /// <summary>The function behind the layer as nodes of their own.</summary>
    public void Function(bool isImage)
    {
        if (layer.Config.TryGetValue("activation", out object? function) && function is string name)
        {
            WriteActivations.Function(this, name, $"{layer.Name}/activation", isImage, null);
        }
    }
}
