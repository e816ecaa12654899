namespace NetGen.Execution;

/// <summary>The buffers of one call at a time. While a call has them, they name the packed weights that it reads.</summary>
/// <param name="length">Number of floats.</param>
internal sealed class Workspace(int length)
{
    // A field for the atomic exchanges of the pool.
    public PackedWeights? Reads;

    /// <summary>Made when first wanted, by the call that has the workspace.</summary>
    public AlignedBuffer Buffer => field ??= new AlignedBuffer(length);

    /// <summary>Makes the buffer now, for jobs that may want it in this call or in a later one.</summary>
    public void Prepare() => _ = Buffer;
}
