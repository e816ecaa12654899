namespace NetGen.Import;

/// <summary>What a file leaves open.</summary>
public sealed class ImportOptions
{
    /// <summary>
    /// The height of the input where the file takes images of any height, in pixels. Another size than the one that a file says is refused. Default: null, and a file
    /// that takes any is refused.
    /// </summary>
    public int? Height { get; init; }

    /// <summary>
    /// The width of the input where the file takes images of any width, in pixels. Another size than the one that a file says is refused. Default: null, and a file
    /// that takes any is refused.
    /// </summary>
    public int? Width { get; init; }

    /// <summary>
    /// The name of the output to compute where the file has several; in a sequence of Keras's, the layer that the network ends with. Default: null, and a file of several outputs is refused.
    /// </summary>
    public string? Output { get; init; }
}
