namespace NetGen;

/// <summary>The number of no that are wrong (Keras: <c>FalseNegatives</c>).</summary>
/// <param name="threshold">An output above it counts as yes; default 0.5.</param>
/// <param name="name">The name in logs and history; default "false_negatives".</param>
public sealed class FalseNegatives(double threshold = 0.5, string? name = null)
    : PositivesMetric(threshold, topK: null, classId: null, name, MetricDirection.None)
{
    /// <inheritdoc/>
    public override double Result => base.FalseNegatives;
}
