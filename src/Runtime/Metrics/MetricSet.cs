using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>The metrics that a trainer was given, each under the name of its figure.</summary>
internal sealed class MetricSet : IReadOnlyList<Metric>
{
    private readonly Metric[] _metrics;
    private readonly string[] _names;

    /// <exception cref="ArgumentException">The metrics cannot be told apart.</exception>
    public MetricSet(IReadOnlyList<Metric> metrics)
    {
        _metrics = [.. metrics];
        _names = MetricNames.Of(_metrics);
    }

    public int Count => _metrics.Length;

    public IReadOnlyList<string> Names => _names;

    /// <summary>The names of the figures: those of the metrics that have one, and the loss.</summary>
    public IEnumerable<string> FigureNames => _names.Where((_, i) => _metrics[i].HasFigure).Append(FigureName.Loss);

    public Metric this[int index] => _metrics[index];

    /// <summary>The metric that makes a figure; null where none does.</summary>
    public Metric? Find(string figure)
    {
        int index = Array.IndexOf(_names, figure);
        return index >= 0 && _metrics[index].HasFigure ? _metrics[index] : null;
    }

    /// <summary>The metrics for a network and the targets of a loss.</summary>
    /// <exception cref="ArgumentException">They cannot be told apart, or one can judge no row of the network's outputs.</exception>
    public static MetricSet For(IReadOnlyList<Metric> metrics, NetworkInfo info, Loss loss)
    {
        var set = new MetricSet(metrics);
        int outputs = info.OutputShape[^1];
        for (int i = 0; i < set.Count; i++)
        {
            if (set[i].Misfit(outputs, loss.TakesClasses ? 1 : outputs) is { } misfit)
            {
                throw new ArgumentException(
                    $"The {set[i].GetType().Name} '{set._names[i]}' cannot judge {info.Name} by the targets of {loss.Name}: {misfit}.", nameof(metrics));
            }
        }

        return set;
    }

    public IEnumerator<Metric> GetEnumerator() => ((IEnumerable<Metric>)_metrics).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
