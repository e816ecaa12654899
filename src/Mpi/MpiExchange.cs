using System;
using NetGen.Mpi.Native;

namespace NetGen;

/// <summary>The processes of an MPI job as ranks.</summary>
internal sealed class MpiExchange(MpiLibrary library, nint communicator) : Exchange(library.RankIn(communicator), library.CountOf(communicator))
{
    /// <inheritdoc/>
    protected override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming) => library.Swap(communicator, partner, outgoing, incoming);

    /// <inheritdoc/>
    public override void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Console.Error.WriteLine($"Rank {Rank} of {Count} on {Environment.MachineName} cannot go on and ends the job: {cause}");
        Console.Error.Flush();
        library.Abort(communicator, exitCode: 1);
    }
}
