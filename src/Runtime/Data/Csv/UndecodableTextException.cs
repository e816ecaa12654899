using System;

namespace NetGen;

/// <summary>Bytes that are no text; for whoever knows what file they are of to catch.</summary>
/// <param name="lineEnds">Ends of lines between what was read before and these bytes.</param>
/// <param name="message">What is wrong with the bytes.</param>
/// <param name="cause">What the decoder said.</param>
internal sealed class UndecodableTextException(int lineEnds, string message, Exception cause) : Exception(message, cause)
{
    public int LineEnds => lineEnds;
}
