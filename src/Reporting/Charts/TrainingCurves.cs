using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>Charts of how training went, epoch by epoch.</summary>
public static class TrainingCurves
{
    private const string ValidationPrefix = "val_";

    /// <summary>A figure in training against validation.</summary>
    /// <param name="history">What a fit returned.</param>
    /// <param name="figure">The figure, without "val_". Default: "loss".</param>
    /// <param name="bestEpoch">
    /// The epoch to mark, counted from 0, as <see cref="EarlyStopping.BestEpoch"/> has it; the chart counts from 1, as
    /// training's messages do. Default: none.
    /// </param>
    /// <param name="validationFrequency">The fit's <see cref="FitOptions.ValidationFrequency"/>. Default: 1.</param>
    /// <param name="logarithmic">Shows powers of ten at even distances, as suits a loss that falls far; what is not above 0 is left out. Default: false.</param>
    /// <exception cref="KeyNotFoundException">The history has no such figure.</exception>
    /// <exception cref="ArgumentException">Validation did not take place that often, or the best epoch was not trained.</exception>
    public static LineChart Of(History history, string figure = "loss", int? bestEpoch = null, int validationFrequency = 1, bool logarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentException.ThrowIfNullOrEmpty(figure);
        ArgumentOutOfRangeException.ThrowIfLessThan(validationFrequency, 1);
        if (bestEpoch is { } best && !history.Epochs.Contains(best))
        {
            throw new ArgumentException($"Epoch {best} was not trained; the history has {history.Epochs.Count} epochs.", nameof(bestEpoch));
        }

        double[] epochs = [.. history.Epochs.Select(epoch => epoch + 1.0)];
        List<Series> series = [new Series("training", epochs, history[figure])];
        if (history.Names.Contains(ValidationPrefix + figure))
        {
            double[] validated = [.. epochs.Where(epoch => epoch % validationFrequency == 0)];
            IReadOnlyList<double> values = history[ValidationPrefix + figure];
            series.Add(validated.Length == values.Count
                ? new Series("validation", validated, values)
                : throw new ArgumentException(
                    $"Validation every {validationFrequency} epochs gives {validated.Length} values in this history; it has {values.Count}.",
                    nameof(validationFrequency)));
        }

        return new LineChart(series)
        {
            Title = Name(figure),
            XLabel = "epoch",
            WholeX = true,
            LogY = logarithmic,
            Markers = bestEpoch is { } marked ? [new Marker(marked + 1, $"best epoch: {marked + 1}")] : [],
        };
    }

    /// <summary>A chart for every figure of training: the loss first, then the others by name.</summary>
    /// <param name="history">What a fit returned.</param>
    /// <param name="bestEpoch">The epoch to mark, counted from 0. Default: none.</param>
    /// <param name="validationFrequency">The fit's <see cref="FitOptions.ValidationFrequency"/>. Default: 1.</param>
    /// <param name="logarithmic">The figures to show by powers of ten, without "val_", such as "loss". Default: none.</param>
    /// <exception cref="ArgumentException">Validation did not take place that often, the best epoch was not trained, or there is no such figure.</exception>
    public static IReadOnlyList<LineChart> All(
        History history, int? bestEpoch = null, int validationFrequency = 1, IReadOnlyCollection<string>? logarithmic = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        string[] names = [.. history.Names.Where(name => !name.StartsWith(ValidationPrefix, StringComparison.Ordinal) && history[name].Count == history.Epochs.Count)];
        if (logarithmic?.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no figure of this training; there are {string.Join(", ", names)}.", nameof(logarithmic));
        }

        return [.. names
            .OrderBy(name => name != "loss")
            .Select(name => Of(history, name, bestEpoch, validationFrequency, logarithmic?.Contains(name) == true))];
    }

    /// <summary>A chart for each of several fits, under its name and on the same axes, so that they can be compared by eye.</summary>
    /// <param name="runs">The fits' names and histories, and the epoch to mark in each, counted from 0.</param>
    /// <param name="figure">The figure, without "val_". Default: "loss".</param>
    /// <param name="logarithmic">Shows powers of ten at even distances. Default: false.</param>
    /// <exception cref="KeyNotFoundException">A history has no such figure.</exception>
    /// <exception cref="ArgumentException">A best epoch was not trained.</exception>
    public static IReadOnlyList<LineChart> Compare(
        IReadOnlyList<(string Name, History History, int? BestEpoch)> runs, string figure = "loss", bool logarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return LineChart.OnSharedAxes([.. runs.Select(run => Of(run.History, figure, run.BestEpoch, logarithmic: logarithmic).Titled(run.Name))]);
    }

    /// <summary>"top_k_accuracy" as people write it: "Top k accuracy".</summary>
    private static string Name(string figure) => char.ToUpperInvariant(figure[0]) + figure[1..].Replace('_', ' ');
}
