using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Kernels;

/// <summary>Tells what every layer reaches in each direction, beside what the processor can.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var layers = new Option<string>("--layer") { Description = "Only layers whose names contain this.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var threads = new Option<int[]>("--threads") { Description = "Numbers of threads. Default: 1 and all.", HelpName = "N", AllowMultipleArgumentsPerToken = true };
        var seconds = new Option<double>("--seconds") { Description = "Time for each layer.", HelpName = "S", DefaultValueFactory = _ => 1 };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>()?.Any(count => count < 1) == true)
            {
                result.AddError("--threads must be at least 1.");
            }
        });
        var command = new RootCommand("Measures each layer of the benchmark networks, and some of unusual shape.") { layers, threads, seconds };
        command.SetAction(result =>
        {
            int[] counts = result.GetValue(threads) is { Length: > 0 } given ? given : [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
            Run(result.GetRequiredValue(layers), counts, result.GetValue(seconds));
        });
        return command.Parse(arguments).Invoke();
    }

    private static void Run(string name, int[] threads, double seconds)
    {
        Print($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}.");
        Layer[] chosen = [.. Catalog.Layers.Where(layer => layer.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        chosen.AsParallel().ForAll(layer => layer.Check());
        Print($"{chosen.Length} layers agree with plain loops.");
        foreach (int count in threads)
        {
            double peak = FmaPeak.Measure(count);
            Print($"\nThreads: {count}. Multiply-add peak: {peak:F0} GFLOP/s. GFLOP/s and % of peak:\n");
            Print($"| layer | forward | weight gradient | input gradient |");
            Print($"|---|---:|---:|---:|");
            foreach (Layer layer in chosen)
            {
                Rates rates = layer.Measure(count, seconds);
                Print($"| {layer.Name} | {Cell(rates.Forward, peak)} | {Cell(rates.Weights, peak)} | {Cell(rates.Input, peak)} |");
            }
        }
    }

    private static string Cell(double? rate, double peak) => rate switch
    {
        null => "-",
        double.NaN => "?",
        { } value => string.Create(CultureInfo.InvariantCulture, $"{value:F0} ({100 * value / peak:F0} %)"),
    };

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
