using System;
using System.Collections.Generic;

namespace NetGen.Generator.Code;

/// <summary>A run of equal pieces.</summary>
/// <param name="Start">Where the first piece begins.</param>
/// <param name="Count">Number of pieces.</param>
/// <param name="Size">Length of each piece.</param>
internal readonly record struct Run(int Start, int Count, int Size);

/// <summary>Cuts lengths into pieces.</summary>
internal static class Split
{
    /// <summary>
    /// The fewest pieces of at most <paramref name="limit"/>, as equal as possible: one or two runs whose sizes differ by one.
    /// 50 by 6 gives 5 of 6 and 4 of 5, where greedy cutting would leave a piece of 2.
    /// </summary>
    public static IReadOnlyList<Run> Evenly(int length, int limit)
    {
        if (length < 1 || limit < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "A length and its limit are at least 1.");
        }

        int pieces = (length + limit - 1) / limit;
        int size = length / pieces;
        int larger = length % pieces;
        var runs = new List<Run>(2);
        if (larger > 0)
        {
            runs.Add(new Run(0, larger, size + 1));
        }

        runs.Add(new Run(larger * (size + 1), pieces - larger, size));
        return runs;
    }

    /// <summary>The largest divisor of <paramref name="length"/> up to <paramref name="limit"/>.</summary>
    public static int Divisor(int length, int limit)
    {
        for (int divisor = Math.Min(length, limit); divisor > 1; divisor--)
        {
            if (length % divisor == 0)
            {
                return divisor;
            }
        }

        return 1;
    }

    /// <summary>The largest divisor of <paramref name="length"/> up to <paramref name="limit"/>; all of the length where that would be less than a quarter of the limit.</summary>
    public static int Part(int length, int limit)
    {
        int divisor = Divisor(length, limit);
        return divisor >= limit / 4 ? divisor : length;
    }

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
