using System;

namespace NetGen;

/// <summary>
/// How often the target class is among the k largest outputs (Keras: <c>SparseTopKCategoricalAccuracy</c>). Outputs that
/// equal the k-th largest all count as in.
/// </summary>
/// <param name="k">Number of outputs that count; at least 1, default 5.</param>
/// <param name="name">The name in logs and history; default "sparse_top_k_categorical_accuracy".</param>
public sealed class SparseTopKCategoricalAccuracy(int k = TopK.DefaultK, string? name = null) : MeanMetric(name, MetricDirection.HigherIsBetter)
{
    private readonly int _k = TopK.Check(k);

    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfClassIndex(outputs, targets);

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) =>
        TopK.Contains(output, TargetRow.ClassIndex(output, target), _k) ? 1 : 0;
}
