using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>
/// The safetensors format: the header's length in 8 bytes, a JSON header, then the values of all tensors without a gap,
/// everything little-endian.
/// </summary>
internal static class SafeTensors
{
    // The format's own limit.
    private const ulong LongestHeader = 100_000_000;

    // Whole numbers of every type, and no large object.
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Writes the parameters. What a precision cannot hold is found before anything is written.</summary>
    /// <exception cref="OverflowException">A value is too large for the precision.</exception>
    public static void Write(Stream stream, NetworkParameters parameters, WeightPrecision precision)
    {
        float[] values = parameters.Copy();
        byte[][] tensors =
        [
            .. parameters.Select(parameter => parameter.Info)
                .Select(info => TensorElements.Write(precision, values.AsSpan(info.Offset, info.Size), info.Name)),
        ];
        byte[] header = SafeTensorsHeader.Write([.. parameters.Select(parameter => parameter.Info)], precision);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (byte[] tensor in tensors)
        {
            stream.Write(tensor);
        }
    }

    /// <summary>Reads the values of some tensors into a block, and passes the others by. The header has been read.</summary>
    /// <param name="stream">Where it ends.</param>
    /// <param name="tensors">All tensors of the header.</param>
    /// <param name="wanted">Those that are read, and where in the block.</param>
    /// <param name="values">The block, laid out as <see cref="NetworkParameters.Values"/>.</param>
    /// <param name="source">What is read, for messages.</param>
    /// <exception cref="InvalidDataException">The data is cut short or goes on, or holds a number that single precision has not.</exception>
    public static void ReadValues(
        Stream stream, List<TensorEntry> tensors, IReadOnlyDictionary<TensorEntry, ParameterInfo> wanted, Span<float> values, string source)
    {
        long length = LengthOf(tensors);
        byte[] buffer = new byte[Math.Min(length, ChunkBytes)];
        long position = 0;
        foreach (TensorEntry tensor in InOrder(tensors))
        {
            if (!wanted.TryGetValue(tensor, out ParameterInfo? parameter))
            {
                position += Skip(stream, tensor.End - tensor.Begin, buffer);
                CheckLength(position, tensor.End, isMore: false, source, of: length);
                continue;
            }

            Span<float> rest = values.Slice(parameter.Offset, parameter.Size);
            while (position < tensor.End)
            {
                Span<byte> chunk = buffer.AsSpan(0, (int)Math.Min(buffer.Length, tensor.End - position));
                long end = position + chunk.Length;
                position += stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
                CheckLength(position, end, isMore: false, source, of: length);
                int count = chunk.Length / TensorElements.SizeOf(tensor.DataType);
                int read = TensorElements.Read(tensor.DataType, chunk, rest[..count]);
                if (read < count)
                {
                    int place = parameter.Size - rest.Length + read;
                    throw new InvalidDataException(
                        $"{source} holds {TensorElements.Show(chunk, read)} in '{ForeignText.Show(tensor.Name)}' at place {place}: "
                            + "single precision, in which networks compute, ends at 3.4028235E+38.");
                }

                rest = rest[count..];
            }
        }

        CheckLength(position, length, isMore: stream.ReadByte() >= 0, source);
    }

    /// <summary>The bytes of all tensors, which lie without a gap.</summary>
    public static long LengthOf(List<TensorEntry> tensors) => tensors.Count == 0 ? 0 : tensors.Max(tensor => tensor.End);

    /// <summary>Checks that there are as many bytes as there should be.</summary>
    public static void CheckLength(long came, long length, bool isMore, string source, long? of = null)
    {
        if (came < length)
        {
            throw new InvalidDataException($"{source} is cut short: its tensors have {of ?? length} bytes, {came} came.");
        }

        if (isMore)
        {
            throw new InvalidDataException($"{source} goes on after the {length} bytes of its tensors.");
        }
    }

    /// <summary>Passes by as many bytes, or as many as there are.</summary>
    private static long Skip(Stream stream, long count, byte[] buffer)
    {
        if (stream.CanSeek)
        {
            long there = Math.Min(count, stream.Length - stream.Position);
            stream.Seek(there, SeekOrigin.Current);
            return there;
        }

        long skipped = 0;
        while (skipped < count)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, count - skipped));
            if (read == 0)
            {
                break;
            }

            skipped += read;
        }

        return skipped;
    }

    private static IEnumerable<TensorEntry> InOrder(List<TensorEntry> tensors) => tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End);

    /// <summary>Reads what tensors there are, in the order of the header; their values come next in the stream.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors.</exception>
    /// <param name="stream">Where the file begins.</param>
    /// <param name="source">What is read, for messages.</param>
    /// <param name="metadata">Receives the metadata; null where nobody asks.</param>
    public static List<TensorEntry> ReadTensors(Stream stream, string source, Dictionary<string, string>? metadata = null)
    {
        List<TensorEntry> tensors = SafeTensorsHeader.Parse(ReadHeader(stream, source), source, metadata);
        CheckOffsets(tensors, source);
        return tensors;
    }

    private static byte[] ReadHeader(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length)
        {
            throw new InvalidDataException($"{source} is no safetensors file: it has {read} bytes, the length of the header alone takes {start.Length}.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        ulong most = stream.CanSeek ? Math.Min(LongestHeader, (ulong)(stream.Length - stream.Position)) : LongestHeader;
        if (length > most)
        {
            throw new InvalidDataException(IsOfOthers(start)
                ? $"{source} is no safetensors file: it begins as files of Keras and PyTorch do, which 'LoadFrom' of the package NetGen.Import reads."
                : $"{source} is no safetensors file: it claims a header of {length} bytes where at most {most} are possible.");
        }

        byte[] header = GrowingRead.Bytes(stream, (int)length);
        return header.Length == (int)length
            ? header
            : throw new InvalidDataException($"{source} is cut short: its header has {length} bytes, {header.Length} came.");
    }

    /// <summary>Whether a file begins as HDF5, zip files or pickles do.</summary>
    private static bool IsOfOthers(ReadOnlySpan<byte> start) =>
        start[1..].StartsWith("HDF\r\n"u8) || start.StartsWith("PK\u0003\u0004"u8) || (start[0] == 0x80 && start[1] is >= 2 and <= 5);

    /// <summary>Tensors must tile the data: no overlap, no gap, each as long as its shape says.</summary>
    private static void CheckOffsets(List<TensorEntry> tensors, string source)
    {
        long end = 0;
        foreach (TensorEntry tensor in InOrder(tensors))
        {
            if (tensor.Begin != end || tensor.End < tensor.Begin)
            {
                throw new InvalidDataException(
                    $"{source} has '{ForeignText.Show(tensor.Name)}' at bytes {tensor.Begin} to {tensor.End} where the tensor before ended at {end}: tensors "
                        + "must follow each other without overlap or gap.");
            }

            end = tensor.End;
        }
    }
}
