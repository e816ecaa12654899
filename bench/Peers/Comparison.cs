using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Bench.Peers.OneDnn;
using static TorchSharp.torch;

namespace NetGen.Bench.Peers;

/// <summary>Sets NetGen and each peer to the same work in turn.</summary>
/// <param name="peers">The peers at hand, of which libtorch is the referee of gradients too.</param>
/// <param name="timed">Those of them that are timed.</param>
/// <param name="peak">The multiply-add peak in GFLOP/s by number of threads.</param>
/// <param name="quick">Whether few runs are enough.</param>
internal sealed class Comparison(IReadOnlyList<Peer> peers, IReadOnlyList<Peer> timed, IReadOnlyDictionary<int, double> peak, bool quick)
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
            foreach (int batch in contest.PredictionBatches)
            {
                Predict(contest, batch, threads);
            }
        }
    }

    private void Train(Contest contest, int threads)
    {
        // The referee is libtorch's; without one nobody's gradients can be checked.
        if (contest.TrainingBatch == 0 || !peers.Contains(Peer.Libtorch))
        {
            return;
        }

        Workload workload = Workload.Create(contest.Architecture, contest.TrainingBatch);
        Check(some => contest.Train(some, threads));
        using ITraining ours = contest.Train(workload, threads);
        if (timed.Contains(Peer.Libtorch))
        {
            Contender<LibtorchTraining>[] theirs = InEveryLayout(contest, layout => new LibtorchTraining(workload, threads, layout));
            Time(contest, "training step", workload.Batch, threads, contest.TrainingFlops, ours, theirs);
        }

        if (timed.Contains(Peer.OneDnn) && OneDnnNetwork.Trains(contest.Architecture))
        {
            foreach (ConvolutionForm form in Enum.GetValues<ConvolutionForm>())
            {
                Check(some => new OneDnnTraining(some, threads, form));
            }

            Contender<ITraining>[] hands = InEveryForm<ITraining>(form => new OneDnnTraining(workload, threads, form));
            Time(contest, "training step", workload.Batch, threads, contest.TrainingFlops, ours, hands);
        }

        void Check(Func<Workload, ITraining> create) => Agreement.Check(contest.Architecture, workload, some => (
            create(some),
            new LibtorchTraining(some, threads, Layout.ChannelsFirst),
            new LibtorchTraining(some, threads, Layout.ChannelsFirst, ScalarType.Float64)));
    }

    private void Predict(Contest contest, int batch, int threads)
    {
        Workload workload = Workload.Create(contest.Architecture, batch);
        using IForward ours = contest.Predict(workload, threads);
        foreach (Peer peer in timed)
        {
            Contender<IForward>[] theirs = peer switch
            {
                Peer.Libtorch => InEveryLayout<IForward>(contest, layout => new LibtorchForward(workload, threads, layout)),
                Peer.OnnxRuntime => [new Contender<IForward>(Peers.Name(peer), new OnnxRuntimeForward(workload, threads))],
                _ => InEveryForm<IForward>(form => new OneDnnForward(workload, threads, form)),
            };
            Time(contest, "forward", batch, threads, contest.Info.ForwardFlops, ours, Agreeing(contest, ours, theirs));
        }
    }

    /// <summary>Those of a peer's forms that come to the results of ours. Who is wrong in one form takes part with the others.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    private static Contender<IForward>[] Agreeing(Contest contest, IForward ours, Contender<IForward>[] theirs)
    {
        (Contender<IForward> Contender, string? Difference)[] all = [.. theirs.Select(other => (other, Agreement.Difference(ours, other.Value)))];
        if (all.All(other => other.Difference is not null))
        {
            Agreement.RefuseAny(contest.Architecture.Name, [.. all.Select(other => other.Difference!)]);
        }

        foreach ((Contender<IForward> wrong, string? difference) in all.Where(other => other.Difference is not null))
        {
            Console.WriteLine($"{contest.Architecture.Name}: {wrong.Name} is left out, since it alone differs: {difference}");
            wrong.Value.Dispose();
        }

        return [.. all.Where(other => other.Difference is null).Select(other => other.Contender)];
    }

    /// <summary>libtorch in both layouts of images, of which the faster counts.</summary>
    private static Contender<T>[] InEveryLayout<T>(Contest contest, Func<Layout, T> create)
    {
        string name = Peers.Name(Peer.Libtorch);
        var first = new Contender<T>(name, create(Layout.ChannelsFirst));
        return contest.Architecture.InputShape.Length == 3
            ? [first, new Contender<T>(name + ", channels last", create(Layout.ChannelsLast))]
            : [first];
    }

    /// <summary>oneDNN with direct convolutions and, where it has that for some layer, with Winograd's algorithm, of which the faster counts.</summary>
    private static Contender<T>[] InEveryForm<T>(Func<ConvolutionForm, T> create)
        where T : IContender
    {
        string name = Peers.Name(Peer.OneDnn);
        var direct = new Contender<T>(name, create(ConvolutionForm.Direct));
        T winograd = create(ConvolutionForm.Winograd);
        if (winograd is IOneDnnContender { HasWinograd: true })
        {
            return [direct, new Contender<T>(name + ", Winograd", winograd)];
        }

        winograd.Dispose();
        return [direct];
    }

    /// <summary>Times all in turn, keeps the fastest of theirs, and disposes of them.</summary>
    private void Time<T>(Contest contest, string work, int batch, int threads, long flops, IContender ours, Contender<T>[] theirs)
        where T : IContender
    {
        Timing[] timings = Timing.Interleave([ours.Time, .. theirs.Select(other => (Func<int, double>)other.Value.Time)], _seconds, _leastBlocks, Pace.BesideOthers);
        foreach (Contender<T> other in theirs)
        {
            other.Value.Dispose();
        }

        (Contender<T> fastest, Timing timing) = theirs.Zip(timings.Skip(1)).MinBy(pair => pair.Second.Median);
        double rate = flops * batch / (timings[0].Median * 1e6);
        var line = new Line(contest.Architecture.Name, work, batch, threads, timings[0], rate, 100 * rate / peak[threads], fastest.Name, timing);
        _lines.Add(line);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Network}, {work}, batch {batch}, threads {threads}: NetGen {timings[0].Median:G4} ms, {line.Peer} {timing.Median:G4} ms, ratio {line.Ratio:F2}"));
    }

    /// <summary>One of the other side, by name.</summary>
    private readonly record struct Contender<T>(string Name, T Value);
}
