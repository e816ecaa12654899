using System;

namespace NetGen.Bench.Scaling;

/// <summary>
/// What a process says to others: how many messages, one after the other, and how many bytes, the longer way of each counted, since both ways go at once.
/// </summary>
/// <param name="Messages">Number of messages.</param>
/// <param name="Bytes">Bytes of all of them.</param>
internal readonly record struct Traffic(long Messages, long Bytes)
{
    /// <summary>Traffic of one step of so many.</summary>
    public Traffic Of(int steps) => new(Messages / steps, Bytes / steps);

    /// <summary>What so many processes say in <paramref name="work"/>: the calls that training makes, with nobody at the other end.</summary>
    public static Traffic Of(int processes, Action<Collective> work)
    {
        var counting = new CountingExchange(rank: 0, processes, partners: null);
        work(new Collective(counting));
        return counting.Traffic;
    }
}

/// <summary>Counts what goes over an exchange.</summary>
/// <param name="rank">This rank.</param>
/// <param name="count">Number of ranks.</param>
/// <param name="partners">The exchange that carries it; null where nothing is carried, and zeros come in.</param>
internal sealed class CountingExchange(int rank, int count, Exchange? partners) : Exchange(rank, count)
{
    /// <summary>What has gone over it since it was last set.</summary>
    public Traffic Traffic { get; set; }

    /// <summary>Whether it says that it can swap behind, where what carries it can.</summary>
    public bool GoesBehind { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool CanSwapBehind => GoesBehind && partners?.CanSwapBehind == true;

    /// <inheritdoc/>
    protected internal override void BeginSwap(int partner, ReadOnlyMemory<float> outgoing, Memory<float> incoming)
    {
        Tally((long)sizeof(float) * Math.Max(outgoing.Length, incoming.Length));
        partners!.BeginSwap(partner, outgoing, incoming);
    }

    /// <inheritdoc/>
    protected internal override bool TryEndSwap(bool waits) => partners!.TryEndSwap(waits);

    /// <inheritdoc/>
    protected internal override void Swap(int partner, ReadOnlySpan<byte> outgoing, Span<byte> incoming)
    {
        Tally(Math.Max(outgoing.Length, incoming.Length));
        if (partners is not null)
        {
            partners.RunsBesideComputing = RunsBesideComputing;
            partners.Swap(partner, outgoing, incoming);
        }
        else
        {
            incoming.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Abort(Exception cause) => partners?.Abort(cause);

    private void Tally(long bytes) => Traffic = new Traffic(Traffic.Messages + 1, Traffic.Bytes + bytes);
}
