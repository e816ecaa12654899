using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Import.Onnx.Writing;

/// <summary>The part of the protocol buffers' wire format that an ONNX model needs.</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _written = new();

    public ReadOnlySpan<byte> Written => _written.WrittenSpan;

    public ProtobufWriter Integer(int field, long value)
    {
        Tag(field, Varint);
        Number(unchecked((ulong)value));
        return this;
    }

    public ProtobufWriter Single(int field, float value)
    {
        Tag(field, Fixed32);
        _written.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in value)));
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Raw<T>(int field, ReadOnlySpan<T> values)
        where T : unmanaged => Bytes(field, MemoryMarshal.AsBytes(values));

    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.Written);

    private ProtobufWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, LengthDelimited);
        Number((ulong)bytes.Length);
        _written.Write(bytes);
        return this;
    }

    private void Tag(int field, int type) => Number((ulong)((field << 3) | type));

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _written.Write([unchecked((byte)(value | 0x80))]);
        }

        _written.Write([(byte)value]);
    }
}
