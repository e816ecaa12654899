using System;

namespace NetGen;

/// <summary>
/// <c>sum(t * ln(t / p))</c> with both clipped to [1e-7, 1] (Keras: <c>KLDivergence</c>): what is lost where a distribution p stands for t.
/// The gradient is 0 where an output is clipped.
/// </summary>
internal sealed class KLDivergenceLoss : Loss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    /// <inheritdoc/>
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target) => Probability.FindError(target, Name, "the shares of a distribution");

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double t = Math.Clamp(target[i], Probability.Epsilon, 1);
            double p = Math.Clamp(output[i], Probability.Epsilon, 1);
            loss += t * Math.Log(t / p);
            if (!gradient.IsEmpty)
            {
                gradient[i] = (double)output[i] is < Probability.Epsilon or > 1 ? 0 : (float)(-weight * t / p);
            }
        }

        return loss;
    }
}
