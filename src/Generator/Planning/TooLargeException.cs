using System;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Planning;

/// <summary>Some memory of a network is larger than an array can be.</summary>
/// <param name="layer">The layer that wants the most of it.</param>
/// <param name="memory">What is too large, in words: "The memory for the packed weights of 'dense'".</param>
/// <param name="what">How much it is, in words.</param>
internal sealed class TooLargeException(Node layer, string memory, string what) : Exception($"{memory} is too large: {what}.")
{
    public Node Layer { get; } = layer;

    public string Memory { get; } = memory;

    public string What { get; } = what;
}
