using System;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>A small image made of numbers: a sample, a filter, a feature map.</summary>
public sealed class Picture
{
    private static readonly SKColor Negative = new(0x21, 0x66, 0xAC);
    private static readonly SKColor Positive = new(0xB2, 0x18, 0x2B);

    private readonly float[] _values;

    /// <summary>A picture.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <param name="colors">How values become colours.</param>
    /// <param name="values">The values, row by row, the channels of a pixel together. Copied.</param>
    /// <param name="low">The value of the darkest colour. Default: the smallest value.</param>
    /// <param name="high">The value of the brightest colour. Default: the largest value.</param>
    /// <param name="caption">What stands beneath. Default: empty.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public Picture(int height, int width, PictureColors colors, ReadOnlySpan<float> values, float? low = null, float? high = null, string caption = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int channels = colors == PictureColors.Rgb ? 3 : 1;
        int size = checked(height * width * channels);
        if (values.Length != size)
        {
            throw new ArgumentException($"A picture of {height}x{width}x{channels} has {size} values; {values.Length} came.", nameof(values));
        }

        (float least, float most) = Range(values);
        Height = height;
        Width = width;
        Colors = colors;
        Low = low ?? least;
        High = high ?? most;
        Caption = caption;
        _values = values.ToArray();
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>How values become colours.</summary>
    public PictureColors Colors { get; }

    /// <summary>The value of the darkest colour.</summary>
    public float Low { get; }

    /// <summary>The value of the brightest colour.</summary>
    public float High { get; }

    /// <summary>What stands beneath.</summary>
    public string Caption { get; }

    /// <summary>The values, row by row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>A sample as a network gets it.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="brightest">The value of white: 1, or 255 where pixels are not scaled. Default: 1.</param>
    /// <param name="caption">What stands beneath. Default: empty.</param>
    /// <exception cref="ArgumentException">The channels are neither 1 nor 3, or the number of values is not that of the shape.</exception>
    public static Picture OfSample(ReadOnlySpan<float> values, int height, int width, int channels, float brightest = 1, string caption = "")
    {
        PictureColors colors = channels switch
        {
            1 => PictureColors.Gray,
            3 => PictureColors.Rgb,
            _ => throw new ArgumentException($"A picture has 1 or 3 channels; {channels} came.", nameof(channels)),
        };
        return new Picture(height, width, colors, values, 0, brightest, caption);
    }

    /// <summary>The colour of a pixel as red, green and blue, 0 to 255.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    public (byte Red, byte Green, byte Blue) ColorAt(int row, int column)
    {
        int pixel = (row * Width) + column;
        switch (Colors)
        {
            case PictureColors.Rgb:
                return (Level(_values[3 * pixel]), Level(_values[(3 * pixel) + 1]), Level(_values[(3 * pixel) + 2]));
            case PictureColors.Gray:
                byte gray = Level(_values[pixel]);
                return (gray, gray, gray);
            default:
                float share = (2 * Share(_values[pixel])) - 1;
                SKColor end = share < 0 ? Negative : Positive;
                return (Tint(end.Red, share), Tint(end.Green, share), Tint(end.Blue, share));
        }
    }

    /// <summary>Draws the picture into a rectangle, its pixels as squares.</summary>
    internal void Draw(SKCanvas canvas, SKRect place)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                (byte red, byte green, byte blue) = ColorAt(row, column);
                bitmap.SetPixel(column, row, new SKColor(red, green, blue));
            }
        }

        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, place, SKSamplingOptions.Default);
    }

    private static (float Low, float High) Range(ReadOnlySpan<float> values)
    {
        float low = float.PositiveInfinity;
        float high = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                low = MathF.Min(low, value);
                high = MathF.Max(high, value);
            }
        }

        return low <= high ? (low, high) : (0, 0);
    }

    private static byte Tint(byte end, float share) => (byte)MathF.Round(255 + ((end - 255) * MathF.Abs(share)));

    private byte Level(float value) => (byte)MathF.Round(255 * Share(value));

    /// <summary>Where a value lies in the range, 0 to 1; 0 for what is no number and where the range is empty.</summary>
    private float Share(float value) => High > Low && !float.IsNaN(value) ? Math.Clamp((value - Low) / (High - Low), 0, 1) : 0;
}
