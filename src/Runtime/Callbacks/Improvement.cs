namespace NetGen;

/// <summary>When a monitored figure counts as better than another: strictly, by more than the least change.</summary>
internal readonly record struct Improvement(bool HigherIsBetter, double MinDelta)
{
    /// <exception cref="System.ArgumentException">The training has no such figure.</exception>
    public static Improvement Of(string monitor, MonitorMode mode, double minDelta, TrainingContext context)
    {
        bool higherIsBetter = mode switch
        {
            MonitorMode.Min => false,
            MonitorMode.Max => true,
            _ => MonitoredFigure.HigherIsBetter(monitor, context),
        };
        MonitoredFigure.Check(monitor, context);
        return new Improvement(higherIsBetter, minDelta);
    }

    /// <summary>Whether a figure is better than a reference; anything is better than none, and NaN is never better than a number.</summary>
    public bool IsBetter(double current, double? reference) =>
        reference is null || (HigherIsBetter ? current - MinDelta > reference : current + MinDelta < reference);
}
