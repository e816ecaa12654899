using System;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// Workspaces for calls that run at the same time. One atomic exchange takes a workspace and tells which packed weights its call
/// reads, so that nobody packs others over them meanwhile.
/// </summary>
internal sealed class WorkspacePool(int length)
{
    // More calls at once than this work as well; their workspaces are left to the collector.
    private readonly Workspace?[] _slots = new Workspace?[Math.Max(16, 4 * Environment.ProcessorCount)];
    private int _extras;

    /// <param name="reads">The weights that the call is going to read, unless it finds that they are no longer the current ones.</param>
    public Workspace Rent(PackedWeights reads)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is not { } workspace)
            {
                workspace = new Workspace(length) { Reads = reads };
                if (Interlocked.CompareExchange(ref _slots[i], workspace, null) is null)
                {
                    return workspace;
                }
            }
            else if (Volatile.Read(ref workspace.Reads) is null && Interlocked.CompareExchange(ref workspace.Reads, reads, null) is null)
            {
                return workspace;
            }
        }

        Interlocked.Increment(ref _extras);
        return new Workspace(length) { Reads = reads, IsExtra = true };
    }

    public void Return(Workspace workspace)
    {
        Volatile.Write(ref workspace.Reads, null);
        if (workspace.IsExtra)
        {
            Interlocked.Decrement(ref _extras);
        }
    }

    /// <summary>Whether a call may be reading these weights; to be asked once no further call can take them up.</summary>
    public bool IsRead(PackedWeights weights)
    {
        // Nobody has a list of the extra ones.
        if (Volatile.Read(ref _extras) > 0)
        {
            return true;
        }

        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is { } workspace && Volatile.Read(ref workspace.Reads) == weights)
            {
                return true;
            }
        }

        return false;
    }
}
