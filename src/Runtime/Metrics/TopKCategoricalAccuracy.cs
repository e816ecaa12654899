using System;

namespace NetGen;

/// <summary>
/// How often the place of the largest target is among the k largest outputs (Keras: <c>TopKCategoricalAccuracy</c>).
/// Outputs that equal the k-th largest all count as in.
/// </summary>
/// <param name="k">Number of outputs that count; at least 1, default 5.</param>
/// <param name="name">The name in logs and history; default "top_k_categorical_accuracy".</param>
public sealed class TopKCategoricalAccuracy(int k = TopK.DefaultK, string? name = null) : MeanMetric(name, MetricDirection.HigherIsBetter)
{
    private readonly int _k = TopK.Check(k);

    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfOneHot(outputs, targets);

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.CheckValues(output, target);
        return TopK.Contains(output, TargetRow.ArgMax(target), _k) ? 1 : 0;
    }
}
