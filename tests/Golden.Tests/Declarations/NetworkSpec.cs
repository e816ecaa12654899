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

    public SampleShape Output => Layers.Aggregate(Input, (shape, layer) => layer.Infer(shape));

    /// <summary>The attributed class.</summary>
    public string Source
    {
        get
        {
            var text = new StringBuilder();
            text.Append("[Network(").Append(Input.ToString()).Append(InputGradient ? ", InputGradient = true" : "")
                .Append(LayerOutputs ? ", LayerOutputs = true" : "").Append(")]\n");
            foreach (LayerSpec layer in Layers)
            {
                text.Append(layer.Attribute).Append('\n');
            }

            text.Append(Weights.Length > 0 ? $"[Weights(@\"{Weights}\")]\n" : "");
            return text.Append("public sealed partial class ").Append(Name).Append(";\n").ToString();
        }
    }

    public override string ToString() => Source;
}
