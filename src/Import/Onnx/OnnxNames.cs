namespace NetGen.Import.Onnx;

/// <summary>
/// What NetGen writes into ONNX files beside what ONNX needs, so that they come back as the declaration that they were written from: nodes are called by
/// their layer ("conv2d"), or by it and a part ("conv2d/activation"), and say its kind.
/// </summary>
internal static class OnnxNames
{
    /// <summary>Who has written a file.</summary>
    public const string Producer = "NetGen";

    /// <summary>The node that puts the channels of what comes in first.</summary>
    public const string InputTranspose = "input/Transpose";

    /// <summary>Between the name of a layer and that of a part or parameter.</summary>
    public const char Separator = '/';

    /// <summary>The attribute of the graph's nodes that holds the layer's kind; no operator has one of this name.</summary>
    public const string Layer = "netgen.layer";

    /// <summary>The layer that a node belongs to.</summary>
    public static string LayerOf(string node) => node.Split(Separator)[0];

    /// <summary>Whether a node is a part of a layer, rather than all of it.</summary>
    public static bool IsPart(string node) => LayerOf(node).Length < node.Length;
}
