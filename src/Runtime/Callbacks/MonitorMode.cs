namespace NetGen;

/// <summary>Which way a monitored figure gets better.</summary>
public enum MonitorMode
{
    /// <summary>Losses get better downwards, metrics as they say themselves; one that does not say (<see cref="MetricDirection.None"/>) is refused.</summary>
    Auto,

    /// <summary>Smaller is better.</summary>
    Min,

    /// <summary>Larger is better.</summary>
    Max,
}
