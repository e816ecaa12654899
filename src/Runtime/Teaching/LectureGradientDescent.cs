using System.Numerics;

namespace NetGen.Teaching;

/// <summary>
/// Gradient descent as lectures write it: <c>w -= lr * g</c>. The same as <see cref="SGD"/> without momentum, which is
/// what to train with.
/// </summary>
/// <param name="learningRate">Step size; default 0.01.</param>
public sealed class LectureGradientDescent(double learningRate = 0.01) : Optimizer(learningRate)
{
    /// <inheritdoc/>
    protected override int StateSlots => 0;

    /// <inheritdoc/>
    protected override void Update(ParameterRange range)
    {
        for (int i = 0; i < range.Values.Length; i += Vector<float>.Count)
        {
            Block.Store(range.Values, i, Block.Load(range.Values, i) - (Block.Load(range.Gradients, i) * LearningRate));
        }
    }
}
