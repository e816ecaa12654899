using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>How far each kind of block goes in a range: <see cref="WideBlock"/> first, then <see cref="NativeBlock"/>, then <see cref="ScalarBlock"/>.</summary>
internal readonly struct BlockRange
{
    /// <param name="length">Number of values.</param>
    public BlockRange(int length)
    {
        Wide = Vector512.IsHardwareAccelerated ? length - (length % Vector512<float>.Count) : 0;
        Native = length - ((length - Wide) % Vector<float>.Count);
        Length = length;
    }

    /// <summary>Where wide blocks end.</summary>
    public int Wide { get; }

    /// <summary>Where native blocks end, which begin there.</summary>
    public int Native { get; }

    /// <summary>Where single values end.</summary>
    public int Length { get; }

    /// <summary>Runs a formula over all of a range.</summary>
    public static void Run(IBlockFormula formula, ParameterRange range)
    {
        var blocks = new BlockRange(range.Values.Length);
        if (blocks.Wide > 0)
        {
            // Otherwise a runtime without such vectors would compile what it never runs.
            formula.Run<WideBlock>(range, 0, blocks.Wide);
        }

        formula.Run<NativeBlock>(range, blocks.Wide, blocks.Native);
        formula.Run<ScalarBlock>(range, blocks.Native, blocks.Length);
    }
}
