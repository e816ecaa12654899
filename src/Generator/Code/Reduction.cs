using System.Collections.Immutable;

namespace NetGen.Generator.Code;

/// <summary>A loop of a reduction.</summary>
/// <param name="Variable">Its name in the emitted code.</param>
/// <param name="Count">Iterations.</param>
/// <param name="Input">Floats that the input advances per iteration.</param>
/// <param name="Steps">Reduction steps per iteration, by which the weights advance.</param>
internal readonly record struct Loop(string Variable, int Count, int Input, int Steps);

/// <summary>
/// How the sum behind one output is cut: chunks outside, between which the tile's accumulators rest in memory; loops inside the
/// tile; and the innermost run, along which the input is contiguous.
/// </summary>
/// <param name="Outer">Loops over chunks: while one chunk of weights stays in the L1 cache, all tiles of a row use it.</param>
/// <param name="Inner">Loops within a tile.</param>
/// <param name="Length">Steps of the innermost run.</param>
/// <param name="Input">Floats that the input advances per step of the run.</param>
internal sealed record Reduction(ImmutableArray<Loop> Outer, ImmutableArray<Loop> Inner, int Length, int Input)
{
    /// <summary>Of shorter sums, adding up the halves costs what steps of two terms save.</summary>
    public const int FewestOfPairs = 16;

    /// <summary>Terms of a step: neighbouring values of the input, which lie side by side in a register for each output.</summary>
    public int Terms { get; private init; } = 1;

    /// <summary>
    /// Whether a run has an odd number of terms and its last step of two begins with the second one of the step before: half of that term's weight lies in either. So nothing is read that is
    /// not a term, and no weight is zero that a value without bounds could make a NaN of.
    /// </summary>
    public bool Overlaps { get; private init; }

    /// <summary>Steps of the innermost run that lie evenly behind each other: all of them, or all but the last.</summary>
    public int EvenSteps => Overlaps ? Length - 1 : Length;

    /// <summary>Steps of the whole sum.</summary>
    public int Steps
    {
        get
        {
            int steps = Length;
            foreach (Loop loop in Outer)
            {
                steps *= loop.Count;
            }

            foreach (Loop loop in Inner)
            {
                steps *= loop.Count;
            }

            return steps;
        }
    }

    /// <summary>The same sum in steps of two terms for those outputs that fill no more than half of the last of several registers; null where none do, or all are summed up in one way.</summary>
    public Reduction? OfLastRegister { get; init; }

    /// <summary>Outputs that are summed up in whole registers, of all that there are.</summary>
    public int InWholeRegisters(VectorForm form, int outputs) => OfLastRegister is null ? outputs : outputs - (outputs % form.Lanes);

    /// <summary>
    /// The same sum in steps of two terms, where outputs fill no more than half of a register, or of their last one: what is left empty then holds their second terms. Null where they fill
    /// more, where the number of terms of a run is odd and its last steps may not overlap, and of short sums.
    /// </summary>
    public Reduction? InPairs(VectorForm form, int outputs, bool mayOverlap)
    {
        bool overlaps = Length % 2 != 0;
        if (!form.LeavesHalf(outputs) || !Outer.IsEmpty || Steps < FewestOfPairs || (overlaps && (!mayOverlap || Length == 1)))
        {
            return null;
        }

        int length = (Length + 1) / 2;
        var inner = ImmutableArray.CreateBuilder<Loop>();
        foreach (Loop loop in Inner)
        {
            inner.Add(loop with { Steps = loop.Steps / Length * length });
        }

        return new Reduction(Outer, inner.ToImmutable(), length, 2 * Input) { Terms = 2, Overlaps = overlaps };
    }

    /// <summary>
    /// Cuts a sum over kernel rows, kernel columns and channels so that a chunk of weights has at most <paramref name="limit"/> steps.
    /// </summary>
    /// <param name="height">Kernel rows, and floats of input from one to the next.</param>
    /// <param name="width">Kernel columns, and floats of input from one to the next.</param>
    /// <param name="channels">Contiguous values per tap.</param>
    /// <param name="limit">The most steps of a chunk.</param>
    public static Reduction OfWindow((int Count, int Input) height, (int Count, int Input) width, int channels, int limit)
    {
        // Neighbouring taps lie side by side unless the kernel is dilated: then a kernel row is one run.
        bool merged = width.Input == channels || width.Count == 1;
        int length = merged ? width.Count * channels : channels;
        int rowSteps = width.Count * channels;
        var loops = ImmutableArray.CreateBuilder<Loop>();
        if (height.Count > 1)
        {
            loops.Add(new Loop("ky", height.Count, height.Input, rowSteps));
        }

        if (!merged)
        {
            loops.Add(new Loop("kx", width.Count, width.Input, channels));
        }

        int steps = height.Count * rowSteps;
        int outer = 0;
        while (outer < loops.Count && steps > limit)
        {
            steps /= loops[outer].Count;
            outer++;
        }

        if (steps > limit)
        {
            int part = Split.Part(length, limit);
            if (part < length)
            {
                loops.Add(new Loop("part", length / part, part, part));
                outer = loops.Count;
                length = part;
            }
        }

        ImmutableArray<Loop> all = loops.ToImmutable();
        return new Reduction(
            ImmutableArray.Create(all, 0, outer), ImmutableArray.Create(all, outer, all.Length - outer), length, 1);
    }
}
