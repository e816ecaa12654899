using ScottPlot;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>A chart with axes, drawn by ScottPlot.</summary>
public abstract class PlotChart : Chart
{
    private const float LetterSize = 13;
    private const float TitleSize = 15;

    private protected PlotChart(int width, int height)
        : base(width, height)
    {
    }

    /// <summary>What the horizontal axis shows. Default: empty.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the vertical axis shows. Default: empty.</summary>
    public string YLabel { get; init; } = "";

    private protected sealed override void Draw(SKCanvas canvas, ChartColors colors)
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
            plot.Title(Title, TitleSize);
        }

        plot.XLabel(XLabel, LetterSize);
        plot.YLabel(YLabel, LetterSize);
        plot.Font.Set(Lettering.Family);
        Fill(plot, colors);
        plot.Axes.Color(foreground);
        plot.Axes.Title.Label.Font = Lettering.Bold;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Render(canvas, new PixelRect(0, Width, Height, 0));
    }

    private protected abstract void Fill(Plot plot, ChartColors colors);

    private protected static Color SeriesColor(int index) => ToColor(ChartColors.Series[index % ChartColors.Series.Count]);

    private protected static Color ToColor(SKColor color) => new(color.Red, color.Green, color.Blue, color.Alpha);
}
