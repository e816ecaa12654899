using System;
using System.Threading;

namespace NetGen.Execution;

/// <summary>Buffers for calls that run at the same time: each slot is taken and filled by one atomic exchange.</summary>
internal sealed class WorkspacePool(int length)
{
    // More calls at once than this work as well; their buffers are left to the collector.
    private readonly AlignedBuffer?[] _slots = new AlignedBuffer?[Math.Max(16, 4 * Environment.ProcessorCount)];

    public AlignedBuffer Rent()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is not null && Interlocked.Exchange(ref _slots[i], null) is { } buffer)
            {
                return buffer;
            }
        }

        return new AlignedBuffer(length);
    }

    public void Return(AlignedBuffer buffer)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is null && Interlocked.CompareExchange(ref _slots[i], buffer, null) is null)
            {
                return;
            }
        }
    }
}
