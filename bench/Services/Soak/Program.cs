using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using NetGen.Measuring;
using NetGen.Reporting;

namespace NetGen.Bench.Soak;

/// <summary>
/// Puts samples/WebApi among good, slow, broken and hostile clients for a while and then tells it to end. All answers to good requests are compared
/// with what the network says here, to the bit. Ends with 1 where something was wrong: an answer, a status, the memory, the log, the end.
/// </summary>
internal static class Program
{
    // Share by which the middle of the last third may be above that of the one before, and MB beside it.
    private const double Growth = 0.1;
    private const double Room = 8;

    private static async Task<int> Main(string[] arguments)
    {
        var minutes = new Option<double>("--minutes") { Description = "How long until the service is told to end.", DefaultValueFactory = _ => 1 };
        var rate = new Option<double>("--rate") { Description = "Good requests a second.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var counters = new Option<FileInfo>("--counters") { Description = "The tool dotnet-counters, which measures the managed heap.", HelpName = "FILE" };
        var chart = new Option<FileInfo>("--chart") { Description = "Draws the memory into an SVG file.", HelpName = "FILE" };
        var command = new RootCommand("Puts the sample of a web service under load.") { minutes, rate, counters, chart };
        command.SetAction(result => RunAsync(
            result.GetRequiredValue(minutes), result.GetRequiredValue(rate), result.GetValue(counters)?.FullName, result.GetValue(chart)?.FullName));
        return await command.Parse(arguments).InvokeAsync();
    }

    private static async Task<int> RunAsync(double minutes, double rate, string? counters, string? chart)
    {
        var run = new SoakRun(TimeSpan.FromMinutes(minutes), rate, counters);
        await run.RunAsync();
        CheckMemory(run);
        string machine = $"{Machine.Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}";
        Print($"{DateTime.UtcNow:yyyy-MM-dd}, {machine}, {minutes} minutes, {run.Load:P0} of a core for the service.");
        Print($"{run.Ledger.Answered} good requests answered, {run.Ledger.Abuses} of others; ended {run.SecondsToEnd:F0} s after it was told.");
        IReadOnlyList<double> percentiles = run.Ledger.Percentiles(0.5, 0.9, 0.99, 0.999, 1);
        Print($"p50 {percentiles[0]:F2}, p90 {percentiles[1]:F2}, p99 {percentiles[2]:F2}, p99.9 {percentiles[3]:F2}, longest {percentiles[4]:F0} ms");
        foreach ((string client, string ends) in run.Ledger.Ends())
        {
            Print($"- {client}: {ends}");
        }

        Print($"\n| minute | working set | managed heap |\n|---:|---:|---:|");
        foreach (MemorySample sample in EveryTenth(run.Memory))
        {
            Print($"| {sample.Minutes:F1} | {sample.WorkingSet:F0} MB | {sample.Heap:F1} MB |");
        }

        if (chart is not null)
        {
            Draw(run.Memory, chart);
        }

        Print($"\n{run.Ledger.FaultCount} faults");
        foreach (string fault in run.Ledger.Faults)
        {
            Print($"- {fault}");
        }

        return run.Ledger.FaultCount == 0 ? 0 : 1;
    }

    /// <summary>Memory that grows with time is a fault, however little there is of it.</summary>
    private static void CheckMemory(SoakRun run)
    {
        Check("working set", [.. run.Memory.Select(sample => sample.WorkingSet)]);
        Check("managed heap", [.. run.Memory.Select(sample => sample.Heap)]);

        void Check(string what, double[] megabytes)
        {
            double before = Middle(megabytes[(megabytes.Length / 3)..(2 * megabytes.Length / 3)]);
            double after = Middle(megabytes[(2 * megabytes.Length / 3)..]);
            if (after > (before * (1 + Growth)) + Room)
            {
                run.Ledger.AddFault(what, string.Create(CultureInfo.InvariantCulture, $"grows: {before:F1} MB in the second third, {after:F1} MB in the last"));
            }
        }
    }

    private static double Middle(double[] values) => values.Length == 0 ? double.NaN : values.Order().ElementAt(values.Length / 2);

    private static IEnumerable<MemorySample> EveryTenth(IReadOnlyList<MemorySample> samples) =>
        samples.Where((_, i) => i % Math.Max(1, samples.Count / 10) == 0);

    private static void Draw(IReadOnlyList<MemorySample> samples, string chart)
    {
        double[] minutes = [.. samples.Select(sample => sample.Minutes)];
        var workingSet = new Series("working set", minutes, [.. samples.Select(sample => sample.WorkingSet)]);
        var heap = new Series("managed heap", minutes, [.. samples.Select(sample => sample.Heap)]);
        var lines = new LineChart([workingSet, heap])
        {
            Title = "Memory of samples/WebApi under load",
            XLabel = "minutes",
            YLabel = "MB",
            YRange = (0, samples.Max(sample => sample.WorkingSet) * 1.1),
        };
        lines.SaveSvg(chart);
    }

    private static void Print(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
