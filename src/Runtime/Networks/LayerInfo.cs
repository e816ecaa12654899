using System.Collections.Generic;
using System.ComponentModel;

namespace NetGen;

/// <summary>One layer of a network as the compiler sees it.</summary>
public sealed class LayerInfo
{
    /// <summary>Describes a layer. Emitted code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerInfo()
    {
    }

    /// <summary>The layer's name, as Keras would give it ("conv2d", "conv2d_1") or as declared.</summary>
    public required string Name { get; init; }

    /// <summary>The layer's kind under Keras's name: "Conv2D", "MaxPooling2D", "Dense".</summary>
    public required string Kind { get; init; }

    /// <summary>The shape of one sample that comes in.</summary>
    public required IReadOnlyList<int> InputShape { get; init; }

    /// <summary>The shape of one sample that goes out.</summary>
    public required IReadOnlyList<int> OutputShape { get; init; }

    /// <summary>The layer's parameters in Keras's order: kernel, then bias.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>Floating-point operations of one sample's forward pass; a multiply-add counts as two.</summary>
    public required long ForwardFlops { get; init; }

    /// <summary>How the compiler runs the layer: fusion, tiles, chunks. Empty where the layer costs nothing.</summary>
    public string Plan { get; init; } = "";
}
