using System;

namespace NetGen;

/// <summary>
/// The mean of <c>-(t * ln p + (1 - t) * ln(1 - p))</c> (Keras: <c>BinaryCrossentropy</c>). Fused with a sigmoid it is
/// the mean of <c>max(z, 0) - z * t + ln(1 + exp(-|z|))</c>, gradient <c>p - t</c>; elsewhere outputs are clipped to
/// [1e-7, 1 - 1e-7], beyond which the gradient is 0.
/// </summary>
public sealed class BinaryCrossentropy : Loss
{
    private readonly float _smoothing;

    /// <summary>A loss.</summary>
    /// <param name="labelSmoothing">Share s of each target moved to one half: <c>t * (1 - s) + s / 2</c>; in [0, 1], default 0.</param>
    public BinaryCrossentropy(double labelSmoothing = 0) => _smoothing = Probability.Smoothing(labelSmoothing);

    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <inheritdoc/>
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override bool IsClassification => true;

    /// <inheritdoc/>
    public override bool IsFusedWith(Activation outputActivation) => outputActivation == Activation.Sigmoid;

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target) => Probability.FindErrorOfYesAndNo(target, Name);

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double t = Smooth(target[i]);
            double p = Probability.Clip(output[i]);
            loss -= (t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p));
            if (!gradient.IsEmpty)
            {
                gradient[i] = Probability.IsInside(output[i]) ? (float)(weight * (p - t) / (p * (1 - p) * output.Length)) : 0;
            }
        }

        return loss / output.Length;
    }

    /// <inheritdoc/>
    public override double EvaluateLogits(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double loss = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double t = Smooth(target[i]);
            double z = logits[i];
            loss += Math.Max(z, 0) - (z * t) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(weight * (output[i] - t) / logits.Length);
            }
        }

        return loss / logits.Length;
    }

    private double Smooth(float target) => (target * (1.0 - _smoothing)) + (0.5 * _smoothing);
}
