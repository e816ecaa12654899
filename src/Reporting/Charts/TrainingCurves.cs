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
    /// <exception cref="KeyNotFoundException">The history has no such figure.</exception>
    /// <exception cref="ArgumentException">Validation did not take place that often, or the best epoch was not trained.</exception>
    public static LineChart Of(History history, string figure = "loss", int? bestEpoch = null, int validationFrequency = 1)
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
            Markers = bestEpoch is { } marked ? [new Marker(marked + 1, $"best epoch: {marked + 1}")] : [],
        };
    }

    /// <summary>A chart for every figure of training: the loss first, then the others by name.</summary>
    /// <param name="history">What a fit returned.</param>
    /// <param name="bestEpoch">The epoch to mark, counted from 0. Default: none.</param>
    /// <param name="validationFrequency">The fit's <see cref="FitOptions.ValidationFrequency"/>. Default: 1.</param>
    /// <exception cref="ArgumentException">Validation did not take place that often, or the best epoch was not trained.</exception>
    public static IReadOnlyList<LineChart> All(History history, int? bestEpoch = null, int validationFrequency = 1)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [.. history.Names
            .Where(name => !name.StartsWith(ValidationPrefix, StringComparison.Ordinal) && history[name].Count == history.Epochs.Count)
            .OrderBy(name => name != "loss")
            .Select(name => Of(history, name, bestEpoch, validationFrequency))];
    }

    /// <summary>"top_k_accuracy" as people write it: "Top k accuracy".</summary>
    private static string Name(string figure) => char.ToUpperInvariant(figure[0]) + figure[1..].Replace('_', ' ');
}
