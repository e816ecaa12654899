using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>What becomes of a log or a checkpoint that cannot be written: it is told once, or ends training.</summary>
/// <param name="endsTraining">Whether it ends training.</param>
/// <param name="tell">Told of it.</param>
internal sealed class FailedWrites(bool endsTraining, Action<string> tell)
{
    private readonly HashSet<object> _told = [];

    /// <summary>Something could not be written.</summary>
    /// <param name="writer">Who tried.</param>
    /// <param name="message">What, in a sentence.</param>
    /// <param name="failure">Why.</param>
    /// <exception cref="System.IO.IOException">Training is to end: <paramref name="failure"/>, of whatever kind it is.</exception>
    public void Tell(object writer, string message, Exception failure)
    {
        if (endsTraining)
        {
            throw failure;
        }

        if (_told.Add(writer))
        {
            tell($"{message} Training goes on.");
        }
    }
}
