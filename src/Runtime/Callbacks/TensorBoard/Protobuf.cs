using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NetGen;

/// <summary>Writes the few kinds of Protocol Buffers fields that TensorBoard's events consist of.</summary>
internal sealed class Protobuf
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _message = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Bytes => _message.WrittenSpan;

    public Protobuf Int64(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    public Protobuf Double(int field, double value)
    {
        Tag(field, Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _message.Write(bytes);
        return this;
    }

    public Protobuf Float(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _message.Write(bytes);
        return this;
    }

    public Protobuf String(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public Protobuf Message(int field, Protobuf message) => WriteBytes(field, message.Bytes);

    public Protobuf PackedDoubles(int field, ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return WriteBytes(field, bytes);
    }

    private Protobuf WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, LengthDelimited);
        WriteVarint((ulong)bytes.Length);
        _message.Write(bytes);
        return this;
    }

    private void Tag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    /// <summary>Seven bits a byte, the lowest first; all but the last byte have their top bit set.</summary>
    private void WriteVarint(ulong value)
    {
        while (value > 0x7F)
        {
            _message.Write([(byte)(0x80 | (value & 0x7F))]);
            value >>= 7;
        }

        _message.Write([(byte)value]);
    }
}
