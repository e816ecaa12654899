using System;

namespace NetGen;

/// <summary>
/// A <see cref="BatchingPredictor{TNetwork}"/> has refused a sample, since as many wait already as may. Nothing was done for it; later there may be room.
/// </summary>
public sealed class PredictionQueueFullException : InvalidOperationException
{
    /// <summary>The exception without a word on the queue.</summary>
    public PredictionQueueFullException()
        : base("Too many predictions wait already.")
    {
    }

    /// <summary>The exception with a message.</summary>
    /// <param name="message">What is said of it.</param>
    public PredictionQueueFullException(string message)
        : base(message)
    {
    }

    /// <summary>The exception with a message and what led to it.</summary>
    /// <param name="message">What is said of it.</param>
    /// <param name="innerException">What led to it.</param>
    public PredictionQueueFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
