using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Import.Hdf5.Writing;

/// <summary>Numbers and texts as HDF5 has them: least significant byte first, everything at multiples of 8 bytes.</summary>
internal sealed class Hdf5Bytes
{
    /// <summary>What stands where an address is unknown or there is none.</summary>
    public const ulong Undefined = ulong.MaxValue;

    private readonly ArrayBufferWriter<byte> _content = new();

    /// <summary>Where the next byte goes.</summary>
    public long Position => _content.WrittenCount;

    public ReadOnlySpan<byte> Written => _content.WrittenSpan;

    public Hdf5Bytes Byte(params ReadOnlySpan<byte> values)
    {
        _content.Write(values);
        return this;
    }

    public Hdf5Bytes Short(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return Byte(bytes);
    }

    public Hdf5Bytes Int(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return Byte(bytes);
    }

    public Hdf5Bytes Long(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Byte(bytes);
    }

    public Hdf5Bytes Long(long value) => Long((ulong)value);

    /// <summary>Four signs that tell what a piece is.</summary>
    public Hdf5Bytes Signature(string signature) => Byte(Encoding.ASCII.GetBytes(signature));

    /// <summary>A text that ends in a zero, and zeros up to a multiple of 8 bytes.</summary>
    public Hdf5Bytes Text(string text) => Byte(Encoding.UTF8.GetBytes(text)).Byte(0).Align();

    public Hdf5Bytes Floats(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            return Byte(MemoryMarshal.AsBytes(values));
        }

        foreach (float value in values)
        {
            Int(BitConverter.SingleToUInt32Bits(value));
        }

        return this;
    }

    public Hdf5Bytes Zeros(long count)
    {
        int length = checked((int)count);
        _content.GetSpan(length)[..length].Clear();
        _content.Advance(length);
        return this;
    }

    /// <summary>Zeros up to a multiple of 8 bytes.</summary>
    public Hdf5Bytes Align() => Zeros((8 - (Position % 8)) % 8);

    public Hdf5Bytes Append(Hdf5Bytes other) => Byte(other.Written);

    /// <summary>Texts in the order that HDF5 compares them in: by their bytes.</summary>
    public static IEnumerable<T> Ordered<T>(IEnumerable<T> items, Func<T, string> name) =>
        items.OrderBy(item => Encoding.UTF8.GetBytes(name(item)), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
}
