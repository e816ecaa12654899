using System;

namespace NetGen;

/// <summary>
/// A rate that shrinks by the same factor over the same number of steps (Keras: <c>ExponentialDecay</c>):
/// <c>initial * decayRate ^ (iteration / decaySteps)</c>.
/// </summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    private readonly double _initial;
    private readonly long _decaySteps;
    private readonly double _decayRate;
    private readonly bool _staircase;

    /// <summary>A schedule.</summary>
    /// <param name="initialLearningRate">The first rate; finite and at least 0.</param>
    /// <param name="decaySteps">Steps after which the rate has been multiplied once; at least 1.</param>
    /// <param name="decayRate">The factor; finite and at least 0.</param>
    /// <param name="staircase">Whether the rate falls at once after every <paramref name="decaySteps"/> rather than a little in each step; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate, bool staircase = false)
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
        return (float)(_initial * Math.Pow(_decayRate, _staircase ? Math.Floor(periods) : periods));
    }
}
