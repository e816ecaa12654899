using System;

namespace NetGen.Execution;

/// <summary>Takes gradients in pieces, as soon as each is complete. Called from several threads at once, for different pieces.</summary>
internal interface IPieceTaker
{
    /// <summary>Whether it takes the pieces of the parameter that a place in the flat block belongs to.</summary>
    bool Takes(int start);

    /// <summary>Takes a piece, which lies in one parameter; what it leaves in its memory nobody reads.</summary>
    /// <param name="start">Where it begins in the flat block.</param>
    /// <param name="piece">The gradient.</param>
    void Take(int start, Span<float> piece);
}
