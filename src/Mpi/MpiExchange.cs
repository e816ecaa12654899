using System;
using System.Linq;
using NetGen.Mpi.Native;

namespace NetGen;

/// <summary>The processes of an MPI job as ranks.</summary>
internal sealed class MpiExchange : Exchange
{
    private readonly MpiLibrary _library;
    private readonly nint _communicator;
    private readonly bool[] _areHere;
    private readonly Func<bool> _sleeps;

    /// <param name="library">The library.</param>
    /// <param name="communicator">The processes.</param>
    /// <param name="areHere">Of each process, whether it runs on this machine.</param>
    public MpiExchange(MpiLibrary library, nint communicator, bool[] areHere)
        : base(library.RankIn(communicator), library.CountOf(communicator))
    {
        (_library, _communicator, _areHere) = (library, communicator, areHere);
        _sleeps = () => RunsBesideComputing;
        SharesMemory = areHere.All(isHere => isHere);
    }

    /// <inheritdoc/>
    protected override bool SharesMemory { get; }

    /// <inheritdoc/>
    protected override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming) =>
        _library.Swap(_communicator, partner, outgoing, incoming, _areHere[partner] ? int.MaxValue : _library.Abi.PieceLength, _sleeps);

    /// <inheritdoc/>
    public override void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Console.Error.WriteLine($"Rank {Rank} of {Count} on {Environment.MachineName} cannot go on and ends the job: {cause}");
        Console.Error.Flush();
        _library.Abort(_communicator, exitCode: 1);
    }
}
