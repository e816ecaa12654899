using System;

namespace NetGen;

/// <summary>
/// Binary cross-entropy that counts little where the output is nearly right: the mean of <c>(1 - q)^gamma * bce(t, p)</c> with <c>q = t * p + (1 - t) * (1 - p)</c>
/// (Lin 2018; Keras: <c>BinaryFocalCrossentropy</c>). Fused with a sigmoid the cross-entropy is taken from the logits and never clipped, as
/// in <see cref="NetGen.BinaryCrossentropy"/>; elsewhere outputs are clipped to [1e-7, 1 - 1e-7] for it.
/// </summary>
public sealed class BinaryFocalCrossentropy : Loss
{
    private readonly double _gamma;
    private readonly double? _alpha;
    private readonly float _smoothing;

    /// <summary>A loss.</summary>
    /// <param name="gamma">The exponent: 0 is the plain cross-entropy; finite, at least 0, default 2.</param>
    /// <param name="alpha">
    /// The weight of targets 1, where those of 0 weigh <c>1 - alpha</c> (Keras: <c>apply_class_balancing=True</c>, whose alpha is 0.25 by default);
    /// in [0, 1]. Default: all weigh 1.
    /// </param>
    /// <param name="labelSmoothing">Share s of each target moved to one half: <c>t * (1 - s) + s / 2</c>; in [0, 1], default 0.</param>
    public BinaryFocalCrossentropy(double gamma = 2, double? alpha = null, double labelSmoothing = 0)
    {
        _gamma = SinglePrecision.NotNegative(gamma, nameof(gamma), "Gamma");
        _alpha = alpha is { } share ? SinglePrecision.Share(share, nameof(alpha), "Alpha") : null;
        _smoothing = Probability.Smoothing(labelSmoothing);
    }

    /// <inheritdoc/>
    public override string Name => "binary_focal_crossentropy";

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
            double entropy = -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p));
            double slope = Probability.IsInside(output[i]) ? (p - t) / (p * (1 - p)) : 0;
            (double factor, double factorSlope) = Focus(output[i], t);
            loss += factor * entropy;
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(weight * ((factor * slope) + (factorSlope * entropy)) / output.Length);
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
            double p = output[i];
            double entropy = Math.Max(z, 0) - (z * t) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            (double factor, double factorSlope) = Focus(p, t);
            loss += factor * entropy;
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(weight * ((factor * (p - t)) + (factorSlope * p * (1 - p) * entropy)) / logits.Length);
            }
        }

        return loss / logits.Length;
    }

    /// <summary>The factor of the cross-entropy, and its derivative by the output.</summary>
    private (double Factor, double Slope) Focus(double p, double t)
    {
        double balance = _alpha is { } alpha ? (t * alpha) + ((1 - t) * (1 - alpha)) : 1;
        double miss = 1 - ((t * p) + ((1 - t) * (1 - p)));
        double slope = _gamma == 0 || miss == 0 ? 0 : _gamma * Math.Pow(miss, _gamma - 1) * (1 - (2 * t));
        return (balance * Math.Pow(miss, _gamma), balance * slope);
    }

    private double Smooth(float target) => (target * (1.0 - _smoothing)) + (0.5 * _smoothing);
}
