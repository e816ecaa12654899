using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace NetGen.Import.Files;

/// <summary>Unpacks what is packed by deflate, and no more of it than is expected.</summary>
internal static class Packed
{
    // Deflate makes up to a thousand times as many bytes; trained weights are hardly packed at all, and those that were set to zero some ten times.
    private const int MostGrowth = 16;
    private const int Smallest = 1 << 18;

    // zlib's, in front.
    private const int Header = 2;
    private const int FirstPiece = 1 << 12;
    private const int PieceShare = 4;

    /// <summary>The most bytes that are unpacked of so many.</summary>
    public static long Most(long length) => Smallest + (MostGrowth * length);

    /// <summary>Unpacks what has zlib's header.</summary>
    /// <returns>How many bytes come out.</returns>
    /// <exception cref="FormatException">They are broken, or more come out than there is room for.</exception>
    public static int Inflate(byte[] bytes, int start, int count, byte[] target)
    {
        if (count < Header)
        {
            throw new FormatException("packed numbers end too early");
        }

        try
        {
            using var packed = new DeflateStream(new MemoryStream(bytes, start + Header, count - Header), CompressionMode.Decompress);
            int done = 0;
            for (int read = 1; read > 0 && done < target.Length; done += read)
            {
                read = packed.Read(target, done, target.Length - done);
            }

            return done < target.Length || packed.ReadByte() < 0 ? done : throw TooMuch(target.Length);
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
        // Pieces that grow with what there is: little more is taken than there are bytes.
        var pieces = new List<byte[]>();
        long done = 0;
        while (true)
        {
            var piece = new byte[Math.Max(FirstPiece, done / PieceShare)];
            int used = 0;
            while (used < piece.Length)
            {
                int read = stream.Read(piece, used, piece.Length - used);
                if (read == 0)
                {
                    return Joined(pieces, piece, used, done + used, most);
                }

                used += read;
            }

            pieces.Add(piece);
            done += piece.Length;
            if (done > most)
            {
                throw TooMuch(most);
            }
        }
    }

    private static byte[] Joined(List<byte[]> pieces, byte[] piece, int used, long length, long most)
    {
        if (length > most)
        {
            throw TooMuch(most);
        }

        var all = new byte[length];
        int at = 0;
        foreach (byte[] whole in pieces)
        {
            Buffer.BlockCopy(whole, 0, all, at, whole.Length);
            at += whole.Length;
        }

        Buffer.BlockCopy(piece, 0, all, at, used);
        return all;
    }

    private static FormatException TooMuch(long most) => new($"more than the expected {most} bytes are packed");
}
