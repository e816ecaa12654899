using System;
using System.Buffers;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Memory whose owner has taken it back.</summary>
internal sealed class GoneMemory(int length) : MemoryManager<float>
{
    public override Memory<float> Memory => CreateMemory(length);

    public override Span<float> GetSpan() => throw new ObjectDisposedException(nameof(GoneMemory));

    public override MemoryHandle Pin(int elementIndex = 0) => throw new ObjectDisposedException(nameof(GoneMemory));

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
