using System;

namespace NetGen;

/// <summary>Another rank, or the way to it, keeps this one from going on: <see cref="Exchange"/>.</summary>
public class ExchangeException : Exception
{
    /// <summary>The exception without a word of what happened.</summary>
    public ExchangeException()
        : this("Another rank cannot go on.")
    {
    }

    /// <summary>The exception with a message.</summary>
    /// <param name="message">What is said of it.</param>
    public ExchangeException(string message)
        : base(message)
    {
    }

    /// <summary>The exception with a message and what led to it.</summary>
    /// <param name="message">What is said of it.</param>
    /// <param name="innerException">What led to it.</param>
    public ExchangeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
