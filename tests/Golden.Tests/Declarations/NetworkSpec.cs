using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetGen.Golden.Tests.Declarations;

/// <summary>A network as a user would declare it: a class with one attribute per layer.</summary>
internal sealed record NetworkSpec(string Name, SampleShape Input, IReadOnlyList<LayerSpec> Layers)
{
    public bool InputGradient { get; init; } = true;

    /// <summary>Whether the network is to show its layers' outputs.</summary>
    public bool LayerOutputs { get; init; }

    /// <summary>The file whose weights are to be part of the assembly; empty where there is none.</summary>
    public string Weights { get; init; } = "";

    public SampleShape Output => Shapes[^1];

    /// <summary>What every layer puts out.</summary>
    public IReadOnlyList<SampleShape> Shapes
    {
        get
        {
            List<SampleShape> shapes = [];
            for (int i = 0; i < Layers.Count; i++)
            {
                shapes.Add(Layers[i].Infer([.. InputsOf(i).Select(input => input < 0 ? Input : shapes[input])]));
            }

            return shapes;
        }
    }

    /// <summary>The attributed class.</summary>
    public string Source
    {
        get
        {
            var text = new StringBuilder();
            text.Append("[Network(").Append(Input.ToString()).Append(InputGradient ? ", InputGradient = true" : "")
                .Append(LayerOutputs ? ", LayerOutputs = true" : "").Append(")]\n");
            for (int i = 0; i < Layers.Count; i++)
            {
                text.Append(AttributeOf(i)).Append('\n');
            }

            text.Append(Weights.Length > 0 ? $"[Weights(@\"{Weights}\")]\n" : "");
            return text.Append("public sealed partial class ").Append(Name).Append(";\n").ToString();
        }
    }

    /// <summary>The places of the layers that a layer reads, -1 for the network's input.</summary>
    public IReadOnlyList<int> InputsOf(int layer) => Layers[layer].Inputs ?? [layer - 1];

    public override string ToString() => Source;

    /// <summary>A layer's attribute with what it reads, and with a name where another layer needs one.</summary>
    private string AttributeOf(int index)
    {
        LayerSpec layer = Layers[index];
        List<string> merged = [];
        List<string> arguments = [];
        if (layer is MergingSpec)
        {
            IReadOnlyList<int> inputs = InputsOf(index);
            bool joinsAbove = inputs.Count == 2 && inputs[0] == index - 1;
            merged.AddRange(inputs.Skip(joinsAbove ? 1 : 0).Select(input => $"\"{NameOf(input)}\""));
        }
        else if (layer.Inputs is [var input])
        {
            arguments.Add($"Input = \"{NameOf(input)}\"");
        }

        bool isNamed = Layers.Any(other => other.Inputs?.Contains(index) == true);
        arguments.AddRange(isNamed ? [$"Name = \"{NameOf(index)}\""] : []);
        string attribute = layer.Attribute;
        int open = attribute.IndexOf('(', StringComparison.Ordinal);
        string own = open < 0 ? "" : attribute[(open + 1)..^2];
        string name = open < 0 ? attribute[1..^1] : attribute[1..open];
        string[] all = [.. merged, .. own.Length > 0 ? [own] : Array.Empty<string>(), .. arguments];
        return all.Length == 0 ? attribute : $"[{name}({string.Join(", ", all)})]";
    }

    private static string NameOf(int layer) => layer < 0 ? "input" : FormattableString.Invariant($"layer{layer}");
}
