using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;

namespace NetGen.Bench.Kernels.Roofline;

/// <summary><c>roofline</c>: what each layer of wide networks reaches of what the processor and its memory allow.</summary>
internal static class RooflineCommand
{
    private const int LeastBlocks = 5;

    // Short enough to lie between two turns of other processes.
    private static readonly Pace ShortBlocks = Pace.Careful with { BlockMilliseconds = 4 };

    private static readonly int[] Batches = [1, 8];

    // One in each cache of most processors, and one that is far larger than all of them.
    private static readonly long[] BufferKilobytes = [16, 256, 8 * 1024, 512 * 1024];

    public static Command Create()
    {
        Option<string> layers = Options.Name("Only layers whose names contain this: 'alexnet', 'dense'.");
        Option<int[]> threads = Options.Threads("Numbers of threads. Default: 1.");
        Option<double> seconds = Options.Seconds(0.5, "Time for each layer.");
        var command = new Command(
            "roofline",
            "Holds predictions of each layer of wide networks, of 1 and 8 samples, to what the multiply-add rate and memory allow: the smaller of the peak and the layer's operations per byte "
                + "times the bandwidth of a buffer of as many bytes as the layer moves. Both are measured in the same run.")
        {
            layers, threads, seconds,
        };
        command.SetAction(result =>
        {
            int[] counts = result.GetValue(threads) is { Length: > 0 } given ? given : [1];
            return Run(result.GetRequiredValue(layers), counts, result.GetValue(seconds));
        });
        return command;
    }

    private static int Run(string name, int[] threads, double seconds)
    {
        IReadOnlyList<NetworkLayer> all = NetworkLayer.All();
        NetworkLayer[] layers = [.. all.Where(layer => layer.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        if (layers.Length == 0)
        {
            Console.Error.WriteLine($"No layer's name contains '{name}'; one is '{all[0].Name}'.");
            return 1;
        }

        Report.PrintMachine();
        Report.Print($"MB: what a prediction must move, the weights once and each sample's input and output. GB/s: of a buffer of as many bytes, which is read over and over.");
        Report.Print($"Bound: the smaller of the peak and FLOP/byte times GB/s, in GFLOP/s. Reached: GFLOP/s, and % of the bound.");
        Report.Print($"Peak and bandwidths are the best of several measurements, and what is reached is that of the fastest block.");
        Report.Print($"Rates are in the operations of direct sums, of which Winograd's algorithm needs as few as a quarter: it may reach more than 100 %.");
        var networks = new CompiledNetworks(string.Concat(layers.Select(layer => layer.Source)));
        foreach (int count in threads)
        {
            double peak = FmaPeak.Measure(count);
            Report.Print($"\nThreads: {count}. Multiply-add peak: {peak:F0} GFLOP/s. Reading: {string.Join(", ", BufferKilobytes.Select(size => Bandwidth(size, count)))}.\n");
            Report.Print($"| layer | MFLOP a sample | {string.Join(" | ", Batches.Select(batch => $"MB, batch {batch} | FLOP/byte | GB/s | bound | reached"))} |");
            Report.Print($"|---|---:{string.Concat(Batches.Select(_ => "|---:|---:|---:|---:|---:"))}|");
            foreach (NetworkLayer layer in layers)
            {
                Print(layer, networks.Create(layer.ClassName), peak, count, seconds);
            }
        }

        return 0;
    }

    private static string Bandwidth(long kilobytes, int threads) =>
        FormattableString.Invariant($"{(kilobytes < 1024 ? kilobytes : kilobytes / 1024)} {(kilobytes < 1024 ? "KB" : "MB")} {ReadBandwidth.Measure(kilobytes * 1024, threads):F0} GB/s");

    private static void Print(NetworkLayer layer, INetwork network, double peak, int threads, double seconds)
    {
        double[] bandwidths = Array.ConvertAll(Batches, batch => ReadBandwidth.Measure(layer.Bytes(batch), threads));
        Timing[] timings = Timing.Interleave(Array.ConvertAll(Batches, batch => (Func<int, double>)new Prediction(network, batch, threads).Time), seconds, LeastBlocks, ShortBlocks);
        IEnumerable<string> cells = Batches.Select((batch, i) => Cells(layer, batch, timings[i].Fastest, peak, bandwidths[i]));
        double megaflops = layer.Flops(1) / 1e6;
        string operations = megaflops.ToString(megaflops < 100 ? "G3" : "F0", CultureInfo.InvariantCulture);
        Report.Print($"| {layer.Name} | {operations} | {string.Join(" | ", cells)} |");
    }

    private static string Cells(NetworkLayer layer, int batch, double milliseconds, double peak, double bandwidth)
    {
        double intensity = layer.Flops(batch) / layer.Bytes(batch);
        double bound = Math.Min(peak, intensity * bandwidth);
        double rate = layer.Flops(batch) / (milliseconds * 1e6);
        return FormattableString.Invariant($"{layer.Bytes(batch) / 1e6:F2} | {intensity:F1} | {bandwidth:F0} | {bound:F1} | {rate:F1} ({100 * rate / bound:F0} %)");
    }
}
