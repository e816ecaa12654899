using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using NetGen.Measuring;
using NetGen.Tool.Assemblies;
using NetGen.Tool.Emission;
using NetGen.Tool.Speed;
using NetGen.Tool.Terminal;

namespace NetGen.Tool.Commands;

/// <summary><c>netgen bench</c>: how fast networks are on this machine, whole and by layer.</summary>
internal static class BenchCommand
{
    private static readonly int[] DefaultBatches = [1, 32];

    public static Command Create(ConsoleOutput console)
    {
        Argument<string> assembly = CommandParts.Assembly();
        Option<string?> network = CommandParts.Network("Default: all of the assembly.");
        var batches = new Option<int[]>("--batch", "-b")
        {
            Description = "Samples of a batch; several with commas. Default: 1,32. Layers are measured with the largest.",
            HelpName = "N,N",
            CustomParser = ParseBatches,
        };
        Option<int> threads = CommandParts.Number("--threads", Environment.ProcessorCount, 1, "Number of threads.");
        Option<double?> seconds = CommandParts.Factor("--seconds", "Time for each row of the tables, beside warming up. Default: 1.", "S");
        var command = new Command(
            "bench", "Measures predictions and training steps on this machine, and how much of the processor's multiply-add rate each layer reaches.")
        {
            assembly, network, batches, threads, seconds,
        };
        HelpExamples.Attach(
            command,
            ("single samples and batches of 32, on all processors", "netgen bench bin/Release/net10.0/App.dll"),
            ("as a service on one thread sees it, measured with care", "netgen bench bin/Release/net10.0/App.dll --batch 1 --threads 1 --seconds 5"));
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(assembly);
            AssemblyNetworks networks = AssemblyNetworks.Load(path);
            int[] sizes = result.GetValue(batches) is { Length: > 0 } given ? given : DefaultBatches;
            var options = new Options(sizes, result.GetValue(threads), result.GetValue(seconds) ?? 1);
            IReadOnlyList<LoadedNetwork> chosen = networks.Choose(result.GetValue(network));
            if (!networks.IsOptimized)
            {
                console.Warn($"{networks.File.Name} is a Debug build: networks run some ten times slower in it. Figures by layer are of optimized code.");
            }

            // Layers are measured as networks of their own, which need their attributes: whether they are there is asked before anything is measured.
            IReadOnlyList<NetworkDeclaration> declarations = NetworkDeclaration.ReadAll(path);
            (LoadedNetwork Network, NetworkDeclaration Declaration)[] measured =
                [.. chosen.Select(one => (one, declarations.Single(candidate => candidate.FullName == one.FullName)))];
            Array.ForEach(measured, one => one.Declaration.RequireWholeAttributes());
            Run(console, measured, options);
        });
        return command;
    }

    private static void Run(ConsoleOutput console, (LoadedNetwork Network, NetworkDeclaration Declaration)[] networks, Options options)
    {
        double peak = FmaPeak.Measure(options.Threads);
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor()}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
        console.Line(string.Create(CultureInfo.InvariantCulture, $"Threads: {options.Threads}. Multiply-add peak: {peak:F0} GFLOP/s."));
        foreach ((LoadedNetwork network, NetworkDeclaration declaration) in networks)
        {
            NetworkInfo info = network.Info;
            console.Line();
            console.Line(string.Create(
                CultureInfo.InvariantCulture, $"{network.FullName}: {info.ParameterCount:N0} parameters, {info.ForwardFlops:N0} FLOPs forward a sample"));
            INetwork created = network.Create();
            NetworkSpeed[] speeds = [.. options.Batches.Select(batch => NetworkSpeed.Measure(created, batch, options.Threads, options.Seconds))];
            SpeedTables.Write(console, info, speeds, peak);
            int largest = options.Batches.Max();
            console.Line();
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Its layers at batch {largest}, each as a network of its own:"));
            SpeedTables.Write(console, LayerSpeed.Measure(declaration, info, largest, options.Threads, options.Seconds), largest, peak);
            if (info.Layers.Any(layer => layer.Plan.Contains("Winograd", StringComparison.Ordinal)))
            {
                console.Line("Winograd's algorithm takes fewer operations than a convolution is counted with here: it may pass the peak.");
            }
        }
    }

    private static int[] ParseBatches(System.CommandLine.Parsing.ArgumentResult result)
    {
        string[] texts = [.. result.Tokens.SelectMany(token => token.Value.Split(','))];
        int[] batches = [.. texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int batch) ? batch : 0)];
        if (batches.Any(batch => batch < 1))
        {
            result.AddError($"--batch takes whole numbers from 1 on, with commas between them; '{string.Join(',', texts)}' was given.");
        }

        return batches;
    }

    private sealed record Options(int[] Batches, int Threads, double Seconds);
}
