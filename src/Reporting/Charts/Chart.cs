using System;
using System.IO;
using System.Text;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>A picture made from data that can be looked at as data too. PNG files are light; SVG follows the page's colours.</summary>
public abstract class Chart
{
    private const int SmallestSide = 100;
    private const int LargestSide = 10_000;

    // Letters of fewer pixels are hard to read on a telephone.
    private const float SmallestLetters = 9;

    private protected Chart(int width) => Width = width;

    /// <summary>What stands above the chart, and what screen readers say. Default: empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Width in pixels, 100 to 10,000.</summary>
    public int Width { get; init => field = Side(value, nameof(Width)); }

    /// <summary>Height in pixels, 100 to 10,000. Default: what the chart needs at its width.</summary>
    public int Height
    {
        get => field > 0 ? field : Math.Clamp(NaturalHeight, SmallestSide, LargestSide);
        init => field = Side(value, nameof(Height));
    }

    /// <summary>How wide the chart must be shown for its letters to be read; where there is less room it is scrolled sideways.</summary>
    internal int WidthToRead => (int)(Width * SmallestLetters / SmallestFont);

    /// <summary>The height that the chart needs at its width.</summary>
    private protected abstract int NaturalHeight { get; }

    /// <summary>The size of the smallest letters that must be read.</summary>
    private protected abstract float SmallestFont { get; }

    /// <summary>The chart as a PNG file, dark on white.</summary>
    /// <param name="scale">Pixels of the file per pixel of the size, 0.1 to 8. Default: 2, sharp on dense screens.</param>
    public byte[] ToPng(float scale = 2)
    {
        if (scale is not (>= 0.1f and <= 8))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A chart is scaled by 0.1 to 8.");
        }

        using var bitmap = new SKBitmap((int)(Width * scale), (int)(Height * scale));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(ChartColors.Paper.Background);
            canvas.Scale(scale);
            Draw(canvas, ChartColors.Paper, Width, Height);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>
    /// The chart as an SVG element for a page: transparent, lines and letters in the page's own colour (<c>currentColor</c>),
    /// as wide as there is room.
    /// </summary>
    public string ToSvg() => Svg().ToString();

    /// <summary>Writes a PNG file; it appears complete or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="scale">Pixels of the file per pixel of the size. Default: 2.</param>
    public void SavePng(string path, float scale = 2)
    {
        byte[] png = ToPng(scale);
        AtomicFile.Write(path, stream => stream.Write(png));
    }

    /// <summary>Writes an SVG file that is light or dark as its viewer wishes; it appears complete or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void SaveSvg(string path)
    {
        byte[] svg = Encoding.UTF8.GetBytes(Svg().ToFile());
        AtomicFile.Write(path, stream => stream.Write(svg));
    }

    private protected abstract void Draw(SKCanvas canvas, ChartColors colors, int width, int height);

    /// <summary>The chart in the page's colours.</summary>
    internal SvgPicture Svg() => Svg(Width, Height);

    /// <summary>The chart laid out anew where there is too little room for it as it is; null where it is small, or can only be shrunk.</summary>
    internal virtual SvgPicture? NarrowSvg() => null;

    private protected SvgPicture Svg(int width, int height)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            Draw(canvas, ChartColors.Page, width, height);
        }

        return SvgPicture.FromSkia(Encoding.UTF8.GetString(stream.ToArray()), width, height, Title);
    }

    private static int Side(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, SmallestSide, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestSide, name);
        return value;
    }
}
