using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Graphs;

/// <summary>An operator of a graph, in ONNX's vocabulary.</summary>
/// <param name="kind">The operator: "Conv".</param>
/// <param name="name">The node's name in the file; that of its first output where it has none.</param>
/// <param name="version">The version of the set of operators that it was written for.</param>
internal sealed class GraphNode(string kind, string name, int version)
{
    private readonly Dictionary<string, object> _attributes = new(StringComparer.Ordinal);

    public string Kind { get; set; } = kind;

    public string Name => name;

    public int Version => version;

    /// <summary>What the format calls the operator, for messages: that of TensorFlow is another than ONNX's.</summary>
    public string Operator { get; set; } = kind;

    /// <summary>The values that it reads; null where an optional one is left out.</summary>
    public List<GraphValue?> Inputs { get; } = [];

    public List<GraphValue> Outputs { get; } = [];

    public GraphValue Output => Outputs[0];

    /// <summary>The function behind a layer, once it has become part of it: a member of NetGen's enum.</summary>
    public string? Activation { get; set; }

    public GraphValue? Input(int index) => index < Inputs.Count ? Inputs[index] : null;

    /// <summary>An input's values, where it is a constant.</summary>
    public GraphTensor? Constant(int index) => Input(index)?.Constant;

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public GraphNode Set(string attribute, object value)
    {
        _attributes[attribute] = value;
        return this;
    }

    /// <summary>Copies all attributes to another node.</summary>
    public void CopyAttributesTo(GraphNode other)
    {
        foreach (KeyValuePair<string, object> attribute in _attributes)
        {
            other._attributes[attribute.Key] = attribute.Value;
        }
    }

    public int Integer(string attribute, int byDefault) =>
        _attributes.TryGetValue(attribute, out object? value) && value is long number ? checked((int)number) : byDefault;

    public double Number(string attribute, double byDefault) =>
        _attributes.TryGetValue(attribute, out object? value) && value is double number ? number : byDefault;

    public string Text(string attribute, string byDefault) => _attributes.TryGetValue(attribute, out object? value) && value is string text ? text : byDefault;

    public object? Value(string attribute) => _attributes.TryGetValue(attribute, out object? value) ? value : null;

    public GraphTensor? Tensor(string attribute) => _attributes.TryGetValue(attribute, out object? value) ? value as GraphTensor : null;

    public int[]? Integers(string attribute) =>
        _attributes.TryGetValue(attribute, out object? value) && value is long[] numbers ? [.. numbers.Select(Saturated)] : null;

    public double[]? Numbers(string attribute) => _attributes.TryGetValue(attribute, out object? value) ? value as double[] : null;

    /// <summary>Whole numbers that an attribute says, or from a later version on a constant that is read; null where neither does.</summary>
    public int[]? IntegersOrInput(string attribute, int input) =>
        Integers(attribute) ?? (Constant(input) is { } constant ? [.. constant.Integers.Select(Saturated)] : null);

    /// <summary>A number that an attribute says, or from a later version on a constant that is read; null where neither does.</summary>
    public double? NumberOrInput(string attribute, int input) =>
        _attributes.TryGetValue(attribute, out object? value) && value is double number ? number
            : Constant(input) is { Count: 1 } constant ? constant[0]
            : null;

    /// <summary>Whether an input is there that must be a constant, and is none.</summary>
    public bool IsComputed(int input) => Input(input) is { Constant: null };

    /// <summary>"As far as there is" is written as the largest number of 64 bits.</summary>
    private static int Saturated(long number) => number > int.MaxValue ? int.MaxValue : number < int.MinValue ? int.MinValue : (int)number;
}
