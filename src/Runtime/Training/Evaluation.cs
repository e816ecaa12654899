using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>How good a network is on a dataset.</summary>
/// <param name="Loss">The mean loss over the samples, penalties included.</param>
/// <param name="Metrics">The metrics by name, those that have a figure.</param>
public sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics)
{
    private CountedMetrics? _counted;

    /// <summary>The share of right predictions; NaN where the loss is no classification and no such metric was asked for.</summary>
    public double Accuracy => Metrics.TryGetValue(NetGen.Accuracy.Name, out double accuracy) ? accuracy : double.NaN;

    /// <summary>A figure: "loss", or a metric by name.</summary>
    /// <param name="name">Such as "accuracy".</param>
    /// <exception cref="KeyNotFoundException">There is no figure of that name.</exception>
    public double this[string name] =>
        name == FigureName.Loss ? Loss
        : Metrics.TryGetValue(name, out double value) ? value
        : throw new KeyNotFoundException($"The evaluation has no '{name}'; it has {string.Join(", ", Metrics.Keys.Append(FigureName.Loss))}.");

    /// <summary>What a metric has counted in this evaluation, such as a whole confusion matrix.</summary>
    /// <param name="metric">The metric that the trainer was given; that object itself stays empty.</param>
    /// <returns>A metric of the same kind, which nothing else uses.</returns>
    /// <exception cref="ArgumentException">The trainer was not given that metric.</exception>
    public TMetric Of<TMetric>(TMetric metric)
        where TMetric : Metric => (_counted ?? new CountedMetrics(new MetricSet([]))).Of(metric);

    /// <summary>"accuracy: 0.9012 - loss: 0.2731".</summary>
    public override string ToString()
    {
        var logs = new Logs([.. Metrics.Keys, FigureName.Loss]);
        foreach ((string name, double value) in Metrics)
        {
            logs[name] = value;
        }

        logs[FigureName.Loss] = Loss;
        return logs.ToString();
    }

    internal static Evaluation Of(RunningFigures figures)
    {
        var metrics = figures.Logs.Where(figure => figure.Key != FigureName.Loss).ToDictionary(figure => figure.Key, figure => figure.Value);
        return new Evaluation(figures.Logs[FigureName.Loss], metrics) { _counted = figures.Counted };
    }
}
