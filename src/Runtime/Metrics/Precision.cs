namespace NetGen;

/// <summary>How many of the predicted yes are right: <c>TP / (TP + FP)</c>, 0 where none is predicted (Keras: <c>Precision</c>).</summary>
/// <param name="threshold">An output above it counts as yes. Default: 0.5, or with <paramref name="topK"/> any.</param>
/// <param name="topK">Only a row's k largest outputs can be yes; at least 1. Default: all.</param>
/// <param name="classId">Only this output counts. Default: all.</param>
/// <param name="name">The name in logs and history; default "precision".</param>
public sealed class Precision(double? threshold = null, int? topK = null, int? classId = null, string? name = null)
    : PositivesMetric(threshold, topK, classId, name, MetricDirection.HigherIsBetter)
{
    /// <inheritdoc/>
    public override double Result => Counts.Share(TruePositives, TruePositives + FalsePositives);
}
