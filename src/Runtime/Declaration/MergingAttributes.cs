using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>What layers have in common that join the outputs of several others.</summary>
public abstract class MergingLayerAttribute : PlainLayerAttribute
{
    private protected MergingLayerAttribute(string[] layers) => Layers = layers;

    /// <summary>The names of the layers that it joins: with one name, that layer and the one above; with several, exactly these, in this order.</summary>
    public IReadOnlyList<string> Layers { get; }
}

/// <summary>
/// The sum of the outputs of several layers, value by value (Keras: <c>Add</c>): <c>[Add("stem")]</c> adds what the layer called "stem" puts out to what the
/// layer above does, as at the end of a residual block; <c>[Add("left", "right")]</c> adds those two.
/// </summary>
/// <remarks>
/// Shapes are compared from the right, and a size of 1 is stretched to that of the others, as in Keras: a vector of as many values as an image has channels is added to every pixel.
/// A name may be <c>"input"</c>, the network's input. One that stands there twice counts twice.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AddAttribute : MergingLayerAttribute
{
    /// <summary>A layer that adds.</summary>
    /// <param name="layers">The names of layers that stand above: one, to be added to the layer directly above, or all that are to be added; at least one.</param>
    public AddAttribute(params string[] layers)
        : base(layers)
    {
    }
}
