using System;

namespace NetGen.Bench.Kernels.Grid;

/// <summary>What the forms of a convolution take at one point of the grid, in milliseconds.</summary>
/// <param name="Shape">The convolution.</param>
/// <param name="Batch">Samples.</param>
/// <param name="IsTraining">Whether a training pass was timed, forward and backward with both gradients; or a prediction.</param>
/// <param name="Taken">The form that the planner takes: direct, Winograd, or a mixture of both.</param>
/// <param name="Plan">What it says of the layer.</param>
/// <param name="Direct">Plain sums in all directions.</param>
/// <param name="Winograd">Winograd's algorithm in all directions that have a form of it.</param>
/// <param name="Auto">The form that is taken; the time of one of the others where it is the same code.</param>
/// <param name="IsTimedAgain">Whether these are the times of a second, longer round.</param>
internal sealed record GridPoint(GridShape Shape, int Batch, bool IsTraining, string Taken, string Plan, double Direct, double Winograd, double Auto, bool IsTimedAgain)
{
    /// <summary>How much longer than the faster form the one that is taken may be.</summary>
    public const double Limit = 1.1;

    /// <summary>The time of the form that is taken as a part of the faster one's.</summary>
    public double Ratio => Auto / Math.Min(Direct, Winograd);

    public bool IsBad => Ratio > Limit;

    /// <summary>What is timed.</summary>
    public string Pass => IsTraining ? "training pass" : "prediction";
}
