using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace NetGen;

/// <summary>What the chunks of a PNG file say; all of them lie inside the file.</summary>
internal sealed class PngStructure
{
    private const int SignatureLength = 8;
    private const int ChunkHead = 8;
    private const int ChunkTail = 4;
    private const int HeaderLength = 13;
    private const int MaxPalette = 3 * 256;

    private PngStructure(ReadOnlySpan<byte> header)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(header);
        int height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (width <= 0 || height <= 0)
        {
            throw Broken($"it claims {(uint)height}x{(uint)width} pixels");
        }

        (Width, Height, Depth, int color, Interlace) = (width, height, header[8], header[9], header[12]);
        bool known = color switch
        {
            0 => Depth is 1 or 2 or 4 or 8 or 16,
            2 or 4 or 6 => Depth is 8 or 16,
            3 => Depth is 1 or 2 or 4 or 8,
            _ => false,
        };
        if (!known || header[10] != 0 || header[11] != 0 || Interlace > 1)
        {
            throw Broken($"there is no colour type {color} with {Depth} bits, compression {header[10]}, filters {header[11]} and interlacing {Interlace}");
        }

        HasPalette = color == 3;
        IsGrey = color is 0 or 4;
        Samples = color switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bits per sample: 1, 2, 4, 8 or 16.</summary>
    public int Depth { get; }

    public int Interlace { get; }

    public bool HasPalette { get; }

    public bool IsGrey { get; }

    /// <summary>Samples per pixel, transparency included.</summary>
    public int Samples { get; }

    /// <summary>Whole bytes from a pixel to the next, at least 1.</summary>
    public int BytesPerPixel => Math.Max(1, Samples * Depth / 8);

    /// <summary>Red, green and blue of each entry.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>What all data chunks hold together.</summary>
    public byte[] Data { get; private set; } = [];

    /// <summary>From the Exif chunk; 1 where there is none.</summary>
    public int Orientation { get; private set; } = ExifOrientation.Upright;

    public long RowBytes(long columns) => ((columns * Samples * Depth) + 7) / 8;

    /// <exception cref="InvalidDataException">A chunk passes the end of the file, is missing, unknown or malformed.</exception>
    public static PngStructure Read(byte[] file)
    {
        PngStructure? png = null;
        var data = new List<Range>();
        long dataLength = 0;
        for (int at = SignatureLength; ;)
        {
            if (file.Length - at < ChunkHead)
            {
                throw new InvalidDataException("The PNG image is cut off: its end chunk is missing.");
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            ReadOnlySpan<byte> type = file.AsSpan(at + 4, 4);
            if (type.SequenceEqual("IEND"u8))
            {
                break;
            }

            if (length > file.Length - at - ChunkHead - ChunkTail)
            {
                throw new InvalidDataException($"The PNG image is cut off: its chunk {Name(type)} of {length} bytes passes the end of the file.");
            }

            ReadOnlySpan<byte> content = file.AsSpan(at + ChunkHead, (int)length);
            if (type.SequenceEqual("IHDR"u8))
            {
                png = png is null && length == HeaderLength ? new PngStructure(content) : throw Broken("its header is malformed or comes twice");
            }
            else if (png is null)
            {
                throw Broken(type.SequenceEqual("CgBI"u8) ? "it is in Apple's own variant of the format" : "it does not begin with its header");
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                data.Add((at + ChunkHead)..(at + ChunkHead + (int)length));
                dataLength += length;
            }
            else
            {
                png.Take(type, content);
            }

            at += ChunkHead + (int)length + ChunkTail;
        }

        if (png is null || dataLength == 0 || (png.HasPalette && png.Palette.Length == 0))
        {
            throw Broken(png is null ? "it has no header" : dataLength == 0 ? "it has no data" : "it has no palette");
        }

        png.Data = Joined(file, data, (int)dataLength);
        return png;
    }

    private void Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (type.SequenceEqual("PLTE"u8))
        {
            Palette = content.Length % 3 == 0 && content.Length is > 0 and <= MaxPalette
                ? content.ToArray()
                : throw Broken($"its palette has {content.Length} bytes");
        }
        else if (type.SequenceEqual("eXIf"u8))
        {
            Orientation = ExifOrientation.Read(content);
        }
        else if ((type[0] & 0x20) == 0)
        {
            // A name that begins with a capital: the picture cannot be understood without it.
            throw Broken($"it has a chunk {Name(type)}, which is not known");
        }
    }

    private static byte[] Joined(byte[] file, List<Range> parts, int length)
    {
        var data = new byte[length];
        int at = 0;
        foreach (Range part in parts)
        {
            ReadOnlySpan<byte> bytes = file.AsSpan(part);
            bytes.CopyTo(data.AsSpan(at));
            at += bytes.Length;
        }

        return data;
    }

    private static string Name(ReadOnlySpan<byte> type) => System.Text.Ascii.IsValid(type) && type.IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0
        ? System.Text.Encoding.ASCII.GetString(type)
        : $"0x{Convert.ToHexString(type)}";

    private static InvalidDataException Broken(string what) => new($"The PNG image is broken: {what}.");
}
