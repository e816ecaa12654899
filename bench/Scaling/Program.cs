using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Bench.Peers;
using NetGen.Reporting;

namespace NetGen.Bench.Scaling;

/// <summary>
/// How far training by several processes goes. <c>steps SAMPLES [STEPS]</c>, by processes on a link (bench/Links/run): steps beside
/// what the model says of them, with the link measured before.
/// <c>draw WORK FILE</c>, by one process: what the model says of up to 1,024, as tables and a chart;
/// WORK is the microseconds of a message beside the delay of its link.
/// </summary>
internal static class Program
{
    private const int UsualSteps = 5;
    private const int Rounds = 3;
    private const int SamplesOfChart = 32;
    private const int MostProcesses = 1024;

    // What costs less is not worth a thought.
    private const double Bearable = 0.1;

    private static readonly (double Gigabits, double Milliseconds)[] Links = [(1, 0.1), (1, 1), (10, 0.1), (10, 1)];

    private static readonly ITraining[] Trainings =
    [
        new Training<Lecture>("lecture", () => new Lecture(seed: 0)),
        new Training<ResNet20>("resnet20", () => new ResNet20(seed: 0)),
        new Training<CifarVgg>("cifar-vgg", () => new CifarVgg(seed: 0)),
        new Training<NormalizedVgg>("vgg-norm", () => new NormalizedVgg(seed: 0)),
    ];

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["steps", var samples, .. var rest]:
                Compare((int)Number(samples), rest.Length > 0 ? (int)Number(rest[0]) : UsualSteps);
                return 0;
            case ["draw", var work, var file]:
                Draw(Number(work) * 1e-6, file);
                return 0;
            default:
                Console.Error.WriteLine($"NetGen.Bench.Scaling steps SAMPLES [STEPS] | draw WORK FILE; came: {string.Join(' ', args)}");
                return 2;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Compare(int samples, int steps)
    {
        using var mpi = MpiProcess.Start();
        var exchange = new CountingExchange(mpi.Rank, mpi.Count, mpi.World);
        var link = Link.Measure(mpi.World);
        PrintFirst(mpi, $"{mpi.Count} processes: {1e6 * link.Message:F0} us a message, {8e-9 / link.Byte:F2} Gbit/s");
        foreach (ITraining training in Trainings)
        {
            // All compute at the same time alone too, and so disturb each other as they do in a step.
            List<double> alone = [];
            List<double> together = [];
            List<double> behind = [];
            for (int round = 0; round < Rounds; round++)
            {
                new Collective(mpi.World).Gather(new int[mpi.Count].AsSpan());
                alone.AddRange(training.Seconds(samples, steps, exchange: null));
                if (training.HasMarks)
                {
                    behind.AddRange(training.Seconds(samples * mpi.Count, steps, exchange));
                }

                together.AddRange(training.Seconds(samples * mpi.Count, steps, exchange, marks: !training.HasMarks));
            }

            Traffic counted = exchange.Traffic.Of(steps);
            Traffic traffic = new StepModel(training.Info).Of(mpi.Count, samples);
            double predicted = Median(alone) + link.Seconds(traffic);
            PrintFirst(
                mpi,
                $"{training.Name,-10} {mpi.Count} x {samples}: {traffic.Messages} messages of {traffic.Bytes} bytes ({counted.Messages} of {counted.Bytes} counted)");
            PrintFirst(mpi, $"{"",-10} computed {1e3 * Median(alone):F2} ms, exchanged {1e3 * link.Seconds(traffic):F2}, predicted {1e3 * predicted:F2}");
            PrintFirst(mpi, $"{"",-10} measured {1e3 * Median(together):F2} ms, ratio {Median(together) / predicted:F2}");
            if (training.HasMarks)
            {
                PrintFirst(mpi, $"{"",-10} behind the backward pass {1e3 * Median(behind):F2} ms, {Median(behind) / Median(together):F2} of that");
            }
        }
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    private static void PrintFirst(MpiProcess mpi, FormattableString text)
    {
        if (mpi.World.IsFirst)
        {
            Print(text);
        }
    }

    private static void Draw(double work, string file)
    {
        var models = new List<(ITraining Training, StepModel Model, double Computed)>();
        foreach (ITraining training in Trainings)
        {
            double computed = Median([.. training.Seconds(SamplesOfChart, Rounds * UsualSteps, exchange: null)]);
            models.Add((training, new StepModel(training.Info), computed));
            Print($"{training.Name}: {training.Info.TrainableParameterCount} parameters, {SamplesOfChart} samples in {1e3 * computed:F2} ms on one thread");
        }

        foreach ((double gigabits, double milliseconds) in Links)
        {
            Print(
                $"{gigabits} Gbit/s, {milliseconds} ms: least samples of each of 2, 4, 8, ... {MostProcesses} processes for an exchange below a tenth of the step");
            foreach ((ITraining training, StepModel model, double computed) in models)
            {
                var link = Link.Of(gigabits, milliseconds, work);
                IEnumerable<string> least = Counts().Select(processes =>
                    Least(model, link, processes, computed / SamplesOfChart).ToString(CultureInfo.InvariantCulture).PadLeft(5));
                Print($"{training.Name,-10} {string.Join(' ', least)}");
            }
        }

        double[] counts = [.. Counts().Select(processes => (double)processes)];
        var fast = Link.Of(10, 0.1, work);
        IEnumerable<Series> lines = models.Select(each =>
            new Series(each.Training.Name, counts, [.. Counts().Select(processes => 100 * Share(each.Model, fast, processes, each.Computed))])
            {
                Dots = true,
            });
        new LineChart([.. lines, new Series("a tenth", [counts[0], counts[^1]], [100 * Bearable, 100 * Bearable]) { Thin = true }])
        {
            Title = FormattableString.Invariant($"{SamplesOfChart} samples a process, 10 Gbit/s, 0.1 ms"),
            XLabel = "processes",
            YLabel = "% of a step that is exchange",
            LogX = true,
            YRange = (0, 100),
        }.SaveSvg(file);
    }

    private static IEnumerable<int> Counts()
    {
        for (int processes = 2; processes <= MostProcesses; processes *= 2)
        {
            yield return processes;
        }
    }

    private static double Share(StepModel model, Link link, int processes, double computed)
    {
        double exchange = link.Seconds(model.Of(processes, SamplesOfChart));
        return exchange / (computed + exchange);
    }

    /// <summary>
    /// The samples of each process from which on the exchange costs less than is bearable: what it says of samples themselves is small beside the rest.
    /// </summary>
    private static int Least(StepModel model, Link link, int processes, double secondsOfSample)
    {
        double exchange = link.Seconds(model.Of(processes, SamplesOfChart));
        return (int)Math.Ceiling(exchange * (1 - Bearable) / Bearable / secondsOfSample);
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
