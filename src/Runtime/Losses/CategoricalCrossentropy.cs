using System;

namespace NetGen;

/// <summary>
/// <c>-sum(t * ln p)</c> over the classes (Keras: <c>CategoricalCrossentropy</c>). Fused with softmax it is
/// <c>sum(t) * ln(sum(exp(z))) - sum(t * z)</c>, gradient <c>sum(t) * p - t</c>; elsewhere outputs are normalised to sum 1
/// and clipped to [1e-7, 1 - 1e-7], beyond which the gradient is 0.
/// </summary>
public sealed class CategoricalCrossentropy : Loss
{
    private readonly float _smoothing;

    /// <summary>A loss.</summary>
    /// <param name="labelSmoothing">Share s of each target spread evenly over K classes: <c>t * (1 - s) + s / K</c>; in [0, 1], default 0.</param>
    public CategoricalCrossentropy(double labelSmoothing = 0) => _smoothing = Probability.Smoothing(labelSmoothing);

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <inheritdoc/>
    public override bool IsClassification => true;

    /// <inheritdoc/>
    public override bool IsFusedWith(Activation outputActivation) => outputActivation == Activation.Softmax;

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double sum = Probability.Sum(output);
        double loss = 0;
        double insideTargets = 0;
        for (int i = 0; i < output.Length; i++)
        {
            double p = output[i] / sum;
            double t = Smooth(target[i], output.Length);
            loss -= t * Math.Log(Probability.Clip(p));
            insideTargets += Probability.IsInside(p) ? t : 0;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            double own = Probability.IsInside(output[i] / sum) ? Smooth(target[i], output.Length) / output[i] : 0;
            gradient[i] = (float)(weight * ((insideTargets / sum) - own));
        }

        return loss;
    }

    /// <inheritdoc/>
    public override double EvaluateLogits(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        double logSum = Probability.LogSumExp(logits);
        double loss = 0;
        double targets = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            double t = Smooth(target[i], logits.Length);
            loss += t == 0 ? 0 : t * (logSum - logits[i]);
            targets += t;
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (float)(weight * ((output[i] * targets) - Smooth(target[i], logits.Length)));
        }

        return loss;
    }

    private double Smooth(float target, int classes) => (target * (1.0 - _smoothing)) + ((double)_smoothing / classes);
}
