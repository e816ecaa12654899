namespace NetGen;

/// <summary>
/// An elementwise formula over a range of parameters, written once for all kinds of blocks. Who writes it asks for code that is optimized at once: before the runtime does so by itself, it
/// calls every operation of a block, and the first steps of a training take fifty times as long.
/// </summary>
internal interface IBlockFormula
{
    /// <summary>Runs it over a part of the range.</summary>
    /// <typeparam name="TBlock">What it takes at once.</typeparam>
    /// <param name="range">The range.</param>
    /// <param name="first">Where the part begins in it.</param>
    /// <param name="end">Where the part ends: a multiple of <see cref="IBlock{TSelf}.Length"/> further.</param>
    void Run<TBlock>(ParameterRange range, int first, int end)
        where TBlock : unmanaged, IBlock<TBlock>;
}
