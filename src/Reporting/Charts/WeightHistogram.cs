using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ScottPlot;

namespace NetGen.Reporting;

/// <summary>How the values of a parameter are spread.</summary>
public sealed class WeightHistogram : PlotChart
{
    private const int StandardBins = 40;

    private readonly int[] _counts;
    private readonly double[] _edges;

    private WeightHistogram(double[] edges, int[] counts)
        : base(width: 420, height: 260)
    {
        _edges = edges;
        _counts = counts;
        YLabel = "values";
    }

    /// <summary>The bounds of the bins: one more than there are bins. The last bin includes its upper bound.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>How many values lie in each bin.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>The mean of the finite values.</summary>
    public double Mean { get; private init; }

    /// <summary>Their standard deviation.</summary>
    public double StandardDeviation { get; private init; }

    /// <summary>How many values are NaN or infinite; they are in no bin.</summary>
    public int NotFinite { get; private init; }

    /// <summary>The histogram of a parameter.</summary>
    /// <param name="parameter">Such as <c>model.Parameters["conv2d/kernel"]</c>.</param>
    /// <param name="bins">Number of bins, at least 1. Default: 40.</param>
    public static WeightHistogram Of(Parameter parameter, int bins = StandardBins)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Of(parameter.Info.Name, parameter.Values, bins);
    }

    /// <summary>The histogram of any values.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="values">The values; at least one.</param>
    /// <param name="bins">Number of bins, at least 1. Default: 40.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static WeightHistogram Of(string title, ReadOnlySpan<float> values, int bins = StandardBins)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (values.IsEmpty)
        {
            throw new ArgumentException($"'{title}' has no values.", nameof(values));
        }

        double[] finite = [.. values.ToArray().Where(float.IsFinite).Select(value => (double)value)];
        (double low, double high) = finite.Length == 0 ? (0, 0) : (finite.Min(), finite.Max());
        if (low == high)
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => low + ((high - low) * i / bins))];
        var counts = new int[bins];
        foreach (double value in finite)
        {
            counts[Math.Min((int)((value - low) / (high - low) * bins), bins - 1)]++;
        }

        double mean = finite.Length == 0 ? double.NaN : finite.Average();
        double deviation = finite.Length == 0 ? double.NaN : Math.Sqrt(finite.Average(value => (value - mean) * (value - mean)));
        return new WeightHistogram(edges, counts)
        {
            Title = title,
            Mean = mean,
            StandardDeviation = deviation,
            NotFinite = values.Length - finite.Length,
            XLabel = finite.Length == 0 ? "no finite values"
                : string.Create(CultureInfo.InvariantCulture, $"mean {mean:0.0000}, deviation {deviation:0.0000}"),
        };
    }

    private protected override void Fill(Plot plot, ChartColors colors, int width)
    {
        double bin = _edges[1] - _edges[0];
        plot.Add.Bars(_counts.Select((count, i) => new Bar
        {
            Position = _edges[i] + (bin / 2),
            Value = count,
            Size = bin,
            FillColor = ToColor(ChartColors.Accent).WithAlpha(0.8),
            LineWidth = 0,
        }).ToArray());
        plot.Axes.Margins(bottom: 0);
    }
}
