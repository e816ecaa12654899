using System;

namespace NetGen;

/// <summary>
/// <c>1 - (2 * sum(t * p) + 1e-7) / (sum(t) + sum(p) + 1e-7)</c> over the whole output of a sample: the pixels of a mask (Keras: <c>Dice</c> with the axes of a
/// sample, <c>axis=(1, 2, 3)</c>; without axes Keras takes all samples of the batch together).
/// </summary>
internal sealed class DiceLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "dice";

    /// <inheritdoc/>
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override bool TakesWholeOutput => true;

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target) => Probability.FindError(target, Name, "masks");

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double common = Probability.Epsilon;
        double all = Probability.Epsilon;
        for (int i = 0; i < output.Length; i++)
        {
            common += 2.0 * target[i] * output[i];
            all += (double)target[i] + output[i];
        }

        double share = common / all;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (float)(-weight * ((2.0 * target[i]) - share) / all);
        }

        return 1 - share;
    }
}
