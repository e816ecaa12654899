using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// The swaps by which ranks sum up what they have, in the order of the tree of lanes: neighbours first, then pairs of them, the lower rank's always before the higher one's. All get the sum.
/// Long sums are halved: each of a pair adds up one half, in the next round a half of that, and the way back brings the halves together. As soon as these are short, they go whole through the
/// rounds that are left: those of a pair then add up the same, in the same order.
/// </summary>
/// <param name="exchange">What joins the ranks.</param>
internal sealed class SumWalk(Exchange exchange)
{
    // Values that go on their way in the time of a message, however short it is. Links of 1 Gbit/s with 0.1 ms carry half of this, and those of 10 Gbit/s four times as many.
    private const int ValuesOfMessage = 16 * 1024;

    // In the last round both ways of a sum send as many bytes. From here on, adding up all values on both sides takes longer than the message that it saves.
    private const int LongestWhole = 256 * 1024;

    // Within one machine a further message takes less than half of the bytes from here on.
    private const int LeastHalvedInMemory = 4 * 1024;

    private readonly Stack<(Part Kept, Part Given, int Size)> _halved = new();
    private Part _values;
    private int _size;
    private int _summands;
    private bool _goesWhole;
    private bool _adds;
    private bool _isLower;

    /// <summary>The rank of the swap.</summary>
    public int Partner { get; private set; }

    /// <summary>What of the values goes to it.</summary>
    public Part Sent { get; private set; }

    /// <summary>How many values come from it.</summary>
    public int Received { get; private set; }

    /// <summary>Where these go: to a place of the values, or to room of their own, since they are to be added.</summary>
    public int? Place { get; private set; }

    /// <summary>Begins a sum.</summary>
    /// <param name="length">How many values each rank has.</param>
    /// <param name="summands">How many ranks have any, from the first on: what the others have is left out.</param>
    public void Begin(int length, int summands)
    {
        _halved.Clear();
        (_values, _size, _summands, _goesWhole) = (new Part(0, length), 1, summands, false);
    }

    /// <summary>Goes on to the next swap; false where the sum is there.</summary>
    public bool Next()
    {
        if (_size == exchange.Count)
        {
            return NextBack();
        }

        int size = _size;
        _goesWhole |= GoesWhole(_values.Length, rounds: BitOperations.Log2((uint)(exchange.Count / size)));
        _isLower = (exchange.Rank & size) == 0;
        Part given = _values;
        if (!_goesWhole)
        {
            int middle = _values.Length / 2;
            var lower = new Part(_values.Start, middle);
            var upper = new Part(_values.Start + middle, _values.Length - middle);
            (_values, given) = _isLower ? (lower, upper) : (upper, lower);
            _halved.Push((_values, given, size));
        }

        // A side of which no rank has any sends none.
        int own = exchange.Rank / size * size;
        bool hasOwn = own < _summands;
        bool hasOther = (own ^ size) < _summands;
        _adds = hasOwn && hasOther;
        _size = 2 * size;
        Partner = exchange.Rank ^ size;
        Sent = hasOwn ? given : default;
        Received = hasOther ? _values.Length : 0;
        Place = _adds ? null : _values.Start;
        return true;
    }

    /// <summary>Takes what has come.</summary>
    /// <param name="values">This rank's values.</param>
    /// <param name="received">What has come, where it had no place among them.</param>
    public void Take(Span<float> values, ReadOnlySpan<float> received)
    {
        if (_adds)
        {
            Add(values.Slice(_values.Start, _values.Length), received[..Received], isFirst: _isLower);
        }
    }

    private bool NextBack()
    {
        _adds = false;
        if (!_halved.TryPop(out (Part Kept, Part Given, int Size) round))
        {
            return false;
        }

        Partner = exchange.Rank ^ round.Size;
        (Sent, Received, Place) = (round.Kept, round.Given.Length, round.Given.Start);
        return true;
    }

    /// <summary>
    /// Whether values should go whole through r rounds. With m for a message and b for a value, n values then take r (m + n b), and (r + 1) (m + n b / 2) where they are halved once: more, unless
    /// n (r - 1) is above 2 m / b.
    /// </summary>
    private bool GoesWhole(int length, int rounds) => exchange.SharesMemory
        ? length < LeastHalvedInMemory
        : length <= LongestWhole && (long)length * (rounds - 1) <= 2 * ValuesOfMessage;

    /// <summary>The order matters where both are no numbers: the sum has the bits of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Some of the values.</summary>
    /// <param name="Start">The first.</param>
    /// <param name="Length">How many.</param>
    public readonly record struct Part(int Start, int Length);
}
