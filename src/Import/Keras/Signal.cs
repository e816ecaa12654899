using System.Collections.Generic;
using NetGen.Import.Declaration;

namespace NetGen.Import.Keras;

/// <summary>What flows between layers.</summary>
/// <param name="Source">The layer that makes it; null for the network's input.</param>
/// <param name="Shape">The shape of one sample in Keras; null behind a layer that is not known.</param>
/// <param name="IsPlane">Whether an image without channels, (height, width), flows as one with a single channel, whose values lie alike.</param>
internal sealed record Signal(DraftLayer? Source, IReadOnlyList<int>? Shape, bool IsPlane = false)
{
    /// <summary>Zeros around it that belong to the layer that reads it; the shape is that without them.</summary>
    public Sides Pad { get; init; }
}
