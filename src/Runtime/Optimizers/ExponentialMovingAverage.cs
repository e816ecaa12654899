using System;
using System.Numerics;

namespace NetGen;

/// <summary>The moving average of the parameters that training changes.</summary>
/// <param name="length">Their number.</param>
/// <param name="momentum">The share that the average keeps in a step.</param>
internal sealed class ExponentialMovingAverage(int length, double momentum)
{
    private readonly float[] _average = new float[length];
    private readonly float _momentum = (float)momentum;
    private readonly float _oneMinusMomentum = (float)(1 - momentum);

    /// <summary>The averages.</summary>
    public float[] Averages => _average;

    /// <summary>Puts the averages in the place of what they are averages of: the first values of the block, which are trained.</summary>
    public void CopyTo(Span<float> values) => _average.CopyTo(values);

    /// <summary>Takes in a range of the parameters as a step left them.</summary>
    /// <param name="values">The parameters.</param>
    /// <param name="start">Where they begin in the flat block.</param>
    /// <param name="isFirst">Whether there is no average yet.</param>
    /// <param name="overwrites">Whether the average then takes their place.</param>
    public void Add(Span<float> values, int start, bool isFirst, bool overwrites)
    {
        Span<float> average = _average.AsSpan(start, values.Length);
        if (isFirst)
        {
            values.CopyTo(average);
            return;
        }

        for (int i = 0; i < values.Length; i += Vector<float>.Count)
        {
            Block.StoreDecaying(average, i, (Block.Load(average, i) * _momentum) + (Block.Load(values, i) * _oneMinusMomentum));
        }

        if (overwrites)
        {
            average.CopyTo(values);
        }
    }
}
