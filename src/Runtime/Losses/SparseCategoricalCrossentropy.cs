using System;

namespace NetGen;

/// <summary>
/// <c>-ln p[t]</c> for the target class t (Keras: <c>SparseCategoricalCrossentropy</c>). Fused with softmax it is
/// <c>ln(sum(exp(z))) - z[t]</c>, gradient <c>p - onehot(t)</c>; elsewhere outputs are normalised to sum 1 and clipped to
/// [1e-7, 1 - 1e-7], beyond which the gradient is 0.
/// </summary>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override bool TakesClasses => true;

    /// <inheritdoc/>
    public override bool IsClassification => true;

    /// <inheritdoc/>
    public override bool IsFusedWith(Activation outputActivation) => outputActivation == Activation.Softmax;

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target, float weight, Span<float> gradient)
    {
        int label = (int)target[0];
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
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (output[i] - (i == label ? 1 : 0)) * weight;
        }

        return Probability.LogSumExp(logits) - logits[label];
    }
}
