using System;
using System.Linq;

namespace NetGen;

/// <summary>What one epoch or evaluation counts: an empty metric in place of each that the trainer was given.</summary>
internal sealed class CountedMetrics
{
    private readonly MetricSet _given;
    private readonly Metric[] _counted;

    /// <exception cref="InvalidOperationException">A metric does not make an empty one of its own kind.</exception>
    public CountedMetrics(MetricSet given)
    {
        _given = given;
        _counted = [.. given.Select(Empty)];
    }

    public int Count => _counted.Length;

    public Metric this[int index] => _counted[index];

    /// <summary>What was counted in a given metric's place.</summary>
    /// <exception cref="ArgumentException">The trainer was not given that metric.</exception>
    public TMetric Of<TMetric>(TMetric metric)
        where TMetric : Metric
    {
        ArgumentNullException.ThrowIfNull(metric);
        for (int i = 0; i < _counted.Length; i++)
        {
            if (ReferenceEquals(_given[i], metric))
            {
                return (TMetric)_counted[i];
            }
        }

        string given = _counted.Length == 0 ? "none" : string.Join(", ", _given.Names);
        throw new ArgumentException(
            $"The trainer was not given this {metric.GetType().Name}, but {given}; ask with the object that it was given.", nameof(metric));
    }

    private static Metric Empty(Metric metric)
    {
        Metric? empty = metric.CreateEmpty();
        return empty?.GetType() == metric.GetType() && !ReferenceEquals(empty, metric)
            ? empty
            : throw new InvalidOperationException(
                $"{metric.GetType().Name}.{nameof(Metric.CreateEmpty)} must make another {metric.GetType().Name}; "
                + (empty is null ? "null came." : ReferenceEquals(empty, metric) ? "the metric itself came." : $"a {empty.GetType().Name} came."));
    }
}
