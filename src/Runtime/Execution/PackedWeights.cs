namespace NetGen.Execution;

/// <summary>A network's weights in the layouts that the kernels read, as one finished change of the parameters left them.</summary>
/// <param name="length">Number of floats.</param>
internal sealed class PackedWeights(int length)
{
    public AlignedBuffer Buffer { get; } = new(length);

    /// <summary>The <see cref="NetworkParameters.Version"/> that was packed.</summary>
    public int Version { get; set; }
}
