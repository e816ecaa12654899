using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace NetGen.Images.Tests;

/// <summary>PNG files put together chunk by chunk, sound or not.</summary>
internal sealed class PngFile
{
    private readonly List<byte> _bytes = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Header(int width, int height, int depth, int color, int interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)color, (byte)interlace);
        return header;
    }

    public static byte[] Deflated(ReadOnlySpan<byte> rows)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(rows);
        }

        return packed.ToArray();
    }

    /// <summary>A grey picture of 8 bits.</summary>
    public static byte[] Grey(int width, byte[] pixels, byte[]? exif = null)
    {
        var rows = new List<byte>();
        for (int at = 0; at < pixels.Length; at += width)
        {
            rows.Add(0);
            rows.AddRange(pixels[at..(at + width)]);
        }

        PngFile file = new PngFile().Chunk("IHDR", Header(width, pixels.Length / width, 8, 0));
        return (exif is null ? file : file.Chunk("eXIf", exif)).Chunk("IDAT", Deflated([.. rows])).End();
    }

    public PngFile Chunk(string type, byte[] content, uint? claimed = null)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(head, claimed ?? (uint)content.Length);
        _bytes.AddRange(head);
        _bytes.AddRange(Encoding.Latin1.GetBytes(type));
        _bytes.AddRange(content);
        _bytes.AddRange(new byte[4]);
        return this;
    }

    public byte[] End() => [.. Chunk("IEND", [])._bytes];

    public byte[] Cut() => [.. _bytes];
}
