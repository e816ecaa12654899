using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// What all ranks of an exchange do together, out of pairs that swap. Every rank calls the same methods in the same order, with lengths that all of them know.
/// </summary>
internal sealed class Collective(Exchange exchange)
{
    // Values that go on their way in the time of a message, however short it is. Links of 1 Gbit/s with 0.1 ms carry half of this, and those of 10 Gbit/s four times as many.
    private const int ValuesOfMessage = 16 * 1024;

    // In the last round both ways of a sum send as many bytes. From here on, adding up all values on both sides takes longer than the message that it saves.
    private const int LongestWhole = 256 * 1024;

    // Within one machine a further message takes less than half of the bytes from here on.
    private const int LeastHalvedInMemory = 4 * 1024;

    // So many values of up to sixteen bytes are as many bytes as a number of 32 bits counts.
    private const int LongestSwap = 1 << 26;

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

    /// <summary>
    /// Adds up what the ranks have, as lanes are added up: neighbours first, then pairs of them, the lower rank's always before the higher one's. All get the sum. Long sums are halved: each of a pair
    /// adds up one half, in the next round a half of that, and the way back brings the halves together. As soon as these are short, they go whole through the rounds that are left: those of a pair
    /// then add up the same, in the same order.
    /// </summary>
    /// <param name="values">This rank's; then the sums.</param>
    /// <param name="summands">How many ranks have any, from the first on: what the others have is left out.</param>
    public void Sum(Span<float> values, int summands)
    {
        if (_received.Length < values.Length)
        {
            _received = new float[values.Length];
        }

        SumFrom(values, 1, summands);
    }

    private void SumFrom(Span<float> values, int size, int summands)
    {
        if (GoesWhole(values.Length, rounds: BitOperations.Log2((uint)(Count / size))))
        {
            for (; size < Count; size *= 2)
            {
                AddPartner(values, size, summands, sends: values);
            }

            return;
        }

        int middle = values.Length / 2;
        bool isLower = (Rank & size) == 0;
        Span<float> kept = isLower ? values[..middle] : values[middle..];
        Span<float> given = isLower ? values[middle..] : values[..middle];
        AddPartner(kept, size, summands, given);
        SumFrom(kept, 2 * size, summands);
        SwapUnlessEmpty<float>(Rank ^ size, kept, given);
    }

    /// <summary>
    /// Whether values should go whole through r rounds. With m for a message and b for a value, n values then take r (m + n b), and (r + 1) (m + n b / 2) where they are halved once: more, unless
    /// n (r - 1) is above 2 m / b.
    /// </summary>
    private bool GoesWhole(int length, int rounds) => rounds == 0 || (exchange.SharesMemory
        ? length < LeastHalvedInMemory
        : length <= LongestWhole && (long)length * (rounds - 1) <= 2 * ValuesOfMessage);

    /// <summary>Adds what the partner has of some values to them, or takes it where this rank has none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="size">Ranks that are summed up already, on either side.</param>
    /// <param name="summands">How many ranks have any.</param>
    /// <param name="sends">What the partner adds to its own.</param>
    private void AddPartner(Span<float> values, int size, int summands, ReadOnlySpan<float> sends)
    {
        int own = Rank / size * size;
        int other = own ^ size;
        bool hasOwn = own < summands;
        bool hasOther = other < summands;
        Span<float> received = !hasOther ? default : hasOwn ? _received.AsSpan(0, values.Length) : values;
        SwapUnlessEmpty(Rank ^ size, hasOwn ? sends : default, received);
        if (hasOwn && hasOther)
        {
            Add(values, received, isFirst: own < other);
        }
    }

    /// <summary>The order matters where both are no numbers: the sum has the bits of the first.</summary>
    private static void Add(Span<float> values, ReadOnlySpan<float> others, bool isFirst)
    {
        ref float own = ref MemoryMarshal.GetReference(values);
        ref float other = ref MemoryMarshal.GetReference(others);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = Vector.LoadUnsafe(ref own, (nuint)i);
            Vector<float> b = Vector.LoadUnsafe(ref other, (nuint)i);
            (isFirst ? a + b : b + a).StoreUnsafe(ref own, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] = isFirst ? values[i] + others[i] : others[i] + values[i];
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
