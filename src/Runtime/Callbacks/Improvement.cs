using System;

namespace NetGen;

/// <summary>When a monitored figure counts as better than another: strictly, by more than the least change.</summary>
internal readonly record struct Improvement(bool HigherIsBetter, double MinDelta)
{
    /// <exception cref="ArgumentException">The training has no such figure, or nobody says which way it gets better.</exception>
    public static Improvement Of(string monitor, MonitorMode mode, double minDelta, TrainingContext context)
    {
        MonitoredFigure.Check(monitor, context);
        MetricDirection direction = mode switch
        {
            MonitorMode.Min => MetricDirection.LowerIsBetter,
            MonitorMode.Max => MetricDirection.HigherIsBetter,
            _ => MonitoredFigure.DirectionOf(monitor, context),
        };
        return direction != MetricDirection.None
            ? new Improvement(direction == MetricDirection.HigherIsBetter, minDelta)
            : throw new ArgumentException(
                $"Nothing says whether '{monitor}' gets better upwards or downwards; give the callback "
                + $"mode: {nameof(MonitorMode)}.{nameof(MonitorMode.Max)} or mode: {nameof(MonitorMode)}.{nameof(MonitorMode.Min)}.",
                nameof(mode));
    }

    /// <summary>
    /// Whether a figure is better than a reference; any number is better than none. NaN is never better, not even than none: as the best
    /// so far, which Keras makes of it when it comes first, no number would ever pass it.
    /// </summary>
    public bool IsBetter(double current, double? reference) =>
        reference is null ? !double.IsNaN(current)
        : HigherIsBetter ? current - MinDelta > reference
        : current + MinDelta < reference;
}
