using System;

namespace NetGen;

/// <summary>How often the largest output stands where the largest target does (Keras: <c>CategoricalAccuracy</c>).</summary>
/// <param name="name">The name in logs and history; default "categorical_accuracy".</param>
public sealed class CategoricalAccuracy(string? name = null) : MeanMetric(name, MetricDirection.HigherIsBetter)
{
    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfOneHot(outputs, targets);

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.CheckValues(output, target);
        return TargetRow.ArgMax(output) == TargetRow.ArgMax(target) ? 1 : 0;
    }
}
