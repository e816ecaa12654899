using System;

namespace NetGen;

/// <summary>
/// Neighbouring values that an elementwise formula takes at once. It is written once, for any kind of block, and runs over a range with the widest there is, at its end with single values
/// (<see cref="BlockRange"/>): in a loop that might come to an end of the span at every load, a processor does little else than look for it.
/// </summary>
/// <typeparam name="TSelf">The kind of block.</typeparam>
internal interface IBlock<TSelf>
    where TSelf : unmanaged, IBlock<TSelf>
{
    /// <summary>Number of values.</summary>
    static abstract int Length { get; }

    /// <summary>The values of a span from an index on, where it has as many.</summary>
    static abstract TSelf Load(ReadOnlySpan<float> span, int index);

    /// <summary>The same value everywhere.</summary>
    static abstract TSelf Of(float value);

    static abstract TSelf Sqrt(TSelf block);

    static abstract TSelf Abs(TSelf block);

    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>A value where another is above 0, its negative where that is below, and else 0.</summary>
    static abstract TSelf SignOf(TSelf block, TSelf magnitude);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, float b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, float b);

    /// <summary>Leaves the values in a span from an index on, where it has room for as many.</summary>
    void Store(Span<float> span, int index);

    /// <summary>Leaves values that decay from step to step, those below a <see cref="DecayFloor"/> as 0.</summary>
    void StoreDecaying(Span<float> span, int index, TSelf floor);
}
