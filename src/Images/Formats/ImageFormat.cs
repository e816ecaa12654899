using System;
using System.IO;

namespace NetGen;

/// <summary>Tells the formats apart: files by their content, names by their extension.</summary>
internal static class ImageFormat
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8];

    /// <summary>Whether a file's name is that of an image that can be read.</summary>
    public static bool HasName(string path) => Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".JPG" or ".JPEG" or ".BMP";

    /// <summary>The name of a format that is not read, as a file's name tells it; null where it tells of none.</summary>
    public static string? UnreadName(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GIF" => "GIF",
        ".WEBP" => "WebP",
        ".TIF" or ".TIFF" => "TIFF",
        ".HEIC" or ".HEIF" => "HEIF",
        ".AVIF" => "AVIF",
        ".JXL" => "JPEG XL",
        ".JP2" => "JPEG 2000",
        ".SVG" => "SVG",
        ".ICO" => "ICO",
        ".PPM" or ".PGM" or ".PBM" or ".PNM" => "PNM",
        ".TGA" => "TGA",
        ".PSD" => "PSD",
        ".DNG" or ".CR2" or ".NEF" or ".ARW" => "raw camera data",
        _ => null,
    };

    /// <summary>The picture as it is meant to be seen.</summary>
    /// <exception cref="InvalidDataException">The file is of another kind, empty, cut off or broken, or it has more pixels than asked for.</exception>
    public static RasterImage Decode(byte[] file, ImageColor color, int maxPixels)
    {
        if (file.Length == 0)
        {
            throw new InvalidDataException("The file is empty.");
        }

        if (file.AsSpan().StartsWith(JpegSignature))
        {
            return JpegDecoder.Decode(file, color, maxPixels);
        }

        if (file.AsSpan().StartsWith(PngSignature))
        {
            return PngDecoder.Decode(file, color, maxPixels);
        }

        return file.AsSpan().StartsWith("BM"u8)
            ? BmpDecoder.Decode(file, color, maxPixels)
            : throw new InvalidDataException("The file is no PNG, JPEG or BMP image.");
    }

    /// <summary>Refuses a size before anything is made of it.</summary>
    /// <exception cref="InvalidDataException">There are more pixels than asked for, or than an array can hold.</exception>
    public static void CheckSize(long height, long width, ImageColor color, int maxPixels)
    {
        long pixels = height * width;
        if (pixels > maxPixels)
        {
            throw new InvalidDataException($"The image has {height}x{width} pixels, more than the {maxPixels} of MaxPixels.");
        }

        if (pixels * (int)color > Array.MaxLength)
        {
            throw new InvalidDataException($"The image has {height}x{width} pixels, more than an array can hold.");
        }
    }
}
