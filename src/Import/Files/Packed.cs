using System;
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

            return done < target.Length || packed.ReadByte() < 0 ? done : throw new FormatException($"more than the expected {target.Length} bytes are packed");
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
        var all = new byte[Math.Min(FirstPiece, most)];
        int done = 0;
        while (true)
        {
            if (done == all.Length)
            {
                int next = stream.ReadByte();
                if (next < 0)
                {
                    return all;
                }

                if (done >= most)
                {
                    throw new FormatException($"more than the expected {most} bytes are packed");
                }

                Array.Resize(ref all, (int)Math.Min(most, 2L * done));
                all[done++] = (byte)next;
                continue;
            }

            int count = stream.Read(all, done, all.Length - done);
            if (count == 0)
            {
                Array.Resize(ref all, done);
                return all;
            }

            done += count;
        }
    }
}
