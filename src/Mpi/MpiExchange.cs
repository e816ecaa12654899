using System;
using System.Buffers;
using System.Linq;
using NetGen.Mpi.Native;

namespace NetGen;

/// <summary>The processes of an MPI job as ranks.</summary>
internal sealed unsafe class MpiExchange : Exchange
{
    private readonly MpiLibrary _library;
    private readonly nint _communicator;
    private readonly bool[] _areHere;
    private readonly MpiSwap _swap;
    private readonly MpiSwap _swapBehind;
    private readonly Func<bool> _sleeps;
    private MemoryHandle _outgoing;
    private MemoryHandle _incoming;

    /// <param name="library">The library.</param>
    /// <param name="communicator">The processes.</param>
    /// <param name="areHere">Of each process, whether it runs on this machine.</param>
    public MpiExchange(MpiLibrary library, nint communicator, bool[] areHere)
        : base(library.RankIn(communicator), library.CountOf(communicator))
    {
        (_library, _communicator, _areHere) = (library, communicator, areHere);
        _swap = new MpiSwap(library, communicator);
        _swapBehind = new MpiSwap(library, library.Duplicate(communicator));
        _sleeps = () => RunsBesideComputing;
        SharesMemory = areHere.All(isHere => isHere);
    }

    /// <inheritdoc/>
    protected override bool SharesMemory { get; }

    /// <inheritdoc/>
    protected override bool CanSwapBehind => true;

    /// <inheritdoc/>
    protected override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
    {
        fixed (byte* received = incoming, sent = outgoing)
        {
            _swap.Begin(partner, sent, outgoing.Length, received, incoming.Length, PieceLength(partner, Math.Max(outgoing.Length, incoming.Length)));
            _swap.End(_sleeps);
        }
    }

    /// <inheritdoc/>
    protected override void BeginSwap(int partner, ReadOnlyMemory<float> outgoing, Memory<float> incoming)
    {
        (_outgoing, _incoming) = (outgoing.Pin(), incoming.Pin());
        _swapBehind.Begin(partner, _outgoing.Pointer, (long)sizeof(float) * outgoing.Length, _incoming.Pointer, (long)sizeof(float) * incoming.Length, PieceLength(partner));
    }

    /// <inheritdoc/>
    protected override bool TryEndSwap(bool waits)
    {
        if (waits)
        {
            _swapBehind.End(sleeps: null);
        }
        else if (!_swapBehind.TryEnd())
        {
            return false;
        }

        _outgoing.Dispose();
        _incoming.Dispose();
        return true;
    }

    /// <inheritdoc/>
    public override void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        Console.Error.WriteLine($"Rank {Rank} of {Count} on {Environment.MachineName} cannot go on and ends the job: {cause}");
        Console.Error.Flush();
        _library.Abort(_communicator, exitCode: 1);
    }

    /// <summary>Within a machine all goes in one piece: it is copied.</summary>
    private int PieceLength(int partner) => _areHere[partner] ? int.MaxValue : _library.Abi.PieceLength;

    /// <summary>
    /// More pieces than go at once take more of the processor than one, and one waits for the other side's leave, which comes as soon as both are here. Of a swap behind, both only look now and then:
    /// that keeps to pieces.
    /// </summary>
    private int PieceLength(int partner, int length)
    {
        int piece = PieceLength(partner);
        return length <= (long)MpiSwap.PiecesAtOnce * piece ? piece : int.MaxValue;
    }
}
