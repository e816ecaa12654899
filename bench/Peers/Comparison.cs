using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using static TorchSharp.torch;

namespace NetGen.Bench.Peers;

/// <summary>Sets NetGen and each peer to the same work in turn.</summary>
/// <param name="peers">The peers at hand.</param>
/// <param name="peak">The multiply-add peak in GFLOP/s by number of threads.</param>
/// <param name="quick">Whether few runs are enough.</param>
internal sealed class Comparison(IReadOnlyList<Peer> peers, IReadOnlyDictionary<int, double> peak, bool quick)
{
    private readonly double _seconds = quick ? 0.3 : 4;
    private readonly int _leastBlocks = quick ? 2 : 5;
    private readonly List<Line> _lines = [];

    /// <summary>What has been measured.</summary>
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>A network's training step and forward passes, on each number of threads.</summary>
    /// <exception cref="InvalidOperationException">The contenders disagree.</exception>
    public void Run(Contest contest)
    {
        foreach (int threads in peak.Keys)
        {
            Train(contest, threads);
            foreach (int batch in (int[])[1, contest.TrainingBatch])
            {
                Predict(contest, batch, threads);
            }
        }
    }

    private void Train(Contest contest, int threads)
    {
        if (!peers.Contains(Peer.Libtorch))
        {
            return;
        }

        Workload workload = Workload.Create(contest.Architecture, contest.TrainingBatch);
        using ITraining ours = contest.Train(workload, threads);
        using ITraining theirs = new LibtorchTraining(workload, threads);
        using (ITraining referee = new LibtorchTraining(workload, threads, ScalarType.Float64))
        {
            Agreement.Check(contest.Architecture.Name, contest.Architecture, ours, theirs, referee);
        }

        Time(contest, "training step", workload.Batch, threads, contest.TrainingFlops, Peer.Libtorch, ours, theirs);
    }

    private void Predict(Contest contest, int batch, int threads)
    {
        Workload workload = Workload.Create(contest.Architecture, batch);
        using IForward ours = contest.Predict(workload, threads);
        foreach (Peer peer in peers)
        {
            using IForward theirs = peer == Peer.Libtorch ? new LibtorchForward(workload, threads) : new OnnxRuntimeForward(workload, threads);
            Agreement.Check(contest.Architecture.Name, ours, theirs);
            Time(contest, "forward", batch, threads, contest.Info.ForwardFlops, peer, ours, theirs);
        }
    }

    private void Time(Contest contest, string work, int batch, int threads, long flops, Peer peer, IContender ours, IContender theirs)
    {
        Timing[] timings = Timing.Interleave([ours.Time, theirs.Time], _seconds, _leastBlocks);
        double rate = flops * batch / (timings[0].Median * 1e6);
        var line = new Line(
            contest.Architecture.Name, work, batch, threads, timings[0], rate, 100 * rate / peak[threads], Peers.Name(peer), timings[1]);
        _lines.Add(line);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Network}, {work}, batch {batch}, threads {threads}: NetGen {timings[0].Median:G4} ms, {line.Peer} {timings[1].Median:G4} ms, ratio {line.Ratio:F2}"));
    }
}
