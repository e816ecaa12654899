using System;
using System.Collections.Generic;

namespace NetGen.Import;

/// <summary>A network that a file describes, in NetGen's layers, with its weights.</summary>
public sealed class ImportedNetwork
{
    internal ImportedNetwork(
        string format,
        bool isChannelsFirst,
        IReadOnlyList<int> inputShape,
        IReadOnlyList<ImportedLayer> layers,
        IReadOnlyList<ImportedTensor> tensors,
        IReadOnlyList<string> remarks)
    {
        Format = format;
        IsChannelsFirst = isChannelsFirst;
        InputShape = inputShape;
        Layers = layers;
        Tensors = tensors;
        Remarks = remarks;
    }

    /// <summary>What wrote the file, as far as it says so: "ONNX (opset 17, pytorch 2.1.0)".</summary>
    public string Format { get; }

    /// <summary>Whether the file takes images as (channels, height, width). NetGen takes them as (height, width, channels).</summary>
    public bool IsChannelsFirst { get; }

    /// <summary>The shape of one sample as NetGen has it: (height, width, channels) or (features).</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The layers in order, as they are declared.</summary>
    public IReadOnlyList<ImportedLayer> Layers { get; }

    /// <summary>The weights under NetGen's names and in its shapes, in the order of the layers: "conv2d/kernel".</summary>
    public IReadOnlyList<ImportedTensor> Tensors { get; }

    /// <summary>What differs from the file, and what became of it, in whole sentences: that images are (height, width, channels) now, that dropout is left out.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The network as a C# file: a class under attributes, formatted as a person would.</summary>
    /// <param name="className">The name of the class.</param>
    /// <param name="namespaceName">Its namespace; empty for none.</param>
    /// <param name="weights">The path of a file of weights for <c>[Weights]</c>; null for none.</param>
    /// <param name="useBlocks">
    /// Whether layers that repeat are declared once, as blocks. The names of parameters then begin with their block's, and not as those of <see cref="Tensors"/>; they come in
    /// the same order. Default: false.
    /// </param>
    /// <exception cref="ArgumentException">A name is no name in C#.</exception>
    public string ToSource(string className, string namespaceName = "", string? weights = null, bool useBlocks = false) =>
        Text.ClassWriter.Write(this, className, namespaceName, weights, useBlocks);
}
