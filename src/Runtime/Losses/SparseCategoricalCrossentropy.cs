using System;

namespace NetGen;

/// <summary>
/// <c>-ln p[t]</c> for the target class t (Keras: <c>SparseCategoricalCrossentropy</c>). Fused with softmax it is
/// <c>ln(sum(exp(z))) - z[t]</c>, gradient <c>p - onehot(t)</c>; elsewhere outputs are normalised to sum 1 and clipped to
/// [1e-7, 1 - 1e-7], beyond which the gradient is 0. With label smoothing it is the categorical cross-entropy of the smoothed target.
/// </summary>
public sealed class SparseCategoricalCrossentropy : Loss
{
    private readonly float _smoothing;

    /// <summary>A loss.</summary>
    /// <param name="labelSmoothing">
    /// Share s of each target spread evenly over K classes, as <see cref="NetGen.CategoricalCrossentropy"/> does with one-hot targets: the right
    /// class's is <c>1 - s + s / K</c>, every other one's <c>s / K</c>; in [0, 1], default 0.
    /// </param>
    public SparseCategoricalCrossentropy(double labelSmoothing = 0) => _smoothing = Probability.Smoothing(labelSmoothing);

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override bool TakesClasses => true;

    /// <inheritdoc/>
    public override Loss? ForMixedTargets => new CategoricalCrossentropy(_smoothing);

    /// <inheritdoc/>
    public override bool TakesProbabilities => true;

    /// <inheritdoc/>
    public override bool IsClassification => true;

    /// <inheritdoc/>
    public override bool IsFusedWith(Activation outputActivation) => outputActivation == Activation.Softmax;

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        int label = (int)target[0];
        if (_smoothing > 0)
        {
            return ClassCrossentropy.Evaluate(output, new HardTarget(label, _smoothing, output.Length), weight, gradient);
        }

        double sum = Probability.Sum(output);
        double p = output[label] / sum;
        if (!gradient.IsEmpty)
        {
            gradient.Fill(Probability.IsInside(p) ? (float)(weight / sum) : 0);
            gradient[label] -= Probability.IsInside(p) ? weight / output[label] : 0;
        }

        return -Math.Log(Probability.Clip(p));
    }

    /// <inheritdoc/>
    public override double EvaluateLogits(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        int label = (int)target[0];
        if (_smoothing > 0)
        {
            return ClassCrossentropy.EvaluateLogits(logits, output, new HardTarget(label, _smoothing, logits.Length), weight, gradient);
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (output[i] - (i == label ? 1 : 0)) * weight;
        }

        return Probability.LogSumExp(logits) - logits[label];
    }
}
