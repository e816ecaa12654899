using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace NetGen.Measuring;

/// <summary>What repeated runs took.</summary>
/// <param name="Median">Milliseconds of one run: the median over the blocks.</param>
/// <param name="Fastest">Milliseconds of one run in the fastest block.</param>
/// <param name="Blocks">Number of blocks.</param>
internal sealed record Timing(double Median, double Fastest, int Blocks)
{
    /// <summary>
    /// Times several works in turn, block by block, so that whatever else the machine does falls on all of them alike.
    /// A block is as many runs as fill its time.
    /// </summary>
    /// <param name="works">Each runs as often as told and returns the milliseconds of one run.</param>
    /// <param name="seconds">Time for all of them together, after the warm-up.</param>
    /// <param name="leastBlocks">The least number of blocks of each.</param>
    /// <param name="pace">How long warming up, blocks and rests are. Default: <see cref="Pace.Careful"/>.</param>
    public static Timing[] Interleave(IReadOnlyList<Func<int, double>> works, double seconds, int leastBlocks, Pace? pace = null)
    {
        pace ??= Pace.Careful;
        var runs = new int[works.Count];
        var samples = new List<double>[works.Count];
        for (int i = 0; i < works.Count; i++)
        {
            runs[i] = Math.Max(1, (int)(pace.BlockMilliseconds / WarmUp(works[i], pace)));
            samples[i] = [];
        }

        long start = Stopwatch.GetTimestamp();
        while (samples[0].Count < leastBlocks || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            for (int i = 0; i < works.Count; i++)
            {
                Thread.Sleep(pace.RestMilliseconds);
                samples[i].Add(works[i](runs[i]));
            }
        }

        return Array.ConvertAll(samples, Summarize);
    }

    /// <summary>Runs a work a number of times; the milliseconds of one run.</summary>
    public static double Repeat(Action work, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < runs; run++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / runs;
    }

    /// <summary>Runs until the JIT has had time for its second, optimised compilation; returns the last milliseconds of one run.</summary>
    private static double WarmUp(Func<int, double> work, Pace pace)
    {
        double last = 0;
        for (int pass = 0; pass < pace.WarmUpPasses; pass++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int runs = 1; runs == 1 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < pace.WarmUpMilliseconds; runs *= 2)
            {
                last = work(runs);
            }

            Thread.Sleep(pace.WarmUpRestMilliseconds);
        }

        return last;
    }

    private static Timing Summarize(List<double> samples)
    {
        samples.Sort();
        int middle = samples.Count / 2;
        double median = samples.Count % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
        return new Timing(median, samples[0], samples.Count);
    }
}
