using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>The chart of a learning-rate range test: the loss at rates that grow from step to step.</summary>
public static class LearningRateChart
{
    // The room beneath the lowest loss, as a share of the range.
    private const double Margin = 0.05;

    /// <summary>What <see cref="LearningRateFinder"/> found: the losses, the smoothed losses and the suggestion.</summary>
    /// <param name="curve">The result of the test.</param>
    /// <exception cref="ArgumentException">Not even the first loss was finite, so that there is nothing to draw.</exception>
    public static LineChart Of(LearningRateCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        double[] rates = [.. curve.Rates.Select(rate => (double)rate)];
        LineChart smoothed = Of(rates, curve.Smoothed, curve.Suggestion);
        double low = curve.Losses.Min();
        return new LineChart([new Series("loss", rates, curve.Losses) { Color = 0, Thin = true }, new Series("smoothed", rates, curve.Smoothed) { Color = 0 }])
        {
            Title = smoothed.Title,
            XLabel = smoothed.XLabel,
            YLabel = smoothed.YLabel,
            LogX = true,
            YRange = smoothed.YRange is { } range ? (Math.Min(range.Low, low - ((range.High - low) * Margin)), range.High) : null,
            Markers = smoothed.Markers,
        };
    }

    /// <summary>A chart with the rates as powers of ten.</summary>
    /// <param name="rates">The learning rates, above 0.</param>
    /// <param name="losses">The loss at each; those of a run that has diverged may be infinite or NaN.</param>
    /// <param name="suggestion">The rate to mark. Default: none.</param>
    /// <exception cref="ArgumentException">There are not as many losses as rates, none at all, or a rate is not above 0.</exception>
    public static LineChart Of(IReadOnlyList<double> rates, IReadOnlyList<double> losses, double? suggestion = null)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(losses);
        if (rates.Count == 0 || rates.Count != losses.Count)
        {
            throw new ArgumentException($"A loss for each rate is expected; {rates.Count} rates and {losses.Count} losses came.", nameof(losses));
        }

        foreach (double rate in rates.Append(suggestion ?? rates[0]))
        {
            if (!(rate > 0 && double.IsFinite(rate)))
            {
                throw new ArgumentException(FormattableString.Invariant($"Learning rates are above 0; {rate} came."), nameof(rates));
            }
        }

        return new LineChart([new Series("loss", rates, losses)])
        {
            Title = "Learning-rate range test",
            XLabel = "learning rate",
            YLabel = "loss",
            LogX = true,
            YRange = Range(losses),
            Markers = suggestion is { } best ? [new Marker(best, string.Create(CultureInfo.InvariantCulture, $"suggestion: {best:0.##e+0}"))] : [],
        };
    }

    /// <summary>The loss explodes at the end of a range test, which would press all that matters flat: up to twice the first loss is shown.</summary>
    private static (double Low, double High)? Range(IReadOnlyList<double> losses)
    {
        double[] finite = [.. losses.Where(double.IsFinite)];
        if (finite.Length == 0 || !(finite[0] > 0) || finite.Max() <= 2 * finite[0])
        {
            return null;
        }

        double low = finite.Min();
        double high = 2 * finite[0];
        return (low - ((high - low) * Margin), high);
    }
}
