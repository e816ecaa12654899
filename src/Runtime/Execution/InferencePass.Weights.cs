using System.Threading;

namespace NetGen.Execution;

/// <content>
/// The packed weights. A call reads those of one finished change from its beginning to its end, and the change is the last one that was
/// finished when the call began. Others are packed meanwhile into a copy that no call reads.
/// <para>
/// A call names the copy it reads by the exchange that takes its workspace, which is a full fence, and only then looks whether the copy is
/// still the current one. Who packs first takes the current copy away, with a full fence too, and only then looks who reads it. So one of the
/// two always sees the other, and a call does no more for it than one comparison.
/// </para>
/// </content>
public abstract partial class InferencePass
{
    // What calls read; null while weights are being packed. The spare one was current before it, and calls may still read it.
    private PackedWeights? _current;
    private PackedWeights? _spare;

    /// <summary>Begins a call: a workspace, and in it the packed weights that the call reads until it gives the workspace back.</summary>
    private Workspace Begin()
    {
        while (true)
        {
            PackedWeights? weights = Volatile.Read(ref _current);
            if (weights is null || weights.Version != _parameters.Version)
            {
                weights = PackAnew();
            }

            Workspace workspace = _workspaces.Rent(weights);
            if (Volatile.Read(ref _current) == weights)
            {
                return workspace;
            }

            WorkspacePool.Return(workspace);
        }
    }

    /// <summary>Packs the weights, unless another call has done so meanwhile.</summary>
    private PackedWeights PackAnew()
    {
        // A step that is changing the parameters is waited for: what it leaves is what is packed.
        lock (_parameters.Gate)
        {
            int version = _parameters.Version;
            PackedWeights? old = _current;
            if (old is not null && old.Version == version)
            {
                return old;
            }

            Interlocked.Exchange(ref _current, null);
            PackedWeights packed = NotRead(old);
            Pack(_parameters.Values, packed.Buffer);
            packed.Version = version;
            Volatile.Write(ref _current, packed);
            return packed;
        }
    }

    /// <summary>A copy to pack into: the old one where no call reads it, or the spare one, or, for calls of more than a step's length, a third.</summary>
    private PackedWeights NotRead(PackedWeights? old)
    {
        if (old is not null && !_workspaces.IsRead(old))
        {
            return old;
        }

        PackedWeights? spare = _spare;
        _spare = old;
        return spare is not null && !_workspaces.IsRead(spare) ? spare : new PackedWeights(_packedLength);
    }
}
