using System;
using System.Threading;

namespace NetGen;

/// <summary>
/// Joins ranks, processes as a rule, that train one network together: <see cref="FitOptions.Exchange"/>. <c>NetGen.Mpi</c> has one for processes that MPI starts;
/// others derive from this and bring bytes from one rank to another.
/// </summary>
/// <remarks>
/// Everything that ranks exchange is made of pairs that swap bytes: sums along the tree of lanes, what each has of all, what the first one tells the others. So the order of every
/// addition follows from the numbers of lanes, and never from what comes in first.
/// </remarks>
public abstract class Exchange
{
    private bool _runsBesideComputing;

    /// <summary>One rank's end of an exchange.</summary>
    /// <param name="rank">This rank: 0 to <paramref name="count"/> - 1.</param>
    /// <param name="count">Number of ranks; at least 1.</param>
    protected Exchange(int rank, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, count);
        Rank = rank;
        Count = count;
    }

    /// <summary>This rank, from 0. The first one has the callbacks and writes the checkpoints.</summary>
    public int Rank { get; }

    /// <summary>Number of ranks.</summary>
    public int Count { get; }

    /// <summary>Whether this is the first rank, which alone has callbacks and checkpoints: for a program's own output, <c>if (exchange.IsFirst)</c>.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>
    /// Whether all ranks are on one machine, where a message takes as long as a few kilobytes of it: long sums then go in more messages of fewer bytes. Elsewhere a message takes as long as
    /// many, and they go in fewer. There an exchange also takes the processors of those who compute, so gradients wait until the backward pass has ended. The sums are the same. All ranks say
    /// the same. Default: false.
    /// </summary>
    protected internal virtual bool SharesMemory => false;

    /// <summary>
    /// Whether threads of this process compute while <see cref="Swap"/> waits: gradients go while samples are still on their way through layers before. Who waits by spinning then takes a
    /// processor from them, and had better sleep between looks. Changes while a call waits, too.
    /// </summary>
    protected internal bool RunsBesideComputing
    {
        get => Volatile.Read(ref _runsBesideComputing);
        internal set => Volatile.Write(ref _runsBesideComputing, value);
    }

    /// <summary>
    /// Sends bytes to another rank while it sends bytes to this one, and returns when both have arrived. Both ranks call it, each with the other as its partner, and know both
    /// lengths; either may be 0, and then nothing goes that way. Called on one thread at a time, which need not be the one that trains.
    /// </summary>
    /// <param name="partner">The other rank.</param>
    /// <param name="outgoing">What it gets.</param>
    /// <param name="incoming">Where what it sends is written.</param>
    protected internal abstract void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming);

    /// <summary>
    /// Whether this exchange can also swap behind, with <see cref="BeginSwap"/> and <see cref="TryEndSwap"/>: gradients of networks whose lanes meet on their way back, as they do for batch
    /// normalizations, then go while the backward pass goes on. All ranks say the same. Default: false; they wait until it has ended.
    /// </summary>
    protected internal virtual bool CanSwapBehind => false;

    /// <summary>
    /// Begins to swap with another rank and returns at once. One at a time, and on the thread that trains; <see cref="Swap"/> is called meanwhile, and what either sends meets nothing of the other.
    /// </summary>
    /// <param name="partner">The other rank, which begins the same with this one.</param>
    /// <param name="outgoing">What it gets; stays as it is until the swap has ended. There may be none.</param>
    /// <param name="incoming">Where what it sends is written until then. There may be none.</param>
    /// <exception cref="NotSupportedException">This exchange cannot swap behind.</exception>
    protected internal virtual void BeginSwap(int partner, ReadOnlyMemory<float> outgoing, Memory<float> incoming) =>
        throw new NotSupportedException($"{GetType()} cannot swap behind.");

    /// <summary>Whether the swap that was begun has ended: all has come, and all has gone. Not to be called again then.</summary>
    /// <param name="waits">Whether to wait until it has.</param>
    /// <exception cref="NotSupportedException">This exchange cannot swap behind.</exception>
    protected internal virtual bool TryEndSwap(bool waits) => throw new NotSupportedException($"{GetType()} cannot swap behind.");

    /// <summary>
    /// Ends what all ranks do together, because this one cannot go on: a fit calls it when an exception ends it of which the others do not know. Those that wait for this rank must not wait on.
    /// </summary>
    /// <param name="cause">What has happened here.</param>
    public abstract void Abort(Exception cause);
}
