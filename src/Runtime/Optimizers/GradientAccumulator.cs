using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>The gradients of batches that make one step together.</summary>
/// <param name="length">Number of parameters that training changes.</param>
/// <param name="batches">Batches of a step; at least 2.</param>
internal sealed class GradientAccumulator(int length, int batches)
{
    private readonly float[] _sums = new float[length];

    /// <summary>Batches of a step.</summary>
    public int Batches => batches;

    /// <summary>The sums of the gradients so far.</summary>
    public float[] Sums => _sums;

    /// <summary>Begins a step anew.</summary>
    public void Forget() => Array.Clear(_sums);

    /// <summary>Adds a range of a batch's gradients to those of the batches before it.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="start">Where they begin in the flat block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> gradients, int start)
    {
        Span<float> sums = _sums.AsSpan(start, gradients.Length);
        for (int i = 0; i < gradients.Length; i += Vector<float>.Count)
        {
            Block.Store(sums, i, Block.Load(gradients, i) + Block.Load(sums, i));
        }
    }

    /// <summary>Makes a range of the last batch's gradients the mean over all batches of the step, as Keras rounds it, and begins anew.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="start">Where they begin in the flat block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Average(Span<float> gradients, int start)
    {
        Span<float> sums = _sums.AsSpan(start, gradients.Length);
        var divisor = new Vector<float>(batches);
        for (int i = 0; i < gradients.Length; i += Vector<float>.Count)
        {
            Block.Store(gradients, i, (Block.Load(gradients, i) + Block.Load(sums, i)) / divisor);
        }

        sums.Clear();
    }
}
