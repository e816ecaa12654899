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
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override bool IsClassification => true;

    /// <inheritdoc/>
    public override bool IsFusedWith(Activation outputActivation) => outputActivation == Activation.Softmax;

    /// <inheritdoc/>
    public override string? FindTargetError(ReadOnlySpan<float> target) => Probability.FindErrorOfClasses(target, Name);

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient) =>
        ClassCrossentropy.Evaluate(output, new SoftTargets(target, _smoothing), weight, gradient);

    /// <inheritdoc/>
    public override double EvaluateLogits(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient) =>
        ClassCrossentropy.EvaluateLogits(logits, output, new SoftTargets(target, _smoothing), weight, gradient);
}
