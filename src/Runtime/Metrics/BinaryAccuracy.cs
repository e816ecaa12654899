using System;

namespace NetGen;

/// <summary>The share of outputs that lie on their target's side of a threshold (Keras: <c>BinaryAccuracy</c>).</summary>
/// <param name="threshold">An output above it counts as 1, any other as 0; default 0.5.</param>
/// <param name="name">The name in logs and history; default "binary_accuracy".</param>
public sealed class BinaryAccuracy(double threshold = 0.5, string? name = null) : MeanMetric(name, MetricDirection.HigherIsBetter)
{
    private readonly double _threshold = Threshold(threshold)!.Value;

    internal override string? Misfit(int outputs, int targets) => TargetRow.MisfitOfValues(outputs, targets);

    /// <inheritdoc/>
    protected override double Evaluate(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
    {
        TargetRow.CheckValues(output, target);
        int right = 0;
        for (int i = 0; i < output.Length; i++)
        {
            float predicted = output[i] > _threshold ? 1 : 0;
            right += predicted == target[i] ? 1 : 0;
        }

        return (double)right / output.Length;
    }
}
