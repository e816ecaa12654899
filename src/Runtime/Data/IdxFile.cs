using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace NetGen;

/// <summary>An IDX file as it is: a big-endian magic number, the sizes, the values as bytes. Plain or gzip; which one it is is read off its first bytes.</summary>
/// <param name="Type">What the values are.</param>
/// <param name="Sizes">The sizes, the number of items first.</param>
/// <param name="Content">The values, big-endian.</param>
internal sealed record IdxFile(IdxType Type, int[] Sizes, byte[] Content)
{
    // Deflate cannot shrink data further than this: a header that claims more lies.
    private const long MostDeflated = 1040;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What it is to the user, for messages: a file's path.</param>
    /// <param name="content">What it should hold: "images".</param>
    /// <param name="magic">The one magic number that is wanted; null where all are.</param>
    /// <exception cref="InvalidDataException">The magic number is wrong, or the stream has not the length that its header says.</exception>
    public static IdxFile Read(Stream stream, string name, string content, uint? magic = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream seekable = stream.CanSeek ? stream : Buffered(stream);
        bool compressed = IsGzip(seekable);
        long length = seekable.Length - seekable.Position;
        using Stream? decompressing = compressed ? new GZipStream(seekable, CompressionMode.Decompress, leaveOpen: true) : null;
        return ReadPlain(decompressing ?? seekable, compressed ? length * MostDeflated : length, name, content, magic);
    }

    /// <summary>The values as floats.</summary>
    public float[] ToSingles()
    {
        int size = SizeOf(Type);
        float[] values = new float[Content.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> bytes = Content.AsSpan(i * size, size);
            values[i] = Type switch
            {
                IdxType.UnsignedByte => bytes[0],
                IdxType.SignedByte => (sbyte)bytes[0],
                IdxType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
                IdxType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
                IdxType.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
            };
        }

        return values;
    }

    private static int SizeOf(IdxType type) => type switch
    {
        IdxType.UnsignedByte or IdxType.SignedByte => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Single => 4,
        _ => 8,
    };

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

    private static IdxFile ReadPlain(Stream stream, long most, string name, string content, uint? magic)
    {
        (IdxType type, int dimensions) = ReadMagic(stream, name, content, magic);
        int[] sizes = ReadSizes(stream, name, dimensions);
        string described = $"{string.Join(" x ", sizes)}{(SizeOf(type) == 1 ? "" : $" x {SizeOf(type)}")} bytes";
        int length = ContentLength(sizes, SizeOf(type), Math.Min(most, Array.MaxLength))
            ?? throw new InvalidDataException($"{name} is cut short: its header speaks of {described}, more than it can hold.");
        byte[] bytes = Read(stream, length, name);
        if (bytes.Length < length)
        {
            throw new InvalidDataException($"{name} is cut short: its header speaks of {described}, {bytes.Length} came.");
        }

        return Read(stream, length: 1, name) is []
            ? new IdxFile(type, sizes, bytes)
            : throw new InvalidDataException($"{name} goes on after the {described} that its header speaks of.");
    }

    private static (IdxType Type, int Dimensions) ReadMagic(Stream stream, string name, string content, uint? magic)
    {
        byte[] bytes = Read(stream, sizeof(uint), name);
        if (bytes.Length < sizeof(uint))
        {
            throw new InvalidDataException($"{name} is cut short: an IDX file begins with a magic number of {sizeof(uint)} bytes, {bytes.Length} came.");
        }

        uint found = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var type = (IdxType)bytes[2];
        return found == (magic ?? found) && bytes is [0, 0, _, > 0] && Enum.IsDefined(type)
            ? (type, bytes[3])
            : throw new InvalidDataException($"{name} is no IDX file of {content}: its magic number is 0x{found:X8}{(magic is null ? "" : $" instead of 0x{magic:X8}")}.");
    }

    private static int[] ReadSizes(Stream stream, string name, int dimensions)
    {
        int length = sizeof(uint) * dimensions;
        byte[] bytes = Read(stream, length, name);
        if (bytes.Length < length)
        {
            throw new InvalidDataException($"{name} is cut short: {dimensions} sizes take {length} bytes of its header, {bytes.Length} came.");
        }

        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(sizeof(uint) * i));
            sizes[i] = size is > 0 and <= int.MaxValue
                ? (int)size
                : throw new InvalidDataException($"{name} has {size} for size {i + 1} of {dimensions} in its header.");
        }

        return sizes;
    }

    /// <summary>As many bytes as asked for, or as are left; broken gzip is reported under the file's name.</summary>
    private static byte[] Read(Stream stream, int length, string name)
    {
        try
        {
            return GrowingRead.Bytes(stream, length);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name} is broken gzip: {exception.Message}", exception);
        }
    }

    private static int? ContentLength(int[] sizes, int sizeOfValue, long most)
    {
        long length = sizeOfValue;
        foreach (int size in sizes)
        {
            length *= size;
            if (length > most)
            {
                return null;
            }
        }

        return (int)length;
    }
}
