using System;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>A chart with axes, drawn by ScottPlot.</summary>
public abstract class PlotChart : Chart
{
    private const float LetterSize = 13;
    private const float TitleSize = 15;

    // Half a page and a telephone are about as wide. There a chart is drawn anew, with letters of the same size.
    private const int NarrowWidth = 440;
    private const float NarrowHeight = 0.75f;

    private readonly int _naturalHeight;

    private protected PlotChart(int width, int height)
        : base(width) => _naturalHeight = height;

    /// <summary>What the horizontal axis shows. Default: empty.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the vertical axis shows. Default: empty.</summary>
    public string YLabel { get; init; } = "";

    private protected sealed override int NaturalHeight => _naturalHeight;

    private protected sealed override float SmallestFont => LetterSize;

    internal sealed override SvgPicture? NarrowSvg() => Width > NarrowWidth ? Svg(NarrowWidth, Math.Max((int)(Height * NarrowHeight), 240)) : null;

    private protected sealed override void Draw(SKCanvas canvas, ChartColors colors, int width, int height)
    {
        using var plot = new Plot();
        Color foreground = ToColor(colors.Foreground);
        plot.FigureBackground.Color = ToColor(colors.Background);
        plot.DataBackground.Color = ToColor(colors.Background);
        plot.Grid.MajorLineColor = ToColor(colors.Faint);
        plot.Legend.BackgroundColor = ToColor(colors.Nothing);
        plot.Legend.OutlineColor = ToColor(colors.Nothing);
        plot.Legend.ShadowColor = ToColor(colors.Nothing);
        plot.Legend.FontColor = foreground;
        plot.Legend.FontSize = LetterSize;

        // Each entry as wide as its name: as wide as the longest, few would fit, and the rest would be left out.
        plot.Legend.TightHorizontalWrapping = true;
        if (Title.Length > 0)
        {
            using var heading = new Lettering(canvas, TitleSize, colors.Foreground, bold: true);
            plot.Title(heading.Fit(Title, width - TitleSize), TitleSize);
        }

        plot.XLabel(XLabel, LetterSize);
        plot.YLabel(YLabel, LetterSize);
        plot.Font.Set(Lettering.Family);
        plot.Axes.Bottom.TickGenerator = Ticks();
        plot.Axes.Left.TickGenerator = Ticks();
        Fill(plot, colors, width);
        plot.Axes.Color(foreground);
        plot.Axes.Title.Label.Font = Lettering.Bold;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Render(canvas, new PixelRect(0, width, height, 0));
    }

    private protected abstract void Fill(Plot plot, ChartColors colors, int width);

    /// <summary>Ticks at round numbers, written alike on every machine.</summary>
    private protected static NumericAutomatic Ticks(bool whole = false) => new() { IntegerTicksOnly = whole, LabelFormatter = EngineeringNumber.Exact };

    private protected static Color SeriesColor(int index) => ToColor(ChartColors.Series[index % ChartColors.Series.Count]);

    private protected static Color ToColor(SKColor color) => new(color.Red, color.Green, color.Blue, color.Alpha);
}
