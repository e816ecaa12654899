using System;

namespace NetGen.Execution;

/// <summary>
/// Runs one network forward for any number of callers at once: keeps the packed weights up to date, lends every call a
/// workspace, and spreads large batches over threads. Emitted code supplies the two abstract methods.
/// </summary>
public abstract class InferencePass
{
    /// <summary>Called by emitted code.</summary>
    /// <param name="info">The network's description.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="packedLength">Floats of packed weights.</param>
    /// <param name="workspaceLength">Floats of one call's buffers.</param>
    /// <param name="groupSize">The most samples that <see cref="Forward"/> takes at once.</param>
    protected InferencePass(NetworkInfo info, NetworkParameters parameters, int packedLength, int workspaceLength, int groupSize)
    {
        throw new NotSupportedException();
    }

    /// <summary>Brings the weights into the layouts that the kernels read.</summary>
    protected abstract void Pack(ReadOnlySpan<float> parameters, AlignedBuffer packed);

    /// <summary>Carries up to <c>groupSize</c> samples forward.</summary>
    /// <param name="packed">The packed weights.</param>
    /// <param name="workspace">Buffers of this call; zero borders in it stay zero between calls.</param>
    /// <param name="input">The samples.</param>
    /// <param name="output">Receives their outputs.</param>
    /// <param name="count">Number of samples.</param>
    protected abstract void Forward(AlignedBuffer packed, AlignedBuffer workspace, ReadOnlySpan<float> input, Span<float> output, int count);

    /// <inheritdoc cref="INetwork.Predict"/>
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException();
}
