using System;
using System.Threading;

namespace NetGen;

/// <summary>
/// A token ended training, as <see cref="OperationCanceledException"/> says in .NET. Training has come to its end as any other: averages and best weights are in place,
/// callbacks were told, and the figures are here.
/// </summary>
public sealed class TrainingCanceledException : OperationCanceledException
{
    /// <summary>The exception without figures.</summary>
    public TrainingCanceledException()
        : this("Training was cancelled.")
    {
    }

    /// <summary>The exception with a message.</summary>
    /// <param name="message">What is said of it.</param>
    public TrainingCanceledException(string message)
        : base(message) => History = new History();

    /// <summary>The exception with a message and what led to it.</summary>
    /// <param name="message">What is said of it.</param>
    /// <param name="innerException">What led to it.</param>
    public TrainingCanceledException(string message, Exception innerException)
        : base(message, innerException) => History = new History();

    internal TrainingCanceledException(History history, Exception? inner, CancellationToken token)
        : base($"Training was cancelled after {history.Epochs.Count} whole epochs.", inner, token) => History = history;

    /// <summary>The figures of the epochs so far.</summary>
    public History History { get; }
}
