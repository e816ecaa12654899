using System;
using System.Runtime.CompilerServices;

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

        var blocks = new BlockRange(values.Length);
        if (blocks.Wide > 0)
        {
            Add<WideBlock>(average, values, 0, blocks.Wide);
        }

        Add<NativeBlock>(average, values, blocks.Wide, blocks.Native);
        Add<ScalarBlock>(average, values, blocks.Native, blocks.Length);
        if (overwrites)
        {
            average.CopyTo(values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<TBlock>(Span<float> average, ReadOnlySpan<float> values, int first, int end)
        where TBlock : unmanaged, IBlock<TBlock>
    {
        var smallest = TBlock.Of(DecayFloor.SmallestNormal);
        for (int i = first; i < end; i += TBlock.Length)
        {
            TBlock mean = (TBlock.Load(average, i) * _momentum) + (TBlock.Load(values, i) * _oneMinusMomentum);
            mean.StoreDecaying(average, i, smallest);
        }
    }
}
