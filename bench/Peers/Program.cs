using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers;

/// <summary>Runs the comparison and writes what it has measured; or, as a child of its own, one training to see its memory.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "Folder for peers.md and peers.json.",
            HelpName = "DIR",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "peers")),
        };
        var networks = new Option<string[]>("--network") { Description = "Only these networks.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        networks.AcceptOnlyFromAmong([.. Contest.All.Select(contest => contest.Architecture.Name)]);
        var peers = new Option<Peer[]>("--peer")
        {
            Description = "Only these are timed.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Enum.GetValues<Peer>(),
        };
        var quick = new Option<bool>("--quick") { Description = "Checks that the results agree, and times only a few runs." };
        // The children's command lines: a peer's name, or another for NetGen.
        var contender = new Argument<string>("contender");
        var network = new Argument<string>("network");
        var layout = new Argument<Layout>("layout");
        var memory = new Command(MemoryProbe.CommandName, "Trains a network and prints the largest working set in bytes.") { contender, network, layout };
        memory.Hidden = true;
        memory.SetAction(result => MemoryProbe.Run(
            result.GetRequiredValue(network), Peers.Parse(result.GetRequiredValue(contender)), result.GetRequiredValue(layout)));

        var file = new Argument<FileInfo>("file");
        var first = new Command(FirstPredictionProbe.CommandName, "Predicts once with weights from a file.") { contender, file };
        first.Hidden = true;
        first.SetAction(result => FirstPredictionProbe.Run(Peers.Parse(result.GetRequiredValue(contender)), result.GetRequiredValue(file)));

        var command = new RootCommand("Compares NetGen with libtorch, ONNX Runtime and oneDNN by hand on whole networks.") { output, networks, peers, quick, memory, first };
        command.SetAction(result => Compare(
            result.GetRequiredValue(output), result.GetValue(networks) ?? [], result.GetRequiredValue(peers), result.GetValue(quick)));
        return command.Parse(arguments).Invoke();
    }

    private static int Compare(DirectoryInfo output, string[] networks, Peer[] timed, bool quick)
    {
        if (!KeptMemory.Use())
        {
            Console.WriteLine("The C library is not glibc, and may give memory back to the system between steps: libtorch asks for it anew in each.");
        }

        var versions = new Dictionary<Peer, string>();
        foreach (Peer peer in Enum.GetValues<Peer>())
        {
            if (Peers.TryLoad(peer) is { } version)
            {
                versions.Add(peer, version);
            }
        }

        int[] threads = Environment.ProcessorCount == 1 ? [1] : [1, 2];
        Dictionary<int, double> peak = threads.ToDictionary(count => count, FmaPeak.Measure);
        var comparison = new Comparison([.. versions.Keys], [.. versions.Keys.Intersect(timed)], peak, quick);
        foreach (Contest contest in Contest.All.Where(contest => networks.Length == 0 || networks.Contains(contest.Architecture.Name)))
        {
            comparison.Run(contest);
        }

        var report = new Report(
            DateTime.UtcNow,
            $"{Machine.Processor()}, {Environment.ProcessorCount} cores",
            RuntimeInformation.FrameworkDescription,
            versions.ToDictionary(entry => Peers.Name(entry.Key), entry => entry.Value),
            peak,
            comparison.Lines,
            quick ? [] : MemoryProbe.Measure(timed.Intersect(versions.Keys)),
            quick ? [] : FirstPredictionProbe.Measure(timed.Intersect(versions.Keys)));
        report.Save(output.FullName);
        Console.WriteLine();
        Console.WriteLine(report.ToMarkdown());
        return 0;
    }
}
