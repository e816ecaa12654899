using System;

namespace NetGen;

/// <summary>
/// A sum over all ranks that goes on its way while these exchange other things: begun, and then taken on as far as what has come allows. As <see cref="Collective.Sum"/> in the order of its
/// additions. Every rank begins the same sums in the same order.
/// </summary>
/// <param name="exchange">What joins the ranks, which can swap behind.</param>
internal sealed class DeferredSum(Exchange exchange)
{
    private readonly SumWalk _walk = new(exchange);
    private Memory<float> _values;
    private float[] _received = [];

    /// <summary>Whether a sum has begun and has not ended.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Begins a sum; the one before has ended.</summary>
    /// <param name="values">This rank's values, which are the exchange's until the sum is there.</param>
    /// <param name="summands">How many ranks have any, from the first on.</param>
    public void Begin(Memory<float> values, int summands)
    {
        if (_received.Length < values.Length)
        {
            _received = GC.AllocateUninitializedArray<float>(values.Length, pinned: true);
        }

        _values = values;
        _walk.Begin(values.Length, summands);
        IsUnderWay = true;
        GoOn();
    }

    /// <summary>Takes on a sum that is under way; true where none is any more.</summary>
    /// <param name="waits">Whether to wait for what is still to come, and so to end it.</param>
    /// <exception cref="ExchangeException">Another rank cannot go on.</exception>
    public bool Continue(bool waits)
    {
        while (IsUnderWay && exchange.TryEndSwap(waits))
        {
            _walk.Take(_values.Span, _received);
            GoOn();
        }

        return !IsUnderWay;
    }

    private void GoOn()
    {
        IsUnderWay = _walk.Next();
        if (IsUnderWay)
        {
            Memory<float> incoming = _walk.Place is { } place ? _values.Slice(place, _walk.Received) : _received.AsMemory(0, _walk.Received);
            exchange.BeginSwap(_walk.Partner, _values.Slice(_walk.Sent.Start, _walk.Sent.Length), incoming);
        }
    }
}
