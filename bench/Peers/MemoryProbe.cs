using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using NetGen.Bench.Peers.OneDnn;

namespace NetGen.Bench.Peers;

/// <summary>
/// The largest working set of training, of a process of its own for each side: a few steps of the lecture's network at batch 32 and of ResNet-20 at 64.
/// libtorch has the layout that takes less, and oneDNN, which trains the first of them alone, direct convolutions, which take less than Winograd's.
/// </summary>
internal static class MemoryProbe
{
    /// <summary>What this program is called with to be such a process.</summary>
    public const string CommandName = "memory";

    private const int Steps = 4;

    private static readonly Architecture[] Subjects = [Architectures.Lecture, Architectures.ResNet20];

    /// <summary>Starts the processes and collects their answers.</summary>
    public static IReadOnlyList<Memory> Measure(IEnumerable<Peer> peers)
    {
        var memory = new List<Memory>();
        foreach (Contest contest in Contest.All.Where(contest => Subjects.Contains(contest.Architecture)))
        {
            string network = contest.Architecture.Name;
            string work = string.Create(CultureInfo.InvariantCulture, $"trains {network}, batch {contest.TrainingBatch}, 1 thread");
            memory.Add(new Memory(Peers.NetGen, work, MeasureOne(network, Peers.NetGen, default)));
            if (peers.Contains(Peer.Libtorch))
            {
                double least = Enum.GetValues<Layout>().Min(layout => MeasureOne(network, nameof(Peer.Libtorch), layout));
                memory.Add(new Memory(Peers.Name(Peer.Libtorch), work, least));
            }

            if (peers.Contains(Peer.OneDnn) && OneDnnNetwork.Trains(contest.Architecture))
            {
                memory.Add(new Memory(Peers.Name(Peer.OneDnn), work, MeasureOne(network, nameof(Peer.OneDnn), default)));
            }
        }

        return memory;
    }

    /// <summary>The child's part: trains with a peer, or with NetGen when there is none, and prints the bytes.</summary>
    public static int Run(string network, Peer? peer, Layout layout)
    {
        Contest contest = Contest.All.Single(contest => contest.Architecture.Name == network);
        Workload workload = Workload.Create(contest.Architecture, contest.TrainingBatch);
        if (peer is { } other && Peers.TryLoad(other) is null)
        {
            return 1;
        }

        using ITraining training = peer switch
        {
            null => contest.Train(workload, threads: 1),
            Peer.OneDnn => new OneDnnTraining(workload, threads: 1, ConvolutionForm.Direct),
            _ => new LibtorchTraining(workload, threads: 1, layout),
        };
        training.Time(Steps);
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double MeasureOne(string network, string contender, Layout layout)
    {
        ProcessStartInfo start = FirstAnswer.Self(CommandName, contender, network, layout.ToString());
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        string printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? long.Parse(printed, CultureInfo.InvariantCulture) / (1024.0 * 1024.0)
            : throw new InvalidOperationException($"The process for '{contender}' ended with {child.ExitCode}: {printed}");
    }
}
