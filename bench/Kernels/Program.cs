using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using NetGen.Bench.Kernels.Grid;
using NetGen.Bench.Kernels.Roofline;

namespace NetGen.Bench.Kernels;

/// <summary>Tells what every layer reaches in each direction, beside what the processor can.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Option<string> layers = Options.Name("Only layers whose names contain this.");
        Option<int[]> threads = Options.Threads("Numbers of threads. Default: 1 and all.");
        Option<double> seconds = Options.Seconds(1, "Time for each layer.");
        var command = new RootCommand("Measures each layer of the benchmark networks, and some of unusual shape.")
        {
            layers, threads, seconds, GridCommand.Create(), RooflineCommand.Create(),
        };
        command.SetAction(result =>
        {
            int[] counts = result.GetValue(threads) is { Length: > 0 } given ? given : [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
            Run(result.GetRequiredValue(layers), counts, result.GetValue(seconds));
        });
        return command.Parse(arguments).Invoke();
    }

    private static void Run(string name, int[] threads, double seconds)
    {
        Report.PrintMachine();
        Layer[] chosen = [.. Catalog.Layers.Where(layer => layer.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        chosen.AsParallel().ForAll(layer => layer.Check());
        Report.Print($"{chosen.Length} layers agree with plain loops.");
        foreach (int count in threads)
        {
            double peak = FmaPeak.Measure(count);
            Report.Print($"\nThreads: {count}. Multiply-add peak: {peak:F0} GFLOP/s. GFLOP/s and % of peak:\n");
            Report.Print($"| layer | forward | weight gradient | input gradient |");
            Report.Print($"|---|---:|---:|---:|");
            foreach (Layer layer in chosen)
            {
                Rates rates = layer.Measure(count, seconds);
                Report.Print($"| {layer.Name} | {Cell(rates.Forward, peak)} | {Cell(rates.Weights, peak)} | {Cell(rates.Input, peak)} |");
            }
        }
    }

    private static string Cell(double? rate, double peak) => rate switch
    {
        null => "-",
        double.NaN => "?",
        { } value => string.Create(CultureInfo.InvariantCulture, $"{value:F0} ({100 * value / peak:F0} %)"),
    };
}
