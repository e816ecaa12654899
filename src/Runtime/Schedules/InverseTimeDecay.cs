using System;

namespace NetGen;

/// <summary>
/// A rate that falls as one over the time (Keras: <c>InverseTimeDecay</c>):
/// <c>initial / (1 + decayRate * iteration / decaySteps)</c>.
/// </summary>
public sealed class InverseTimeDecay : LearningRateSchedule
{
    private readonly double _initial;
    private readonly long _decaySteps;
    private readonly double _decayRate;
    private readonly bool _staircase;

    /// <summary>A schedule.</summary>
    /// <param name="initialLearningRate">The first rate; finite and at least 0.</param>
    /// <param name="decaySteps">Steps that count as one unit of time; at least 1.</param>
    /// <param name="decayRate">How much a unit of time adds to the divisor; finite and at least 0.</param>
    /// <param name="staircase">Whether time goes in whole units; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate, bool staircase = false)
    {
        _initial = Rate(initialLearningRate, nameof(initialLearningRate));
        _decaySteps = Steps(decaySteps, nameof(decaySteps));
        _decayRate = NotNegative(decayRate, nameof(decayRate));
        _staircase = staircase;
    }

    /// <inheritdoc/>
    public override float At(long iteration)
    {
        double periods = (double)iteration / _decaySteps;
        return (float)(_initial / (1 + (_decayRate * (_staircase ? Math.Floor(periods) : periods))));
    }
}
