using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>What a layer's rules see: its attribute, its place in the network and the layers before it.</summary>
/// <param name="index">The layer's place in source order.</param>
/// <param name="previous">Finds the layers before it.</param>
/// <param name="inputNames">The names of the layers that it reads.</param>
internal sealed class LayerReader(AttributeDeclaration attribute, int index, Func<IReadOnlyList<Node>> previous, IReadOnlyList<string> inputNames, Findings findings)
    : AttributeReader(attribute, Site.Layer(index), findings)
{
    private IReadOnlyList<Node>? _previous;

    /// <summary>The valid layers on the way from the network's input to this one; of several inputs, to the first. Few rules ask.</summary>
    public IReadOnlyList<Node> Previous => _previous ??= previous();

    public IReadOnlyList<string> InputNames => inputNames;

    /// <summary>How the network says that convolutions are computed which do not say it themselves.</summary>
    public Convolution NetworkAlgorithm { get; init; } = Convolution.Auto;

    /// <summary>The argument that names the input of a number; null where none does.</summary>
    public string? ArgumentOf(int input) => LayerInputs.ArgumentOf(this, input);

    /// <summary>For layers without an activation: users of Keras look for the argument on every layer.</summary>
    public void CheckNoActivation()
    {
        if (Has("Activation"))
        {
            Error(RuleId.ActivationOnShapeLayer, "Activation", Kind);
        }
    }
}
