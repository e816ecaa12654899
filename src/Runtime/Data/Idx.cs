using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace NetGen;

/// <summary>
/// Reads IDX, the format of MNIST and its kin: a big-endian magic number, the sizes, the bytes. Files may be plain or
/// gzip; which one they are is read off their first bytes.
/// </summary>
public static class Idx
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;

    // Deflate cannot shrink data further than this: a header that claims more lies.
    private const long MostDeflated = 1040;

    /// <summary>Reads a file of images.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the file has not the length that its header says.</exception>
    public static IdxImages ReadImages(string path)
    {
        using FileStream file = File.OpenRead(path);
        return ReadImages(file, path);
    }

    /// <summary>Reads images from a stream.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the stream has not the length that its header says.</exception>
    public static IdxImages ReadImages(Stream stream) => ReadImages(stream, "The stream of images");

    /// <summary>Reads a file of labels, one byte each.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the file has not the length that its header says.</exception>
    public static byte[] ReadLabels(string path)
    {
        using FileStream file = File.OpenRead(path);
        return ReadLabels(file, path);
    }

    /// <summary>Reads labels from a stream, one byte each.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the stream has not the length that its header says.</exception>
    public static byte[] ReadLabels(Stream stream) => ReadLabels(stream, "The stream of labels");

    private static IdxImages ReadImages(Stream stream, string name)
    {
        (int[] sizes, byte[] pixels) = Read(stream, name, ImagesMagic, dimensions: 3);
        return new IdxImages(sizes[0], sizes[1], sizes[2], pixels);
    }

    private static byte[] ReadLabels(Stream stream, string name) => Read(stream, name, LabelsMagic, dimensions: 1).Content;

    private static (int[] Sizes, byte[] Content) Read(Stream stream, string name, uint magic, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream seekable = stream.CanSeek ? stream : Buffered(stream);
        bool compressed = IsGzip(seekable);
        long length = seekable.Length - seekable.Position;
        using Stream? decompressing = compressed ? new GZipStream(seekable, CompressionMode.Decompress, leaveOpen: true) : null;
        Stream plain = decompressing ?? seekable;

        int[] sizes = ReadHeader(plain, name, magic, dimensions);
        byte[] content = new byte[ContentLength(sizes, name, compressed ? length * MostDeflated : length)];
        int read = Fill(plain, content, name);
        if (read < content.Length)
        {
            throw new InvalidDataException($"{name} is cut short: its header speaks of {Describe(sizes)} bytes, {read} came.");
        }

        return Fill(plain, stackalloc byte[1], name) == 0
            ? (sizes, content)
            : throw new InvalidDataException($"{name} goes on after the {Describe(sizes)} bytes that its header speaks of.");
    }

    private static MemoryStream Buffered(Stream stream)
    {
        var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }

    private static bool IsGzip(Stream stream)
    {
        Span<byte> start = stackalloc byte[2];
        long position = stream.Position;
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = position;
        return read == 2 && start[0] == 0x1F && start[1] == 0x8B;
    }

    private static int[] ReadHeader(Stream stream, string name, uint magic, int dimensions)
    {
        Span<byte> header = stackalloc byte[sizeof(uint) * (1 + dimensions)];
        int read = Fill(stream, header, name);
        if (read >= sizeof(uint))
        {
            uint found = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (found != magic)
            {
                throw new InvalidDataException(
                    $"{name} is no IDX file of {(magic == ImagesMagic ? "images" : "labels")}: its magic number is 0x{found:X8} instead of 0x{magic:X8}.");
            }
        }

        if (read < header.Length)
        {
            throw new InvalidDataException($"{name} is cut short: an IDX header has {header.Length} bytes, {read} came.");
        }

        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header[(sizeof(uint) * (i + 1))..]);
            sizes[i] = size is > 0 and <= int.MaxValue
                ? (int)size
                : throw new InvalidDataException($"{name} has {size} for size {i + 1} of {dimensions} in its header.");
        }

        return sizes;
    }

    private static int ContentLength(int[] sizes, string name, long most)
    {
        most = Math.Min(most, Array.MaxLength);
        long length = 1;
        foreach (int size in sizes)
        {
            length *= size;
            if (length > most)
            {
                throw new InvalidDataException($"{name} is cut short: its header speaks of {Describe(sizes)} bytes, more than it can hold.");
            }
        }

        return (int)length;
    }

    /// <summary>Reads until the buffer is full or the stream ends; broken gzip is reported under the file's name.</summary>
    private static int Fill(Stream stream, Span<byte> buffer, string name)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name} is broken gzip: {exception.Message}", exception);
        }
    }

    private static string Describe(int[] sizes) => string.Join(" x ", sizes);
}
