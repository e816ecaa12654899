using System.Collections.Generic;
using NetGen.Generator.Declaration;

namespace NetGen.Generator.Layers;

/// <summary>What a layer's rules see: its attribute, its place in the network and the layers before it.</summary>
/// <param name="index">The layer's place in source order.</param>
/// <param name="previous">The valid layers before this one.</param>
internal sealed class LayerReader(AttributeDeclaration attribute, int index, IReadOnlyList<Node> previous, Findings findings)
    : AttributeReader(attribute, Site.Layer(index), findings)
{
    public IReadOnlyList<Node> Previous => previous;

    /// <summary>For layers without an activation: users of Keras look for the argument on every layer.</summary>
    public void CheckNoActivation()
    {
        if (Has("Activation"))
        {
            Error(RuleId.ActivationOnShapeLayer, "Activation", Kind);
        }
    }
}
