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
    private const int WarmUpPasses = 3;
    private const double WarmUpMilliseconds = 150;
    private const double BlockMilliseconds = 25;

    /// <summary>Milliseconds in which the idle threads of other libraries have gone to sleep: ONNX Runtime's look for more work for some 45 ms.</summary>
    public const int LongRest = 100;

    /// <summary>Milliseconds in which NetGen's have.</summary>
    private const int ShortRest = 30;

    /// <summary>
    /// Times several works in turn, block by block, so that whatever else the machine does falls on all of them alike.
    /// A block is as many runs as fill 25 ms.
    /// </summary>
    /// <param name="works">Each runs as often as told and returns the milliseconds of one run.</param>
    /// <param name="seconds">Time for all of them together, after the warm-up.</param>
    /// <param name="leastBlocks">The least number of blocks of each.</param>
    /// <param name="restMilliseconds">
    /// How long nothing runs before each block. Idle threads that wait for more work, and do not sleep yet, would take the processors from the next block.
    /// </param>
    public static Timing[] Interleave(IReadOnlyList<Func<int, double>> works, double seconds, int leastBlocks, int restMilliseconds = ShortRest)
    {
        var runs = new int[works.Count];
        var samples = new List<double>[works.Count];
        for (int i = 0; i < works.Count; i++)
        {
            runs[i] = Math.Max(1, (int)(BlockMilliseconds / WarmUp(works[i])));
            samples[i] = [];
        }

        long start = Stopwatch.GetTimestamp();
        while (samples[0].Count < leastBlocks || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            for (int i = 0; i < works.Count; i++)
            {
                Thread.Sleep(restMilliseconds);
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
    private static double WarmUp(Func<int, double> work)
    {
        double last = 0;
        for (int pass = 0; pass < WarmUpPasses; pass++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int runs = 1; runs == 1 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds; runs *= 2)
            {
                last = work(runs);
            }

            Thread.Sleep(ShortRest);
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
