using System;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// What all ranks of an exchange do together, out of pairs that swap. Every rank calls the same methods in the same order, with lengths that all of them know.
/// </summary>
internal sealed class Collective(Exchange exchange)
{
    // So many values of up to sixteen bytes are as many bytes as a number of 32 bits counts.
    private const int LongestSwap = 1 << 26;

    private readonly SumWalk _walk = new(exchange);
    private float[] _received = [];

    public int Rank => exchange.Rank;

    public int Count => exchange.Count;

    /// <summary>Whether all ranks are on one machine.</summary>
    public bool SharesMemory => exchange.SharesMemory;

    /// <summary>Whether threads of this process compute meanwhile: <see cref="Exchange.RunsBesideComputing"/>.</summary>
    public bool RunsBesideComputing
    {
        set => exchange.RunsBesideComputing = value;
    }

    /// <summary>Gives all ranks what the first one has, down a binary tree.</summary>
    public void Broadcast(Span<byte> values)
    {
        for (int distance = Count / 2; distance > 0; distance /= 2)
        {
            int place = Rank % (2 * distance);
            if (place == 0)
            {
                exchange.Swap(Rank + distance, values, default);
            }
            else if (place == distance)
            {
                exchange.Swap(Rank - distance, default, values);
            }
        }
    }

    /// <summary>Gives all ranks what each of them has: neighbours first, then pairs of them, by recursive doubling.</summary>
    /// <param name="values">Room for what all have, and this rank's part of it.</param>
    /// <param name="bounds">Where the part of each rank begins, and at last where the last one ends.</param>
    public void Gather<T>(Span<T> values, ReadOnlySpan<int> bounds)
        where T : unmanaged
    {
        for (int size = 1; size < Count; size *= 2)
        {
            int own = Rank / size * size;
            int other = own ^ size;
            SwapUnlessEmpty(Rank ^ size, values[bounds[own]..bounds[own + size]], values[bounds[other]..bounds[other + size]]);
        }
    }

    /// <summary>Gives all ranks one value of each.</summary>
    public void Gather<T>(Span<T> values)
        where T : unmanaged
    {
        for (int size = 1; size < Count; size *= 2)
        {
            int own = Rank / size * size;
            SwapUnlessEmpty(Rank ^ size, values.Slice(own, size), values.Slice(own ^ size, size));
        }
    }

    /// <summary>Adds up what the ranks have, as lanes are added up (<see cref="SumWalk"/>). All get the sum.</summary>
    /// <param name="values">This rank's; then the sums.</param>
    /// <param name="summands">How many ranks have any, from the first on: what the others have is left out.</param>
    public void Sum(Span<float> values, int summands)
    {
        if (_received.Length < values.Length)
        {
            _received = new float[values.Length];
        }

        _walk.Begin(values.Length, summands);
        while (_walk.Next())
        {
            Span<float> received = _walk.Place is { } place ? values.Slice(place, _walk.Received) : _received.AsSpan(0, _walk.Received);
            SwapUnlessEmpty<float>(_walk.Partner, values.Slice(_walk.Sent.Start, _walk.Sent.Length), received);
            _walk.Take(values, _received);
        }
    }

    private void SwapUnlessEmpty<T>(int partner, ReadOnlySpan<T> outgoing, Span<T> incoming)
        where T : unmanaged
    {
        while (outgoing.Length > 0 || incoming.Length > 0)
        {
            ReadOnlySpan<T> sent = outgoing[..Math.Min(outgoing.Length, LongestSwap)];
            Span<T> received = incoming[..Math.Min(incoming.Length, LongestSwap)];
            exchange.Swap(partner, MemoryMarshal.AsBytes(sent), MemoryMarshal.AsBytes(received));
            outgoing = outgoing[sent.Length..];
            incoming = incoming[received.Length..];
        }
    }
}
