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

    /// <summary>Reads all values into a block laid out as <see cref="NetworkParameters.Values"/>.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors, or not the parameters of this network.</exception>
    public static float[] Read(Stream stream, NetworkParameters parameters, string source)
    {
        List<TensorEntry> tensors = ReadOwnTensors(stream, parameters, source, out int length);
        byte[] data = GrowingRead.Bytes(stream, length);
        CheckLength(data.Length, length, isMore: data.Length == length && stream.ReadByte() >= 0, source);
        float[] values = new float[parameters.Values.Length];
        Arrange(data, tensors, parameters, values);
        return values;
    }

    /// <summary>Gives the parameters values that lie in memory as a file has them, without a copy of it.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors, or not the parameters of this network.</exception>
    public static unsafe void ReadMapped(UnmanagedMemoryStream stream, NetworkParameters parameters, string source)
    {
        List<TensorEntry> tensors = ReadOwnTensors(stream, parameters, source, out int length);
        long left = stream.Length - stream.Position;
        CheckLength(left, length, isMore: left > length, source);
        using (parameters.BeginChange())
        {
            Arrange(new ReadOnlySpan<byte>(stream.PositionPointer, length), tensors, parameters, parameters.MutableValues);
        }
    }

    /// <summary>Reads the header and holds it against the network; the data follows in the stream.</summary>
    private static List<TensorEntry> ReadOwnTensors(Stream stream, NetworkParameters parameters, string source, out int length)
    {
        List<TensorEntry> tensors = ReadTensors(stream, source);
        CheckTensors(tensors, parameters, source);

        // The tensors lie without a gap.
        length = checked((int)tensors.Sum(tensor => tensor.End - tensor.Begin));
        return tensors;
    }

    private static void CheckLength(long came, int length, bool isMore, string source)
    {
        if (came < length)
        {
            throw new InvalidDataException($"{source} is cut short: its tensors have {length} bytes, {came} came.");
        }

        if (isMore)
        {
            throw new InvalidDataException($"{source} goes on after the {length} bytes of its tensors.");
        }
    }

    /// <summary>Reads what tensors there are, in the order of the header; their values come next in the stream.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors.</exception>
    public static List<TensorEntry> ReadTensors(Stream stream, string source)
    {
        List<TensorEntry> tensors = SafeTensorsHeader.Parse(ReadHeader(stream, source), source);
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
            throw new InvalidDataException($"{source} is no safetensors file: it claims a header of {length} bytes where at most {most} are possible.");
        }

        byte[] header = GrowingRead.Bytes(stream, (int)length);
        return header.Length == (int)length
            ? header
            : throw new InvalidDataException($"{source} is cut short: its header has {length} bytes, {header.Length} came.");
    }

    /// <summary>Tensors must tile the data: no overlap, no gap, each as long as its shape says.</summary>
    private static void CheckOffsets(List<TensorEntry> tensors, string source)
    {
        long end = 0;
        foreach (TensorEntry tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
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

    private static void CheckTensors(List<TensorEntry> tensors, NetworkParameters parameters, string source)
    {
        var expected = parameters.ToDictionary(parameter => parameter.Info.Name, parameter => parameter.Info, StringComparer.Ordinal);
        string[] missing = [.. expected.Keys.Except(tensors.Select(tensor => tensor.Name))];
        string[] extra = [.. tensors.Select(tensor => tensor.Name).Except(expected.Keys)];
        if (missing.Length > 0 || extra.Length > 0)
        {
            string lacks = missing.Length > 0 ? $" It lacks {ForeignText.List(missing)}." : "";
            string unknown = extra.Length > 0 ? $" It has {ForeignText.List(extra)}, which the network has not." : "";
            throw new InvalidDataException($"{source} does not belong to this network.{lacks}{unknown}");
        }

        foreach (TensorEntry tensor in tensors)
        {
            ParameterInfo parameter = expected[tensor.Name];
            int size = TensorElements.SizeOf(tensor.DataType);
            if (size == 0)
            {
                throw new InvalidDataException($"{source} has '{ForeignText.Show(tensor.Name)}' in {ForeignText.Show(tensor.DataType)}; only {TensorElements.Known} are read.");
            }

            if (!tensor.Shape.SequenceEqual(parameter.Shape.Select(side => (long)side)))
            {
                throw new InvalidDataException($"{source} has '{ForeignText.Show(tensor.Name)}' of shape {tensor.ShapeText}; the network's is ({string.Join(", ", parameter.Shape)}).");
            }

            if (tensor.End - tensor.Begin != (long)parameter.Size * size)
            {
                throw new InvalidDataException(
                    $"{source} gives '{ForeignText.Show(tensor.Name)}' {tensor.End - tensor.Begin} bytes; {tensor.DataType} of shape {tensor.ShapeText} has {(long)parameter.Size * size}.");
            }
        }
    }

    private static void Arrange(ReadOnlySpan<byte> data, List<TensorEntry> tensors, NetworkParameters parameters, Span<float> values)
    {
        foreach (TensorEntry tensor in tensors)
        {
            ParameterInfo parameter = parameters[tensor.Name].Info;
            TensorElements.Read(tensor.DataType, data[(int)tensor.Begin..(int)tensor.End], values.Slice(parameter.Offset, parameter.Size));
        }
    }
}
