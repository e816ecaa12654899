using System;
using System.Collections.Generic;

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
        var points = new List<GridPoint>();
        foreach (int batch in Batches)
        {
            points.Add(Measure(batch, isTraining: false, Array.ConvertAll(_networks, network => (Func<int, double>)new Prediction(network, batch, threads: 1).Time), seconds));
            Pass[] passes = Array.ConvertAll(_networks, network => new Pass(network, batch, threads: 1, isTraining: true));
            points.Add(Measure(batch, isTraining: true, Array.ConvertAll(passes, pass => (Func<int, double>)pass.Time), seconds));
            Array.ForEach(passes, pass => pass.Dispose());
        }

        return points;
    }

    private GridPoint Measure(int batch, bool isTraining, Func<int, double>[] works, double seconds)
    {
        // The first runs wait for the JIT, and are no measure of how many fill a block.
        Array.ForEach(works, work => work(1));
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
