namespace NetGen;

/// <summary>Which way a metric gets better.</summary>
public enum MetricDirection
{
    /// <summary>Neither way by itself, such as a count: callbacks that watch the metric are told by their <see cref="MonitorMode"/>.</summary>
    None,

    /// <summary>Larger is better.</summary>
    HigherIsBetter,

    /// <summary>Smaller is better.</summary>
    LowerIsBetter,
}
