using System.Threading;

namespace NetGen;

/// <summary>How a source is gone over.</summary>
/// <param name="BatchSize">Samples per batch; the last of an epoch may have fewer.</param>
/// <param name="Role">What the data is to the user, for messages: "training data".</param>
internal sealed record ReadOptions(int BatchSize, string Role)
{
    /// <summary>Whether each epoch takes the samples in another random order.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Decides that order.</summary>
    public int Seed { get; init; }

    /// <summary>Ends reading before the next batch.</summary>
    public CancellationToken CancellationToken { get; init; }
}
