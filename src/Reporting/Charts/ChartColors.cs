using System.Collections.Generic;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>The colours of a chart: its ground, its letters and lines, and its series.</summary>
internal sealed record ChartColors(SKColor Background, SKColor Foreground)
{
    /// <summary>Dark on white, for PNG files.</summary>
    public static ChartColors Paper { get; } = new(SKColors.White, new SKColor(0x1F, 0x23, 0x28));

    /// <summary>
    /// For SVG: the colours are marks. <see cref="SvgPicture"/> replaces the foreground's by <c>currentColor</c> and takes out
    /// what has the background's; transparent black would not do, since Skia writes it as black.
    /// </summary>
    public static ChartColors Page { get; } = new(new SKColor(1, 2, 4), new SKColor(1, 2, 3));

    /// <summary>Colours of the series, in order; told apart on white and on near black.</summary>
    public static IReadOnlyList<SKColor> Series { get; } =
    [
        new(0x3B, 0x82, 0xF6), new(0xF0, 0x8C, 0x2E), new(0x22, 0xA0, 0x6B), new(0xE5, 0x53, 0x4B),
        new(0xA3, 0x71, 0xF7), new(0x2A, 0xA9, 0xB8), new(0xD9, 0x5F, 0xA5), new(0x9A, 0x8F, 0x2B),
    ];

    /// <summary>The colour of what stands out: the true class, the right cells.</summary>
    public static SKColor Accent => Series[0];

    /// <summary>What is not seen.</summary>
    public SKColor Nothing => Background.WithAlpha(0);

    /// <summary>The foreground made faint, for grids.</summary>
    public SKColor Faint => Foreground.WithAlpha(0x26);
}
