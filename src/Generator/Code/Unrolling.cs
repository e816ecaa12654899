using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>What of a tile's sum is written out.</summary>
internal enum WrittenOut
{
    /// <summary>A few steps of the innermost run; the loops around them remain.</summary>
    Steps,

    /// <summary>The taps, each with a loop over its run where that is long.</summary>
    Taps,

    /// <summary>The whole sum.</summary>
    All,
}

/// <summary>
/// Decides how far a tile is unrolled. Longer code was measured to be no faster than loops around a few steps, and slower where the processor no longer keeps
/// it decoded, or where registers no longer suffice; and RyuJIT compiles a method without optimisation beyond 8,000 references to locals, of which
/// a multiply-add makes four.
/// </summary>
internal static class Unrolling
{
    /// <summary>Multiply-adds of one tile: nine taps of a pixel of one channel in the largest one.</summary>
    private const int MostOfTile = 9 * 24;

    private const string Measured = "no faster written out";

    /// <param name="form">The vector form.</param>
    /// <param name="reduction">The sum.</param>
    /// <param name="accumulators">Registers that the tile sums up in.</param>
    public static WrittenOut Of(VectorForm form, Reduction reduction, int accumulators)
    {
        int taps = reduction.Inner.Aggregate(1, (product, loop) => product * loop.Count);
        return taps * reduction.Length * accumulators <= MostOfTile ? WrittenOut.All
            : form.Bits > 128 && taps * StepsOf(reduction, accumulators) * accumulators <= MostOfTile ? WrittenOut.Taps
            : WrittenOut.Steps;
    }

    /// <summary>What of a tile's sum is written out, in words, and which loops are left, why.</summary>
    /// <inheritdoc cref="Of"/>
    public static string Words(VectorForm form, Reduction reduction, int accumulators)
    {
        WrittenOut written = Of(form, reduction, accumulators);
        IEnumerable<string> loops = reduction.Outer.Select(loop => $"{Literal.Of(loop.Count)} {WordOf(loop)} (a chunk of weights stays in the cache)");
        if (written == WrittenOut.Steps)
        {
            loops = loops.Concat(reduction.Inner.Select(loop => $"{Literal.Of(loop.Count)} {WordOf(loop)} ({Measured})"));
        }

        if (written != WrittenOut.All && reduction.Length > Whole(accumulators))
        {
            int unroll = Unroll(reduction.EvenSteps, accumulators);
            loops = loops.Append($"{Literal.Of(reduction.EvenSteps / unroll)} times {Literal.Of(unroll)} multiply-adds ({Measured})");
        }

        return loops.Any() ? "loops left: " + string.Join(", ", loops) : "all written out";
    }

    private static string WordOf(Loop loop) => loop.Variable switch
    {
        "ky" => "kernel rows",
        "kx" => "kernel columns",
        _ => "parts of the channels",
    };

    /// <summary>Steps of a run that are written.</summary>
    private static int StepsOf(Reduction reduction, int accumulators)
    {
        int unroll = Unroll(reduction.EvenSteps, accumulators);
        return reduction.Length <= Whole(accumulators) ? reduction.Length : unroll + (reduction.EvenSteps % unroll) + (reduction.Length - reduction.EvenSteps);
    }

    /// <summary>Steps of the longest run that is written out without a loop.</summary>
    public static int Whole(int accumulators) => accumulators > 12 ? 6 : 9;

    /// <summary>Steps of one iteration. A divisor leaves no rest; where there is none, the rest is written out behind the loop.</summary>
    public static int Unroll(int length, int accumulators)
    {
        int most = accumulators > 12 ? 3 : 4;
        int divisor = Split.Divisor(length, most);
        return divisor > 1 ? divisor : most;
    }
}
