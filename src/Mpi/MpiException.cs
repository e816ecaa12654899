using System;

namespace NetGen;

/// <summary>MPI cannot be started here, or one of its calls has failed.</summary>
public sealed class MpiException : ExchangeException
{
    /// <summary>The exception without a word of what happened.</summary>
    public MpiException()
        : this("A call of MPI has failed.")
    {
    }

    /// <summary>The exception with a message.</summary>
    /// <param name="message">What is said of it.</param>
    public MpiException(string message)
        : base(message)
    {
    }

    /// <summary>The exception with a message and what led to it.</summary>
    /// <param name="message">What is said of it.</param>
    /// <param name="innerException">What led to it.</param>
    public MpiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
