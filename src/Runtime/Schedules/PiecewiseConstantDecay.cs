using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// Rates that change at given steps (Keras: <c>PiecewiseConstantDecay</c>). A boundary is the last step of the rate before
/// it: with boundaries (100, 200) the steps 0 to 100 have the first rate, 101 to 200 the second, later ones the third.
/// </summary>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly long[] _boundaries;
    private readonly float[] _values;

    /// <summary>A schedule.</summary>
    /// <param name="boundaries">Iterations in ascending order; at least one.</param>
    /// <param name="values">Rates, one more than boundaries; each finite and at least 0.</param>
    /// <exception cref="ArgumentException">The boundaries do not ascend, or there is not one rate more than boundaries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is negative or not finite.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<long> boundaries, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        if (boundaries.Count == 0 || values.Count != boundaries.Count + 1)
        {
            throw new ArgumentException(
                $"A schedule of pieces takes at least one boundary and one rate more than boundaries; {boundaries.Count} boundaries and {values.Count} rates came.",
                nameof(values));
        }

        for (int i = 1; i < boundaries.Count; i++)
        {
            if (boundaries[i] <= boundaries[i - 1])
            {
                throw new ArgumentException($"Boundaries must ascend; {boundaries[i]} follows {boundaries[i - 1]}.", nameof(boundaries));
            }
        }

        _boundaries = [.. boundaries];
        _values = new float[values.Count];
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = (float)Rate(values[i], nameof(values));
        }
    }

    /// <inheritdoc/>
    public override float At(long iteration)
    {
        int piece = 0;
        while (piece < _boundaries.Length && iteration > _boundaries[piece])
        {
            piece++;
        }

        return _values[piece];
    }
}
