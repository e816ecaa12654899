using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// The safetensors format: the header's length in 8 bytes, a JSON header, then the values of all tensors without a gap,
/// everything little-endian.
/// </summary>
internal static class SafeTensors
{
    // The format's own limit.
    private const ulong LongestHeader = 100_000_000;

    public static void Write(Stream stream, NetworkParameters parameters)
    {
        byte[] header = SafeTensorsHeader.Write([.. parameters.Select(parameter => parameter.Info)]);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        ReadOnlySpan<float> values = parameters.Copy();
        foreach (Parameter parameter in parameters)
        {
            WriteValues(stream, values.Slice(parameter.Info.Offset, parameter.Info.Size));
        }
    }

    /// <summary>Reads all values into a block laid out as <see cref="NetworkParameters.Values"/>.</summary>
    /// <exception cref="InvalidDataException">The content is no valid safetensors, or not the parameters of this network.</exception>
    public static float[] Read(Stream stream, NetworkParameters parameters, string source)
    {
        List<TensorEntry> tensors = ReadTensors(stream, source);
        CheckTensors(tensors, parameters, source);

        // The tensors lie without a gap and have the sizes of the parameters: together they are as long as the block.
        float[] data = new float[parameters.Values.Length];
        Span<byte> bytes = MemoryMarshal.AsBytes(data.AsSpan());
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new InvalidDataException($"{source} is cut short: its tensors have {bytes.Length} bytes, {read} came.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"{source} goes on after the {bytes.Length} bytes of its tensors.");
        }

        return Arrange(data, tensors, parameters);
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
                    $"{source} has '{ForeignText.Show(tensor.Name)}' at bytes {tensor.Begin} to {tensor.End} where the tensor before ended at {end}: tensors must follow each other without overlap or gap.");
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
            if (tensor.DataType != "F32")
            {
                throw new InvalidDataException($"{source} has '{ForeignText.Show(tensor.Name)}' in {ForeignText.Show(tensor.DataType)}; only F32 is read.");
            }

            if (!tensor.Shape.SequenceEqual(parameter.Shape.Select(side => (long)side)))
            {
                throw new InvalidDataException($"{source} has '{ForeignText.Show(tensor.Name)}' of shape {tensor.ShapeText}; the network's is ({string.Join(", ", parameter.Shape)}).");
            }

            if (tensor.End - tensor.Begin != (long)parameter.Size * sizeof(float))
            {
                throw new InvalidDataException(
                    $"{source} gives '{ForeignText.Show(tensor.Name)}' {tensor.End - tensor.Begin} bytes; F32 of shape {tensor.ShapeText} has {(long)parameter.Size * sizeof(float)}.");
            }
        }
    }

    private static float[] Arrange(float[] data, List<TensorEntry> tensors, NetworkParameters parameters)
    {
        float[] block = new float[data.Length];
        foreach (TensorEntry tensor in tensors)
        {
            ParameterInfo parameter = parameters[tensor.Name].Info;
            Span<float> values = block.AsSpan(parameter.Offset, parameter.Size);
            data.AsSpan((int)(tensor.Begin / sizeof(float)), parameter.Size).CopyTo(values);
            ToOrFromLittleEndian(values);
        }

        return block;
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        float[] turned = values.ToArray();
        ToOrFromLittleEndian(turned);
        stream.Write(MemoryMarshal.AsBytes<float>(turned));
    }

    private static void ToOrFromLittleEndian(Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
