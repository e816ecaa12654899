using System;
using System.Linq;
using NetGen.Mpi.Native;

namespace NetGen;

/// <summary>The processes of an MPI job as ranks.</summary>
/// <param name="library">The library.</param>
/// <param name="communicator">The processes.</param>
/// <param name="areHere">Of each process, whether it runs on this machine.</param>
internal sealed class MpiExchange(MpiLibrary library, nint communicator, bool[] areHere) : Exchange(library.RankIn(communicator), library.CountOf(communicator))
{
    /// <inheritdoc/>
    protected override bool SharesMemory { get; } = areHere.All(isHere => isHere);

    /// <inheritdoc/>
    protected override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming) =>
        library.Swap(communicator, partner, outgoing, incoming, areHere[partner] ? int.MaxValue : library.Abi.PieceLength);

    /// <inheritdoc/>
    public override void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Console.Error.WriteLine($"Rank {Rank} of {Count} on {Environment.MachineName} cannot go on and ends the job: {cause}");
        Console.Error.Flush();
        library.Abort(communicator, exitCode: 1);
    }
}
