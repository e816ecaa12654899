using System;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>The first of two ranks, whose other one has always the same, or zeros where it has more. Allocates nothing.</summary>
internal sealed class Mirror() : Exchange(0, 2)
{
    protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
    {
        int same = Math.Min(outgoing.Length, incoming.Length);
        outgoing[..same].CopyTo(incoming);
        incoming[same..].Clear();
    }

    public override void Abort(Exception cause)
    {
    }
}
