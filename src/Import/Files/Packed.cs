using System;
using System.IO;
using System.IO.Compression;

namespace NetGen.Import.Files;

/// <summary>Unpacks what is packed by deflate, and no more of it than is expected.</summary>
internal static class Packed
{
    /// <param name="bytes">The packed bytes.</param>
    /// <param name="most">The most bytes that may come out.</param>
    /// <param name="hasHeader">Whether zlib's two bytes stand in front.</param>
    /// <exception cref="FormatException">They are broken, or more bytes come out.</exception>
    public static byte[] Inflate(byte[] bytes, long most, bool hasHeader)
    {
        int start = hasHeader ? 2 : 0;
        if (bytes.Length < start)
        {
            throw new FormatException("packed numbers end too early");
        }

        try
        {
            using var packed = new DeflateStream(new MemoryStream(bytes, start, bytes.Length - start), CompressionMode.Decompress);
            return ReadAll(packed, most);
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException("packed numbers are broken: " + exception.Message, exception);
        }
    }

    /// <summary>All bytes of a stream, whose length is not believed but seen.</summary>
    /// <exception cref="FormatException">There are more than expected.</exception>
    public static byte[] ReadAll(Stream stream, long most)
    {
        using var all = new MemoryStream();
        var piece = new byte[1 << 16];
        for (int count = stream.Read(piece, 0, piece.Length); count > 0; count = stream.Read(piece, 0, piece.Length))
        {
            all.Write(piece, 0, count);
            if (all.Length > most)
            {
                throw new FormatException($"more than the expected {most} bytes are packed");
            }
        }

        return all.ToArray();
    }
}
