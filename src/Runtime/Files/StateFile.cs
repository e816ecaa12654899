using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen;

/// <summary>
/// A <see cref="SavedState"/> as a safetensors file: arrays are tensors, everything else stands in the metadata, with a checksum of all of it.
/// </summary>
internal static class StateFile
{
    private const string ChecksumKey = "checksum";

    public static void Write(Stream stream, SavedState state)
    {
        var texts = new List<KeyValuePair<string, string>>();
        var tensors = new List<TensorEntry>();
        var contents = new List<StateEntry>();
        long begin = 0;
        foreach ((string name, StateEntry entry) in state.Entries)
        {
            if (entry.Text is { } text)
            {
                texts.Add(new(name, text));
                continue;
            }

            long end = begin + entry.Bytes.Length;
            tensors.Add(new TensorEntry(name, entry.DataType, [.. entry.Shape.Select(side => (long)side)], begin, end));
            contents.Add(entry);
            begin = end;
        }

        texts.Add(new(ChecksumKey, Text(ChecksumOf(state))));
        byte[] header = SafeTensorsHeader.Write(tensors, texts);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (StateEntry entry in contents)
        {
            stream.Write(BitConverter.IsLittleEndian ? entry.Bytes : Turned(entry));
        }
    }

    /// <exception cref="InvalidDataException">The content is no such file, or damaged.</exception>
    public static SavedState Read(Stream stream, string source)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        List<TensorEntry> tensors = SafeTensors.ReadTensors(stream, source, texts);
        if (!texts.Remove(ChecksumKey, out string? checksum))
        {
            throw new InvalidDataException($"{source} holds no saved state: its metadata has no '{ChecksumKey}'.");
        }

        var state = new SavedState();
        foreach ((string name, string text) in texts.Where(text => text.Key.Length > 0))
        {
            state.Set(name, text);
        }

        long length = SafeTensors.LengthOf(tensors);
        foreach (TensorEntry tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            StateEntry entry = Room(state, tensor, stream, source);
            int read = stream.ReadAtLeast(entry.Bytes, entry.Bytes.Length, throwOnEndOfStream: false);
            SafeTensors.CheckLength(tensor.Begin + read, tensor.End, isMore: false, source, of: length);
            if (!BitConverter.IsLittleEndian)
            {
                Turned(entry).CopyTo(entry.Bytes);
            }
        }

        SafeTensors.CheckLength(length, length, isMore: stream.ReadByte() >= 0, source);
        return Text(ChecksumOf(state)) == checksum
            ? state
            : throw new InvalidDataException($"{source} is damaged: its content has not the checksum that it was written with.");
    }

    /// <summary>Room for a tensor, once it is known that the file has as much.</summary>
    private static StateEntry Room(SavedState state, TensorEntry tensor, Stream stream, string source)
    {
        int size = tensor.DataType == "F32" ? sizeof(float) : sizeof(double);
        long count = (tensor.End - tensor.Begin) / size;
        bool isKnown = tensor.DataType is "F32" or "F64" or "I64";
        if (!isKnown || count * size != tensor.End - tensor.Begin || count > Array.MaxLength || !HasLength(tensor.Shape, count) || tensor.Name.Length == 0)
        {
            throw new InvalidDataException(
                $"{source} has '{ForeignText.Show(tensor.Name)}' as {ForeignText.Show(tensor.DataType)} of shape {tensor.ShapeText} in {tensor.End - tensor.Begin} bytes, which no saved state has.");
        }

        if (stream.CanSeek)
        {
            SafeTensors.CheckLength(stream.Length - stream.Position, tensor.End - tensor.Begin, isMore: false, source);
        }

        StateEntry entry = state.Entry(tensor.Name);
        switch (tensor.DataType)
        {
            case "F32":
                entry.Reserve<float>((int)count);
                break;
            case "F64":
                entry.Reserve<double>((int)count);
                break;
            default:
                entry.Reserve<long>((int)count);
                break;
        }

        return entry;
    }

    /// <summary>Whether a shape has so many values, however large its sides are said to be.</summary>
    private static bool HasLength(long[] shape, long count)
    {
        long product = 1;
        foreach (long side in shape)
        {
            if (side > 0 && product > long.MaxValue / side)
            {
                return false;
            }

            product *= side;
        }

        return product == count;
    }

    /// <summary>The checksum of everything, names and kinds included; the order of names does not matter, since a header has none.</summary>
    private static uint ChecksumOf(SavedState state)
    {
        uint sum = 0;
        foreach ((string name, StateEntry entry) in state.Entries)
        {
            var checksum = new Checksum();
            checksum.Add(Encoding.UTF8.GetBytes($"{name}\0{entry.Text ?? entry.DataType}\0"));
            checksum.Add(BitConverter.IsLittleEndian ? entry.Bytes : Turned(entry));
            sum = unchecked(sum + checksum.Value);
        }

        return sum;
    }

    /// <summary>The bytes of an array in the file's order on a machine that has the other.</summary>
    private static byte[] Turned(StateEntry entry)
    {
        byte[] bytes = [.. entry.Bytes];
        if (entry.Values is float[])
        {
            Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return bytes;
    }

    private static string Text(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);
}
