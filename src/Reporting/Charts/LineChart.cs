using System;
using System.Collections.Generic;
using System.Linq;
using ScottPlot;
using ScottPlot.Plottables;

namespace NetGen.Reporting;

/// <summary>Lines over a common axis: learning curves, schedules, the paths of optimizers.</summary>
/// <example>
/// <code>
/// new LineChart([new Series("Adam", steps, losses)]) { Title = "Optimizers", XLabel = "step", YLabel = "loss", LogY = true }.SavePng("adam.png");
/// </code>
/// </example>
public sealed class LineChart : PlotChart
{
    private const float LineWidth = 2;
    private const float DotSize = 7;

    // Between the title and the plot, for the labels of markers.
    private const float MarkerRoom = 20;

    // Pixels of an entry of the legend beside its name and of a letter, and the share of the width between the axes.
    private const double LegendMark = 36;
    private const double LegendLetter = 7.5;
    private const double LegendRoom = 0.8;

    /// <summary>A chart of lines.</summary>
    /// <param name="series">The lines; at least one.</param>
    /// <exception cref="ArgumentException">There are no lines.</exception>
    public LineChart(IReadOnlyList<Series> series)
        : base(width: 640, height: 380)
    {
        ArgumentNullException.ThrowIfNull(series);
        Series = series.Count > 0 ? series : throw new ArgumentException("A chart needs at least one series.", nameof(series));
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<Series> Series { get; }

    /// <summary>Marked positions. Default: none.</summary>
    public IReadOnlyList<Marker> Markers { get; init; } = [];

    /// <summary>Shows powers of ten at even distances on the horizontal axis; what is not above 0 is left out. Default: false.</summary>
    public bool LogX { get; init; }

    /// <summary>Shows powers of ten at even distances on the vertical axis; what is not above 0 is left out. Default: false.</summary>
    public bool LogY { get; init; }

    /// <summary>Puts ticks on whole numbers of the horizontal axis alone, as for epochs. Default: false.</summary>
    public bool WholeX { get; init; }

    /// <summary>The least and the largest value that the horizontal axis shows. Default: what the lines need.</summary>
    public (double Low, double High)? XRange { get; init; }

    /// <summary>The least and the largest value that the vertical axis shows. Default: what the lines need.</summary>
    public (double Low, double High)? YRange { get; init; }

    /// <summary>The same charts with one range for all on each axis, so that they can be compared by eye.</summary>
    /// <param name="charts">Charts whose axes are of one kind; none gives none.</param>
    /// <exception cref="ArgumentException">Some have logarithmic axes where others have not.</exception>
    public static IReadOnlyList<LineChart> OnSharedAxes(params IReadOnlyList<LineChart> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        if (charts.Any(chart => chart.LogX != charts[0].LogX || chart.LogY != charts[0].LogY))
        {
            throw new ArgumentException("Charts with logarithmic axes and charts without cannot share them.", nameof(charts));
        }

        (double, double)? x = Range([.. charts.Select(chart => chart.RangeX())], charts is [{ LogX: true }, ..], margin: 0.02);
        (double, double)? y = Range([.. charts.Select(chart => chart.RangeY())], charts is [{ LogY: true }, ..], margin: 0.05);
        return [.. charts.Select(chart => chart.With(chart.Title, x, y))];
    }

    /// <summary>The line's unbroken pieces, as they lie on the axes.</summary>
    internal IEnumerable<Coordinates[]> Pieces(Series series)
    {
        var piece = new List<Coordinates>();
        for (int i = 0; i <= series.X.Count; i++)
        {
            if (i < series.X.Count && new Coordinates(OnAxis(series.X[i], LogX), OnAxis(series.Y[i], LogY)) is var point
                && double.IsFinite(point.X) && double.IsFinite(point.Y))
            {
                piece.Add(point);
            }
            else if (piece.Count > 0)
            {
                yield return [.. piece];
                piece.Clear();
            }
        }
    }

    private protected override void Fill(Plot plot, ChartColors colors, int width)
    {
        for (int i = 0; i < Series.Count; i++)
        {
            AddLine(plot, Series[i], SeriesColor(Series[i].Color ?? i));
        }

        foreach (Marker marker in Markers)
        {
            AddMarker(plot, marker, colors);
        }

        if (Markers.Any(marker => marker.Label.Length > 0))
        {
            plot.Axes.Top.MinimumSize = MarkerRoom;
        }

        plot.Axes.Bottom.TickGenerator = LogX && RangeX() is { } x ? LogTicks.Between(x.Low, x.High) : Ticks(WholeX);
        plot.Axes.Left.TickGenerator = LogY && RangeY() is { } y ? LogTicks.Between(y.Low, y.High) : Ticks();
        if (XRange is { } across)
        {
            plot.Axes.SetLimitsX(OnAxis(across.Low, LogX), OnAxis(across.High, LogX));
        }

        if (YRange is { } range)
        {
            plot.Axes.SetLimitsY(OnAxis(range.Low, LogY), OnAxis(range.High, LogY));
        }

        string[] names = [.. Series.Select(series => series.Name).Where(name => name.Length > 0)];
        if (names.Length < 2)
        {
            // What the only line shows, the title says; ScottPlot would put the name over the line.
            plot.HideLegend();
            return;
        }

        // Beneath the axis, since no corner of the plot is free of lines in every chart; beside the plot where a line is too short for all names.
        double needed = names.Sum(name => LegendMark + (name.Length * LegendLetter));
        plot.ShowLegend(needed <= LegendRoom * width ? Edge.Bottom : Edge.Right).Padding = new PixelPadding(0);
        plot.Legend.Margin = new PixelPadding(0);
    }

    /// <summary>What several ranges take together, and a margin beyond.</summary>
    private static (double Low, double High)? Range((double Low, double High)?[] ranges, bool log, double margin)
    {
        (double Low, double High)[] known = [.. ranges.OfType<(double, double)>()];
        if (known.Length == 0)
        {
            return null;
        }

        double low = OnAxis(known.Min(range => range.Low), log);
        double high = OnAxis(known.Max(range => range.High), log);
        double room = high > low ? (high - low) * margin : 0.5;
        return (FromAxis(low - room, log), FromAxis(high + room, log));
    }

    private static double FromAxis(double position, bool log) => log ? Math.Pow(10, position) : position;

    private static double OnAxis(double value, bool log) => log ? Math.Log10(value) : value;

    /// <summary>What the horizontal axis is asked to show, or what the points take; null where no point can be drawn.</summary>
    private (double Low, double High)? RangeX() => XRange ?? Extent(series => series.Select(point => FromAxis(point.X, LogX)));

    private (double Low, double High)? RangeY() => YRange ?? Extent(series => series.Select(point => FromAxis(point.Y, LogY)));

    private (double Low, double High)? Extent(Func<IEnumerable<Coordinates>, IEnumerable<double>> select)
    {
        double[] values = [.. select(Series.SelectMany(Pieces).SelectMany(piece => piece))];
        return values.Length == 0 ? null : (values.Min(), values.Max());
    }

    /// <summary>The same chart under another title.</summary>
    internal LineChart Titled(string title) => With(title, XRange, YRange);

    private LineChart With(string title, (double, double)? x, (double, double)? y) => new(Series)
    {
        Title = title,
        Width = Width,
        Height = Height,
        XLabel = XLabel,
        YLabel = YLabel,
        Markers = Markers,
        LogX = LogX,
        LogY = LogY,
        WholeX = WholeX,
        XRange = x,
        YRange = y,
    };

    private void AddLine(Plot plot, Series series, Color color)
    {
        bool named = false;
        foreach (Coordinates[] piece in Pieces(series))
        {
            Scatter line = plot.Add.Scatter(piece);
            line.Color = series.Thin ? color.WithAlpha(0.55) : color;
            line.LineWidth = series.NoLine ? 0 : series.Thin ? LineWidth / 2 : LineWidth;
            line.MarkerSize = series.Dots || piece.Length == 1 ? DotSize : 0;
            line.LegendText = named ? "" : series.Name;
            named = true;
        }
    }

    private void AddMarker(Plot plot, Marker marker, ChartColors colors)
    {
        Color foreground = ToColor(colors.Foreground);
        VerticalLine line = plot.Add.VerticalLine(OnAxis(marker.X, LogX), width: 1.5f, foreground.WithAlpha(0.6), LinePattern.Dashed);
        line.LabelText = marker.Label;
        line.LabelOppositeAxis = true;
        line.LabelFontColor = foreground;
        line.LabelBackgroundColor = ToColor(colors.Nothing);
        line.LabelBold = false;
        line.LabelFontSize = 12;
        line.ManualLabelAlignment = LabelAlignment(OnAxis(marker.X, LogX));
    }

    /// <summary>A label near an end of the axis would be cut off if its middle stood there.</summary>
    private Alignment LabelAlignment(double position)
    {
        const double End = 0.15;
        double[] all = [.. Series.SelectMany(series => series.X).Select(x => OnAxis(x, LogX)).Where(double.IsFinite), position];
        double share = (position - all.Min()) / Math.Max(all.Max() - all.Min(), double.Epsilon);
        return share < End ? Alignment.LowerLeft : share > 1 - End ? Alignment.LowerRight : Alignment.LowerCenter;
    }
}
