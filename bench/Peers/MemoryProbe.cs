using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>
/// The largest working set of training, of a process of its own for each side: the lecture's network, a few steps at batch 32.
/// </summary>
internal static class MemoryProbe
{
    /// <summary>What this program is called with to be such a process.</summary>
    public const string CommandName = "memory";

    private const int Steps = 4;

    /// <summary>Starts the processes and collects their answers.</summary>
    public static IReadOnlyList<Memory> Measure(IEnumerable<Peer> peers)
    {
        Contest contest = Contest.All[0];
        string work = string.Create(CultureInfo.InvariantCulture, $"trains {contest.Architecture.Name}, batch {contest.TrainingBatch}, 1 thread");
        var memory = new List<Memory> { new(Peers.NetGen, work, MeasureOne(Peers.NetGen)) };
        if (peers.Contains(Peer.Libtorch))
        {
            memory.Add(new Memory(Peers.Name(Peer.Libtorch), work, MeasureOne(nameof(Peer.Libtorch))));
        }

        return memory;
    }

    /// <summary>The child's part: trains with a peer, or with NetGen when there is none, and prints the bytes.</summary>
    public static int Run(Peer? peer)
    {
        Contest contest = Contest.All[0];
        Workload workload = Workload.Create(contest.Architecture, contest.TrainingBatch);
        if (peer is { } other && Peers.TryLoad(other) is null)
        {
            return 1;
        }

        using ITraining training = peer is null ? contest.Train(workload, threads: 1) : new LibtorchTraining(workload, threads: 1);
        training.Time(Steps);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double MeasureOne(string argument)
    {
        ProcessStartInfo start = FirstAnswer.Self(CommandName, argument);
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        string printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? long.Parse(printed, CultureInfo.InvariantCulture) / (1024.0 * 1024.0)
            : throw new InvalidOperationException($"The process for '{argument}' ended with {child.ExitCode}: {printed}");
    }
}
