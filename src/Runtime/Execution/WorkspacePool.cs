using System;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Workspaces for calls that run at the same time: as many as there ever were calls at once. One atomic exchange takes a workspace and tells which packed weights
/// its call reads, so that nobody packs others over them meanwhile.
/// </summary>
internal sealed class WorkspacePool(int length)
{
    private readonly Lock _growth = new();

    // A slot that has a workspace keeps it, and only slots that are all filled are moved to a larger array: who still looks at the smaller one finds none to fill.
    private Workspace?[] _slots = new Workspace?[Math.Max(16, 4 * Environment.ProcessorCount)];

    /// <param name="reads">The weights that the call is going to read, unless it finds that they are no longer the current ones.</param>
    public Workspace Rent(PackedWeights reads)
    {
        while (true)
        {
            Workspace?[] slots = Volatile.Read(ref _slots);
            for (int i = 0; i < slots.Length; i++)
            {
                if (Volatile.Read(ref slots[i]) is not { } workspace)
                {
                    workspace = new Workspace(length) { Reads = reads };
                    if (Interlocked.CompareExchange(ref slots[i], workspace, null) is null)
                    {
                        return workspace;
                    }
                }
                else if (Volatile.Read(ref workspace.Reads) is null && Interlocked.CompareExchange(ref workspace.Reads, reads, null) is null)
                {
                    return workspace;
                }
            }

            Grow(slots);
        }
    }

    public static void Return(Workspace workspace) => Volatile.Write(ref workspace.Reads, null);

    /// <summary>Whether a call may be reading these weights; to be asked once no further call can take them up.</summary>
    public bool IsRead(PackedWeights weights)
    {
        // A call that takes a slot of a larger array than this one sees, after its exchange, that the weights are no longer the current ones.
        Workspace?[] slots = Volatile.Read(ref _slots);
        for (int i = 0; i < slots.Length; i++)
        {
            if (Volatile.Read(ref slots[i]) is { } workspace && Volatile.Read(ref workspace.Reads) == weights)
            {
                return true;
            }
        }

        return false;
    }

    private void Grow(Workspace?[] full)
    {
        lock (_growth)
        {
            if (_slots == full)
            {
                var larger = new Workspace?[2 * full.Length];
                full.CopyTo(larger, 0);
                Volatile.Write(ref _slots, larger);
            }
        }
    }
}
