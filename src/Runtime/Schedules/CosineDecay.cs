using System;

namespace NetGen;

/// <summary>
/// A rate that falls along half a wave of the cosine (Loshchilov and Hutter 2017; Keras: <c>CosineDecay</c>):
/// <c>initial * ((1 - alpha) * (1 + cos(pi * iteration / decaySteps)) / 2 + alpha)</c>. With a warm-up the rate first
/// climbs in a straight line from the initial rate to the target, and then falls from the target over
/// <c>decaySteps</c> further steps.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private readonly double _initial;
    private readonly long _decaySteps;
    private readonly double _alpha;
    private readonly double? _warmupTarget;
    private readonly long _warmupSteps;

    /// <summary>A schedule.</summary>
    /// <param name="initialLearningRate">The first rate; finite and at least 0.</param>
    /// <param name="decaySteps">Steps of the fall, those of the warm-up not counted; at least 1.</param>
    /// <param name="alpha">The end rate as a share of the rate that the fall begins with; in [0, 1], default 0.</param>
    /// <param name="warmupTarget">Where the warm-up leads; finite and at least 0. Default: no warm-up.</param>
    /// <param name="warmupSteps">Steps of the warm-up; at least 0, default 0. Without a target of no effect, as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public CosineDecay(double initialLearningRate, long decaySteps, double alpha = 0, double? warmupTarget = null, long warmupSteps = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        _initial = Rate(initialLearningRate, nameof(initialLearningRate));
        _decaySteps = Steps(decaySteps, nameof(decaySteps));
        _alpha = Share(alpha);
        _warmupTarget = warmupTarget is null ? null : Rate(warmupTarget.Value, nameof(warmupTarget));
        _warmupSteps = warmupSteps;
    }

    /// <inheritdoc/>
    public override float At(long iteration) => (float)(
        _warmupTarget is not { } target ? Fall(_initial, iteration)
        : iteration < _warmupSteps ? _initial + ((target - _initial) * iteration / _warmupSteps)
        : Fall(target, iteration - _warmupSteps));

    /// <summary>Refuses a share outside [0, 1].</summary>
    internal static double Share(double alpha) => alpha is >= 0 and <= 1
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is a share of the learning rate: at least 0 and at most 1.");

    private double Fall(double from, long step)
    {
        double gone = Math.Min(1, (double)step / _decaySteps);
        return from * (((1 - _alpha) * 0.5 * (1 + Math.Cos(Math.PI * gone))) + _alpha);
    }
}
