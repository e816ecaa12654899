using System;
using System.IO;

namespace NetGen;

/// <summary>Reads as many bytes as a header claims without believing it: the memory grows with what has come.</summary>
internal static class GrowingRead
{
    // As much is reserved on a header's word alone.
    private const int FirstChunk = 1024 * 1024;

    /// <summary>The bytes, fewer than asked for where the stream ends before.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">How many bytes there should be.</param>
    public static byte[] Bytes(Stream stream, int length)
    {
        byte[] bytes = new byte[StreamLeft(stream, length)];
        int read = 0;
        while (true)
        {
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length || read == length)
            {
                Array.Resize(ref bytes, read);
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, length));
        }
    }

    /// <summary>What may be reserved at once: all of it where the stream has that much, else a chunk.</summary>
    private static int StreamLeft(Stream stream, int length) =>
        stream.CanSeek && stream.Length - stream.Position >= length ? length : Math.Min(length, FirstChunk);
}
