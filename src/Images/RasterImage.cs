using System;
using System.IO;
using StbImageSharp;

namespace NetGen;

/// <summary>A picture as a network sees it: rows of pixels, each of 1 or 3 values from 0 to 255.</summary>
public sealed class RasterImage
{
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

    /// <summary>Reads a PNG, JPEG or BMP file; what it is decides its content, not its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="color">Whether to read it as grey or in colour. Default: colour.</param>
    /// <exception cref="InvalidDataException">The file is no such image, or it is broken; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static RasterImage Load(string path, ImageColor color = ImageColor.Rgb)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Decode(File.ReadAllBytes(path), color);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{path}: {broken.Message}", broken);
        }
    }

    /// <summary>Decodes a PNG, JPEG or BMP file.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="color">Whether to read it as grey or in colour. Default: colour.</param>
    /// <exception cref="InvalidDataException">The bytes are no such image, or they are broken.</exception>
    public static RasterImage Decode(byte[] file, ImageColor color = ImageColor.Rgb)
    {
        ArgumentNullException.ThrowIfNull(file);
        ImageFormat.Check(file);
        try
        {
            var components = color == ImageColor.Rgb ? ColorComponents.RedGreenBlue : ColorComponents.Grey;
            ImageResult image = ImageResult.FromMemory(file, components);
            return new RasterImage(image.Height, image.Width, color, image.Data);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The decoder answers broken files with exceptions of many kinds.
            throw new InvalidDataException($"The image cannot be decoded: {exception.Message}", exception);
        }
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
