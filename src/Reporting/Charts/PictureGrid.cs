using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkiaSharp;

namespace NetGen.Reporting;

/// <summary>Pictures in rows and columns: the filters of a layer, the feature maps of an image, samples of a dataset.</summary>
public sealed class PictureGrid : Chart
{
    private const int StandardWidth = 640;
    private const int Gap = 6;
    private const int TitleRoom = 28;
    private const int CaptionRoom = 19;
    private const float LargestTile = 128;
    private const float CaptionSize = 13;

    /// <summary>A grid.</summary>
    /// <param name="pictures">The pictures, row by row; at least one.</param>
    /// <param name="columns">Pictures per row; at least 1. Default: as many as make rows and columns alike, at most 12.</param>
    /// <exception cref="ArgumentException">There are no pictures.</exception>
    public PictureGrid(IReadOnlyList<Picture> pictures, int? columns = null)
        : base(StandardWidth)
    {
        Pictures = pictures;
        Columns = ColumnsFor(pictures, columns);
    }

    /// <summary>The pictures, row by row.</summary>
    public IReadOnlyList<Picture> Pictures { get; }

    /// <summary>Pictures per row.</summary>
    public int Columns { get; }

    /// <summary>
    /// The filters of a convolution, each scaled alike: blue below 0, white at 0, red above. With 3 input channels and
    /// none chosen they are coloured as they see, grey at 0.
    /// </summary>
    /// <param name="kernel">A parameter of shape (kernel height, kernel width, inputs, filters), such as "conv2d/kernel".</param>
    /// <param name="inputChannel">Which input channel to show. Default: all in colour where there are 3, otherwise the first.</param>
    /// <param name="most">The largest number of filters to show. Default: 64.</param>
    /// <exception cref="ArgumentException">The parameter has no such shape.</exception>
    public static PictureGrid OfFilters(Parameter kernel, int? inputChannel = null, int most = 64)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return OfFilters(kernel.Info.Name, kernel.Values, kernel.Info.Shape, inputChannel, most);
    }

    /// <summary>The filters of a convolution from their values.</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">(kernel height, kernel width, inputs, filters).</param>
    /// <param name="inputChannel">Which input channel to show. Default: all in colour where there are 3, otherwise the first.</param>
    /// <param name="most">The largest number of filters to show. Default: 64.</param>
    /// <exception cref="ArgumentException">The shape is not that of filters, or not that of the values.</exception>
    public static PictureGrid OfFilters(string title, ReadOnlySpan<float> values, IReadOnlyList<int> shape, int? inputChannel = null, int most = 64)
    {
        (int height, int width, int inputs, int filters) = shape is [var h, var w, var i, var o] && h * w * i * o == values.Length
            ? (h, w, i, o)
            : throw new ArgumentException(
                $"Filters have a shape (height, width, inputs, filters); {values.Length} values of shape ({string.Join(", ", shape)}) came.", nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(inputChannel ?? 0, inputs, nameof(inputChannel));
        ArgumentOutOfRangeException.ThrowIfNegative(inputChannel ?? 0, nameof(inputChannel));

        bool colored = inputs == 3 && inputChannel is null;
        int[] channels = colored ? [0, 1, 2] : [inputChannel ?? 0];
        float largest = LargestFinite(values);
        var pictures = new List<Picture>();
        for (int filter = 0; filter < Math.Min(filters, most); filter++)
        {
            var tile = new float[height * width * channels.Length];
            for (int at = 0; at < tile.Length; at++)
            {
                tile[at] = values[(((at / channels.Length * inputs) + channels[at % channels.Length]) * filters) + filter];
            }

            pictures.Add(new Picture(height, width, colored ? PictureColors.Rgb : PictureColors.Diverging, tile, -largest, largest, Number(filter)));
        }

        return new PictureGrid(pictures) { Title = title };
    }

    /// <summary>What the channels of a layer's output hold for one image, each from its lowest value (black) to its highest (white).</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="values">The output, channels last.</param>
    /// <param name="shape">(height, width, channels).</param>
    /// <param name="most">The largest number of channels to show. Default: 64.</param>
    /// <exception cref="ArgumentException">The shape is not that of feature maps, or not that of the values.</exception>
    public static PictureGrid OfFeatureMaps(string title, ReadOnlySpan<float> values, IReadOnlyList<int> shape, int most = 64)
    {
        (int height, int width, int channels) = shape is [var h, var w, var c] && h * w * c == values.Length
            ? (h, w, c)
            : throw new ArgumentException(
                $"Feature maps have a shape (height, width, channels); {values.Length} values of shape ({string.Join(", ", shape)}) came.", nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var pictures = new List<Picture>();
        for (int channel = 0; channel < Math.Min(channels, most); channel++)
        {
            var map = new float[height * width];
            for (int at = 0; at < map.Length; at++)
            {
                map[at] = values[(at * channels) + channel];
            }

            pictures.Add(new Picture(height, width, PictureColors.Gray, map, caption: Number(channel)));
        }

        return new PictureGrid(pictures) { Title = title };
    }

    private protected override int NaturalHeight => (int)MathF.Ceiling(Top + (Rows * ((Tile(Width) * Aspect) + Gap + CaptionRow)));

    // Without captions nothing is too small to be read.
    private protected override float SmallestFont => CaptionRow > 0 ? CaptionSize : float.PositiveInfinity;

    private int Rows => (Pictures.Count + Columns - 1) / Columns;

    private float Top => Title.Length > 0 ? TitleRoom : Gap;

    private float CaptionRow => Pictures.Any(picture => picture.Caption.Length > 0) ? CaptionRoom : 0;

    private float Aspect => Pictures.Max(picture => (float)picture.Height / picture.Width);

    private float Tile(int width) => MathF.Min((width - Gap) / (float)Columns, LargestTile + Gap) - Gap;

    private protected override void Draw(SKCanvas canvas, ChartColors colors, int width, int height)
    {
        float top = Top;
        float captionRoom = CaptionRow;
        float tile = Tile(width);
        float tileHeight = MathF.Min(tile * Aspect, ((height - top) / Rows) - Gap - captionRoom);
        float left = (width - (Columns * (tile + Gap)) + Gap) / 2;

        using var heading = new Lettering(canvas, 15, colors.Foreground, bold: true);
        using var caption = new Lettering(canvas, CaptionSize, colors.Foreground);
        heading.Write(heading.Fit(Title, width - Gap), width / 2f, TitleRoom / 2f, SKTextAlign.Center);
        for (int i = 0; i < Pictures.Count; i++)
        {
            Picture picture = Pictures[i];
            float x = left + (i % Columns * (tile + Gap));
            float y = top + (i / Columns * (tileHeight + Gap + captionRoom));
            float scale = MathF.Min(tile / picture.Width, tileHeight / picture.Height);
            SKRect place = SKRect.Create(x + ((tile - (picture.Width * scale)) / 2), y, picture.Width * scale, picture.Height * scale);
            picture.Draw(canvas, place);
            using var frame = new SKPaint { Color = colors.Foreground.WithAlpha(0x60), Style = SKPaintStyle.Stroke, StrokeWidth = 0.75f, IsAntialias = true };
            canvas.DrawRect(place, frame);
            caption.Write(caption.Fit(picture.Caption, tile), x + (tile / 2), place.Bottom + (CaptionRoom / 2f), SKTextAlign.Center);
        }
    }

    private static int ColumnsFor(IReadOnlyList<Picture> pictures, int? columns)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfZero(pictures.Count, nameof(pictures));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns ?? 1, 1, nameof(columns));
        const int MostColumns = 12;
        return Math.Min(columns ?? Math.Clamp((int)Math.Ceiling(Math.Sqrt(pictures.Count * 1.6)), 1, MostColumns), pictures.Count);
    }

    private static float LargestFinite(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = float.IsFinite(value) ? MathF.Max(largest, MathF.Abs(value)) : largest;
        }

        return largest;
    }

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
