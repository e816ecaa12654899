using System;

namespace NetGen;

/// <summary>
/// Cosine falls, one after the other, each as a rule longer or lower than the last (Loshchilov and Hutter 2017, "SGDR";
/// Keras: <c>CosineDecayRestarts</c>): <c>initial * ((1 - alpha) * mMul^i * (1 + cos(pi * gone)) / 2 + alpha)</c> in the
/// fall i, of which the share <c>gone</c> is over.
/// </summary>
public sealed class CosineDecayRestarts : LearningRateSchedule
{
    private readonly double _initial;
    private readonly long _firstDecaySteps;
    private readonly double _tMul;
    private readonly double _mMul;
    private readonly double _alpha;

    /// <summary>A schedule.</summary>
    /// <param name="initialLearningRate">The first rate; finite and at least 0.</param>
    /// <param name="firstDecaySteps">Steps of the first fall; at least 1.</param>
    /// <param name="tMul">How much longer each fall is than the one before; finite and at least 1, default 2.</param>
    /// <param name="mMul">How much higher each fall begins than the one before; finite and at least 0, default 1.</param>
    /// <param name="alpha">The least rate as a share of the initial one; in [0, 1], default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public CosineDecayRestarts(double initialLearningRate, long firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0)
    {
        if (!(tMul >= 1) || !double.IsFinite(tMul))
        {
            throw new ArgumentOutOfRangeException(nameof(tMul), tMul, "The factor of the falls' lengths is finite and at least 1.");
        }

        _initial = Rate(initialLearningRate, nameof(initialLearningRate));
        _firstDecaySteps = Steps(firstDecaySteps, nameof(firstDecaySteps));
        _tMul = tMul;
        _mMul = NotNegative(mMul, nameof(mMul));
        _alpha = CosineDecay.Share(alpha);
    }

    /// <inheritdoc/>
    public override float At(long iteration)
    {
        (double restarts, double gone) = Place((double)iteration / _firstDecaySteps);
        double height = 0.5 * Math.Pow(_mMul, restarts) * (1 + Math.Cos(Math.PI * gone));
        return (float)(_initial * (((1 - _alpha) * height) + _alpha));
    }

    /// <summary>Which fall a time lies in, and what share of it is over; time in units of the first fall.</summary>
    private (double Restarts, double Gone) Place(double time)
    {
        if (_tMul == 1)
        {
            return (Math.Floor(time), time - Math.Floor(time));
        }

        // Counted rather than taken from a logarithm, whose rounding would shift a restart by a step.
        int restarts = 0;
        double length = 1;
        while (time >= length)
        {
            time -= length;
            length *= _tMul;
            restarts++;
        }

        return (restarts, time / length);
    }
}
