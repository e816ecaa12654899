using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NetGen.Bench.Services;

namespace NetGen.Bench.Micro;

/// <summary>
/// What a checkpoint costs a training: how long a snapshot holds it up between two steps, and how much longer the step is beside which it is written. One step in 64 has one, and all others are
/// what it is compared with, in the same fit.
/// </summary>
internal static class Checkpoints
{
    private const int Interval = 64;
    private const int Batch = 32;
    private const int Steps = 13 * Interval;
    private const double UsualSeconds = 30;

    public static void Report()
    {
        Console.WriteLine($"{"",-10}{"parameters",12}{"file",10}{"step",12}{"held up",12}{"step beside",14}{"at every 30 s",16}");
        Measure("lenet", new Lenet(seed: 1));
        Measure("wide", new Wide(seed: 1));
    }

    private static void Measure<TNetwork>(string name, TNetwork network)
        where TNetwork : class, INetwork
    {
        string folder = Directory.CreateTempSubdirectory("checkpoints").FullName;
        try
        {
            var random = new Random(1);
            float[] inputs = [.. Enumerable.Range(0, Batch * Steps * network.Info.InputSize).Select(_ => random.NextSingle())];
            int[] labels = [.. Enumerable.Range(0, Batch * Steps).Select(_ => random.Next(network.Info.OutputSize))];
            var clock = new StepClock();
            new Trainer<TNetwork>(network, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(
                Dataset.FromClasses(inputs, labels, network.Info.InputShape),
                new FitOptions
                {
                    BatchSize = Batch,
                    Threads = 1,
                    Checkpoint = new CheckpointOptions(folder, CheckpointInterval.Steps(Interval)),
                    Callbacks = [clock],
                });
            Print(name, network.Info.ParameterCount, new DirectoryInfo(folder).EnumerateFiles().Max(file => file.Length), clock);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string name, long parameters, long bytes, StepClock clock)
    {
        double heldUp = Median(clock.Gaps, isAfter: true) - Median(clock.Gaps, isAfter: false);
        double beside = Median(clock.Lengths, isAfter: true) - Median(clock.Lengths, isAfter: false);
        double step = Median(clock.Lengths, isAfter: false);
        Console.Write(FormattableString.Invariant($"{name,-10}{parameters,12:N0}{bytes / 1e6,7:F1} MB{1e3 * step,9:F2} ms"));
        Console.WriteLine(FormattableString.Invariant($"{1e3 * heldUp,9:F2} ms{1e3 * beside,11:F2} ms{(heldUp + beside) / UsualSeconds,16:P3}"));
    }

    /// <summary>The median of what comes behind a step with a checkpoint, or behind the others. The first steps bring pages into memory.</summary>
    private static double Median(IReadOnlyList<double> seconds, bool isAfter) =>
        seconds.Where((_, step) => step > Interval && (step % Interval == 0) == isAfter).Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    /// <summary>Seconds of each step, and between each and the one before.</summary>
    private sealed class StepClock : Callback
    {
        private long _last = Stopwatch.GetTimestamp();

        public List<double> Gaps { get; } = [];

        public List<double> Lengths { get; } = [];

        public override void OnTrainBatchBegin(int batch) => Gaps.Add(Elapsed());

        public override void OnTrainBatchEnd(int batch, Logs logs) => Lengths.Add(Elapsed());

        private double Elapsed()
        {
            long now = Stopwatch.GetTimestamp();
            double seconds = Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
            _last = now;
            return seconds;
        }
    }
}
