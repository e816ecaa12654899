using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NetGen.Bench.Kernels.Grid;

/// <summary>
/// One shape in all forms of a convolution, ready to be timed. Where the planner takes one of the declared forms, its network is the same code as that form's and
/// is not timed once more: equal code takes a few per cent more or less time by where its buffers happen to lie.
/// </summary>
internal sealed class ShapeForms
{
    /// <summary>All that are compiled: what is declared, then the planner's choice.</summary>
    public static readonly Convolution[] Forms = [Convolution.Direct, Convolution.Winograd, Convolution.Auto];

    private const int LeastBlocks = 5;

    // A point that looks bad is measured so many times longer.
    private const int SecondRound = 5;
    private const int LeastBlocksOfSecondRound = 15;
    private static readonly Pace PaceOfSecondRound = Pace.Quick with { BlockMilliseconds = Pace.Careful.BlockMilliseconds };

    private const int OptimizingMilliseconds = 300;

    private static readonly int[] Batches = [1, 8];

    private readonly GridShape _shape;
    private readonly INetwork[] _networks;
    private readonly string _plan;

    // Which of the networks is the planner's choice.
    private readonly int _taken;

    /// <param name="shape">The shape.</param>
    /// <param name="networks">Where its forms are.</param>
    public ShapeForms(GridShape shape, CompiledNetworks networks)
    {
        string[] code = Array.ConvertAll(Forms, form => networks.Code(shape.ClassName(form)));
        _shape = shape;
        _taken = Array.IndexOf(code, code[^1]);
        _networks = Array.ConvertAll(Forms, form => networks.Create(shape.ClassName(form)));
        _plan = _networks[^1].Info.Layers[0].Plan;
        HasChoice = code[0] != code[1];
        Array.Resize(ref _networks, Math.Max(_taken + 1, 2));
    }

    /// <summary>Whether there are two forms to choose from.</summary>
    public bool HasChoice { get; }

    /// <summary>Times predictions and training passes of all batches on one thread.</summary>
    /// <param name="seconds">Time for each point, beside warming up.</param>
    public IReadOnlyList<GridPoint> Measure(double seconds)
    {
        var passes = new List<Pass>();
        var points = new List<(int Batch, bool IsTraining, Func<int, double>[] Works)>();
        foreach (int batch in Batches)
        {
            Pass[] ofBatch = Array.ConvertAll(_networks, network => new Pass(network, batch, threads: 1, isTraining: true));
            passes.AddRange(ofBatch);
            points.Add((batch, false, Array.ConvertAll(_networks, network => (Func<int, double>)new Prediction(network, batch, threads: 1).Time)));
            points.Add((batch, true, Array.ConvertAll(ofBatch, pass => (Func<int, double>)pass.Time)));
        }

        Optimize([.. points.SelectMany(point => point.Works)]);
        GridPoint[] measured = [.. points.Select(point => Measure(point.Batch, point.IsTraining, point.Works, seconds))];
        passes.ForEach(pass => pass.Dispose());
        return measured;
    }

    /// <summary>
    /// Kernels are optimized from their first call on, and what calls them is not: in small networks it takes most of the time. The JIT optimizes it when a while has passed in
    /// which nothing new was called, and on one core it needs the time for that too.
    /// </summary>
    private static void Optimize(Func<int, double>[] works)
    {
        Array.ForEach(works, work => work(1));
        Timing.Interleave(works, seconds: 0, leastBlocks: 1, Pace.Quick);
        Thread.Sleep(OptimizingMilliseconds);
    }

    private GridPoint Measure(int batch, bool isTraining, Func<int, double>[] works, double seconds)
    {
        GridPoint point = Point(Timing.Interleave(works, seconds, LeastBlocks, Pace.Quick), isTimedAgain: false);
        return point.IsBad ? Point(Timing.Interleave(works, SecondRound * seconds, LeastBlocksOfSecondRound, PaceOfSecondRound), isTimedAgain: true) : point;

        GridPoint Point(Timing[] timings, bool isTimedAgain) => new(
            _shape, batch, isTraining, TakenForm, _plan, timings[0].Median, timings[1].Median, timings[_taken].Median, isTimedAgain);
    }

    private string TakenForm => Forms[_taken] switch
    {
        Convolution.Direct => "direct",
        Convolution.Winograd => "Winograd",
        _ => "both",
    };
}
