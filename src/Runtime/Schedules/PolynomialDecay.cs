using System;

namespace NetGen;

/// <summary>
/// A rate that goes to its end along a polynomial (Keras: <c>PolynomialDecay</c>):
/// <c>(initial - end) * (1 - iteration / decaySteps) ^ power + end</c>, a straight line for power 1. Afterwards the rate
/// stays at its end or, in cycles, starts over a longer stretch.
/// </summary>
public sealed class PolynomialDecay : LearningRateSchedule
{
    private readonly double _initial;
    private readonly long _decaySteps;
    private readonly double _end;
    private readonly double _power;
    private readonly bool _cycle;

    /// <summary>A schedule.</summary>
    /// <param name="initialLearningRate">The first rate; finite and at least 0.</param>
    /// <param name="decaySteps">Steps until the end rate; at least 1.</param>
    /// <param name="endLearningRate">The end rate; finite and at least 0, default 0.0001.</param>
    /// <param name="power">The polynomial's power; finite and at least 0, default 1.</param>
    /// <param name="cycle">
    /// Whether the rate jumps up again when it has reached its end: the stretch is then the least multiple of
    /// <paramref name="decaySteps"/> that the step lies in. Default false.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PolynomialDecay(double initialLearningRate, long decaySteps, double endLearningRate = 0.0001, double power = 1, bool cycle = false)
    {
        _initial = Rate(initialLearningRate, nameof(initialLearningRate));
        _decaySteps = Steps(decaySteps, nameof(decaySteps));
        _end = Rate(endLearningRate, nameof(endLearningRate));
        _power = NotNegative(power, nameof(power));
        _cycle = cycle;
    }

    /// <inheritdoc/>
    public override float At(long iteration)
    {
        double periods = (double)iteration / _decaySteps;
        double stretch = _cycle ? Math.Max(1, Math.Ceiling(periods)) : 1;
        double gone = Math.Min(periods / stretch, 1);
        return (float)(((_initial - _end) * Math.Pow(1 - gone, _power)) + _end);
    }
}
