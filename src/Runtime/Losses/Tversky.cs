using System;

namespace NetGen;

/// <summary>
/// One less the share of what outputs and targets have in common, <c>1 - sum(t * p) / (sum(t * p) + alpha * sum(t * (1 - p)) + beta * sum((1 - t) * p) + 1e-7)</c>, over
/// the whole output of a sample: the pixels of a mask (Salehi 2017; Keras: <c>Tversky</c> with the axes of a sample, <c>axis=(1, 2, 3)</c>; without axes Keras
/// takes all samples of the batch together).
/// </summary>
public sealed class Tversky : Loss
{
    private readonly double _alpha;
    private readonly double _beta;

    /// <summary>A loss.</summary>
    /// <param name="alpha">
    /// The weight of what is in the target and not in the output; finite, at least 0, default 0.5. (Keras's documentation has it the other way round; this is what it computes.)
    /// </param>
    /// <param name="beta">The weight of what is in the output and not in the target; finite, at least 0, default 0.5.</param>
    public Tversky(double alpha = 0.5, double beta = 0.5)
    {
        _alpha = SinglePrecision.NotNegative(alpha, nameof(alpha), "Alpha");
        _beta = SinglePrecision.NotNegative(beta, nameof(beta), "Beta");
    }

    /// <inheritdoc/>
    public override string Name => "tversky";

    /// <inheritdoc/>
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override bool TakesWholeOutput => true;

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target) => Probability.FindError(target, Name, "masks");

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double common = 0;
        double missed = 0;
        double surplus = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double p = output[i];
            double t = target[i];
            common += t * p;
            missed += t * (1 - p);
            surplus += (1 - t) * p;
        }

        double all = common + (_alpha * missed) + (_beta * surplus) + Probability.Epsilon;
        double share = common / all;
        for (int i = 0; i < gradient.Length; i++)
        {
            double t = target[i];
            double slopeOfAll = t - (_alpha * t) + (_beta * (1 - t));
            gradient[i] = (float)(-weight * (t - (share * slopeOfAll)) / all);
        }

        return 1 - share;
    }
}
