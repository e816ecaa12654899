using System;
using System.IO;
using System.IO.Compression;

namespace NetGen;

/// <summary>
/// Decodes PNG: every depth and colour of the standard, interlaced or not; transparency is dropped. Rows are inflated one
/// by one, so that no more is unpacked than the picture needs, however much the file holds.
/// </summary>
internal static class PngDecoder
{
    private const int Interlaced = 1;

    // Deflate packs at most 258 bytes into two bits.
    private const long MaxCompression = 1032;

    // Where the seven passes begin, and how far apart their pixels lie.
    private static readonly Pass[] Passes =
    [
        new(0, 0, 8, 8), new(0, 4, 8, 8), new(4, 0, 8, 4), new(0, 2, 4, 4), new(2, 0, 4, 2), new(0, 1, 2, 2), new(1, 0, 2, 1),
    ];

    public static RasterImage Decode(byte[] file, ImageColor color, int maxPixels)
    {
        PngStructure png = PngStructure.Read(file);
        ImageFormat.CheckSize(png.Height, png.Width, color, maxPixels);
        Pass[] passes = png.Interlace == Interlaced ? Passes : [new Pass(0, 0, 1, 1)];
        long unpacked = 0;
        foreach (Pass pass in passes)
        {
            unpacked += pass.Bytes(png);
        }

        if (unpacked > png.Data.Length * MaxCompression)
        {
            throw new InvalidDataException($"The PNG image is cut off: {png.Height}x{png.Width} pixels cannot be in {png.Data.Length} bytes of data.");
        }

        if (png.RowBytes(png.Width) >= Array.MaxLength)
        {
            throw new InvalidDataException($"The PNG image has rows of {png.RowBytes(png.Width)} bytes, more than an array can hold.");
        }

        var rows = new PngRows(png, color);
        using var inflated = new ZLibStream(new MemoryStream(png.Data, writable: false), CompressionMode.Decompress);
        foreach (Pass pass in passes)
        {
            ReadPass(png, pass, inflated, rows);
        }

        CheckEnd(inflated);
        return new RasterImage(png.Height, png.Width, color, rows.Pixels).Oriented(png.Orientation);
    }

    private static void ReadPass(PngStructure png, Pass pass, ZLibStream inflated, PngRows rows)
    {
        int height = pass.Rows(png.Height);
        int width = pass.Columns(png.Width);
        if (height == 0 || width == 0)
        {
            return;
        }

        int length = (int)png.RowBytes(width);
        var current = new byte[1 + length];
        var above = new byte[1 + length];
        for (int row = 0; row < height; row++)
        {
            Inflate(inflated, current);
            PngFilter.Undo(current[0], current.AsSpan(1), above.AsSpan(1), png.BytesPerPixel);
            rows.Put(current.AsSpan(1), pass.Top + (row * pass.RowStep), pass.Left, pass.ColumnStep, width);
            (current, above) = (above, current);
        }
    }

    private static void Inflate(ZLibStream inflated, Span<byte> row)
    {
        try
        {
            inflated.ReadExactly(row);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Unpackable(exception);
        }
    }

    /// <summary>The end of the data is where their checksum is looked at; what a file holds beyond the picture is let be.</summary>
    private static void CheckEnd(ZLibStream inflated)
    {
        try
        {
            _ = inflated.ReadByte();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Unpackable(exception);
        }
    }

    private static InvalidDataException Unpackable(Exception cause) => new("The PNG image is broken: its data cannot be unpacked to its size.", cause);

    private readonly record struct Pass(int Top, int Left, int RowStep, int ColumnStep)
    {
        public int Rows(int height) => (int)(((long)height - Top + RowStep - 1) / RowStep);

        /// <summary>Its rows with a filter before each; a pass without columns has none.</summary>
        public long Bytes(PngStructure png) => Columns(png.Width) == 0 ? 0 : Rows(png.Height) * (1 + png.RowBytes(Columns(png.Width)));

        public int Columns(int width) => (int)(((long)width - Left + ColumnStep - 1) / ColumnStep);
    }
}
