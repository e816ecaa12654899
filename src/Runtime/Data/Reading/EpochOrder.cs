using System;

namespace NetGen;

/// <summary>The order in which an epoch takes the samples, a function of the seed and the epoch.</summary>
internal sealed class EpochOrder(int count, bool shuffle, int seed)
{
    private readonly int[] _order = new int[count];

    /// <summary>Number of batches, the last, short one counted.</summary>
    public static int Steps(int samples, int batchSize) => ((samples - 1) / batchSize) + 1;

    /// <summary>Lays out an epoch: in stored order, or in a uniformly random one.</summary>
    public void Begin(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        if (shuffle)
        {
            Shuffling.InPlace(_order, RandomKeys.OfShuffle(seed, epoch));
        }
    }

    /// <summary>The samples of a batch.</summary>
    public ReadOnlySpan<int> Batch(int step, int batchSize) =>
        _order.AsSpan(step * batchSize, Math.Min(batchSize, _order.Length - (step * batchSize)));
}
