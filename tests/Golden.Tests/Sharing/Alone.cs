using System;

namespace NetGen.Golden.Tests.Sharing;

/// <summary>The first of so many ranks, without the others.</summary>
internal sealed class Alone(int count) : Exchange(0, count)
{
    protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming) => throw new NotSupportedException();

    public override void Abort(Exception cause) => throw new NotSupportedException();
}
