using System;
using System.IO;

namespace NetGen;

/// <summary>Goes over a source's samples epoch by epoch, batch by batch.</summary>
internal abstract class EpochReader : IDisposable
{
    /// <summary>Samples of the largest batch; of a stream of unknown length, which may be shorter than one, not before the epoch has begun.</summary>
    public abstract int Capacity { get; }

    /// <summary>Number of batches of an epoch; null as long as it is not known.</summary>
    public abstract int? Steps { get; }

    /// <summary>Begins an epoch, whether or not the one before was gone over to its end.</summary>
    /// <param name="epoch">From 0.</param>
    public abstract void Begin(int epoch);

    /// <summary>The next batch of the epoch, valid until the one after it is taken; null at the epoch's end, never before there was one.</summary>
    /// <exception cref="OperationCanceledException">The token of the options ended it.</exception>
    public abstract BatchSamples? Next();

    /// <summary>Passes batches by, of an epoch that has begun, for they were trained before.</summary>
    /// <exception cref="InvalidDataException">There are not as many.</exception>
    /// <exception cref="OperationCanceledException">The token of the options ended it.</exception>
    public void Skip(int batches)
    {
        for (int batch = 0; batch < batches; batch++)
        {
            if (Next() is null)
            {
                throw new InvalidDataException($"The training data has {batch} batches in an epoch of which {batches} were trained before: it is not the data that the checkpoint comes from.");
            }
        }
    }

    public abstract void Dispose();
}
