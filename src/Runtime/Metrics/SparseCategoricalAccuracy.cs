using System;

namespace NetGen;

/// <summary>How often the largest output is the target class (Keras: <c>SparseCategoricalAccuracy</c>).</summary>
/// <param name="name">The name in logs and history; default "sparse_categorical_accuracy".</param>
public sealed class SparseCategoricalAccuracy(string? name = null) : MeanMetric(name, MetricDirection.HigherIsBetter)
{
    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfClassIndex(outputs, targets);

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target) =>
        TargetRow.ArgMax(output) == TargetRow.ClassIndex(output, target) ? 1 : 0;
}
