using System;
using System.IO;

namespace NetGen;

/// <summary>A picture as a network sees it: rows of pixels, each of 1 or 3 values from 0 to 255.</summary>
public sealed class RasterImage
{
    /// <summary>The pixels that an image file may have unless another limit is given: 100 million.</summary>
    public const int DefaultMaxPixels = 100_000_000;

    private readonly byte[] _pixels;

    /// <summary>A picture.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <param name="color">The channels.</param>
    /// <param name="pixels">Height x width x channels values, row by row. Not copied.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public RasterImage(int height, int width, ImageColor color, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int size = checked(height * width * (int)color);
        if (pixels.Length != size)
        {
            throw new ArgumentException($"A picture of {height}x{width}x{(int)color} has {size} values; {pixels.Length} came.", nameof(pixels));
        }

        Height = height;
        Width = width;
        Color = color;
        _pixels = pixels;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Grey or colour.</summary>
    public ImageColor Color { get; }

    /// <summary>Values per pixel: 1 or 3.</summary>
    public int Channels => (int)Color;

    /// <summary>The values, row by row, the channels of a pixel together.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Reads a PNG, JPEG or BMP file; what it is decides its content, not its name. It is turned as its Exif data say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="color">Whether to read it as grey or in colour. Default: colour.</param>
    /// <param name="maxPixels">A file with more pixels is refused before memory is taken for them; at least 1, default <see cref="DefaultMaxPixels"/>.</param>
    /// <exception cref="InvalidDataException">The file is no such image, it is broken, or it has too many pixels; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static RasterImage Load(string path, ImageColor color = ImageColor.Rgb, int maxPixels = DefaultMaxPixels)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Decode(RegularFile.ReadAllBytes(path), color, maxPixels);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{RegularFile.Name(path)}: {broken.Message}", broken);
        }
    }

    /// <summary>Decodes a PNG, JPEG or BMP file, turned as its Exif data say.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="color">Whether to read it as grey or in colour. Default: colour.</param>
    /// <param name="maxPixels">A file with more pixels is refused before memory is taken for them; at least 1, default <see cref="DefaultMaxPixels"/>.</param>
    /// <exception cref="InvalidDataException">The bytes are no such image, they are broken, or there are too many pixels.</exception>
    public static RasterImage Decode(byte[] file, ImageColor color = ImageColor.Rgb, int maxPixels = DefaultMaxPixels)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
        return ImageFormat.Decode(file, color, maxPixels);
    }

    /// <summary>The picture in another size, by Keras's bilinear interpolation: pixel centres at halves, no smoothing.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <returns>The values rounded to whole numbers; this object where nothing changes.</returns>
    public RasterImage Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return height == Height && width == Width
            ? this
            : new RasterImage(height, width, Color, BilinearResize.Run(this, height, width));
    }

    /// <summary>The largest window in the centre that has the proportions of a size (Keras: <c>crop_to_aspect_ratio</c>).</summary>
    /// <param name="height">Rows of the size; at least 1.</param>
    /// <param name="width">Columns of the size; at least 1.</param>
    /// <returns>The window in its own resolution; this object where it is all.</returns>
    public RasterImage CropToAspectRatio(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int rows = Math.Clamp((int)((long)Width * height / width), 1, Height);
        int columns = Math.Clamp((int)((long)Height * width / height), 1, Width);
        return rows == Height && columns == Width ? this : Window((Height - rows) / 2, (Width - columns) / 2, rows, columns);
    }

    /// <summary>The values as a network's input.</summary>
    /// <param name="scale">Factor of the values. Default: 1.</param>
    public float[] ToInput(float scale = 1)
    {
        var input = new float[_pixels.Length];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = _pixels[i] * scale;
        }

        return input;
    }

    /// <summary>The picture turned and mirrored as an Exif orientation says, from 1 (as it is) to 8; this object where nothing changes.</summary>
    internal RasterImage Oriented(int orientation)
    {
        if (orientation == ExifOrientation.Upright)
        {
            return this;
        }

        // From 5 on rows and columns change places; either may be counted from its end.
        bool swapped = orientation >= 5;
        bool fromRight = orientation is 2 or 3 or 7 or 8;
        bool fromBottom = orientation is 3 or 4 or 6 or 7;
        int across = Channels;
        int down = Width * Channels;
        int first = (fromRight ? (Width - 1) * across : 0) + (fromBottom ? (Height - 1) * down : 0);
        int toRight = fromRight ? -across : across;
        int toBelow = fromBottom ? -down : down;
        (int height, int width) = swapped ? (Width, Height) : (Height, Width);
        (int rowStep, int columnStep) = swapped ? (toRight, toBelow) : (toBelow, toRight);
        var pixels = new byte[_pixels.Length];
        int next = 0;
        for (int y = 0; y < height; y++)
        {
            int from = first + (y * rowStep);
            for (int x = 0; x < width; x++, from += columnStep)
            {
                for (int channel = 0; channel < Channels; channel++)
                {
                    pixels[next++] = _pixels[from + channel];
                }
            }
        }

        return new RasterImage(height, width, Color, pixels);
    }

    private RasterImage Window(int top, int left, int height, int width)
    {
        var pixels = new byte[height * width * Channels];
        int row = width * Channels;
        for (int y = 0; y < height; y++)
        {
            _pixels.AsSpan((((top + y) * Width) + left) * Channels, row).CopyTo(pixels.AsSpan(y * row));
        }

        return new RasterImage(height, width, Color, pixels);
    }
}
