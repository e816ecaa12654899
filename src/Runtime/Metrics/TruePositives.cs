namespace NetGen;

/// <summary>The number of yes that are right (Keras: <c>TruePositives</c>).</summary>
/// <param name="threshold">An output above it counts as yes; default 0.5.</param>
/// <param name="name">The name in logs and history; default "true_positives".</param>
public sealed class TruePositives(double threshold = 0.5, string? name = null)
    : PositivesMetric(threshold, topK: null, classId: null, name, MetricDirection.None)
{
    /// <inheritdoc/>
    public override double Result => base.TruePositives;
}
