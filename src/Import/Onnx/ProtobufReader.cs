using System;
using System.IO;
using System.Text;

namespace NetGen.Import.Onnx;

/// <summary>
/// Reads a message of protocol buffers, field by field, out of a part of a file. Nothing is copied before its length has been held against the file.
/// </summary>
internal sealed class ProtobufReader(byte[] content, int start, int end)
{
    private const int MostBitsOfNumber = 63;

    private int _place = start;

    /// <summary>What a field's value is stored as; the numbers are the wire format's.</summary>
    private enum Wire
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    /// <summary>The number of the field that <see cref="Next"/> came to.</summary>
    public int Field { get; private set; }

    private Wire Kind { get; set; }

    /// <summary>Goes to the next field; its value must then be read or skipped.</summary>
    public bool Next()
    {
        if (_place >= end)
        {
            return false;
        }

        ulong tag = Varint();
        Kind = (Wire)(tag & 7);
        if (tag >> 3 is 0 or > int.MaxValue || Kind is not (Wire.Varint or Wire.Fixed64 or Wire.Bytes or Wire.Fixed32))
        {
            throw Broken("a field has no valid number or type");
        }

        Field = (int)(tag >> 3);
        return true;
    }

    public long Integer()
    {
        Expect(Wire.Varint);
        return unchecked((long)Varint());
    }

    public float Single()
    {
        Expect(Wire.Fixed32);
        return BitConverter.ToSingle(content, Take(sizeof(float)));
    }

    public string Text()
    {
        (int first, int length) = Part();
        return Encoding.UTF8.GetString(content, first, length);
    }

    /// <summary>The place of a field's bytes in the file.</summary>
    public ByteRange Bytes()
    {
        (int first, int length) = Part();
        return new ByteRange(content, first, length);
    }

    public ProtobufReader Message()
    {
        (int first, int length) = Part();
        return new ProtobufReader(content, first, first + length);
    }

    /// <summary>One number, or all of a packed field, each handed on.</summary>
    public void Integers(Action<long> take)
    {
        if (Kind == Wire.Varint)
        {
            take(Integer());
            return;
        }

        ProtobufReader packed = Message();
        while (packed._place < packed.End)
        {
            take(unchecked((long)packed.Varint()));
        }
    }

    /// <summary>One number of four bytes, or all of a packed field.</summary>
    public void Singles(Action<float> take)
    {
        if (Kind == Wire.Fixed32)
        {
            take(Single());
            return;
        }

        (int first, int length) = Part();
        RequireWhole(length, sizeof(float));
        for (int i = 0; i < length; i += sizeof(float))
        {
            take(BitConverter.ToSingle(content, first + i));
        }
    }

    /// <summary>One number of eight bytes, or all of a packed field.</summary>
    public void Doubles(Action<double> take)
    {
        if (Kind == Wire.Fixed64)
        {
            take(BitConverter.ToDouble(content, Take(sizeof(double))));
            return;
        }

        (int first, int length) = Part();
        RequireWhole(length, sizeof(double));
        for (int i = 0; i < length; i += sizeof(double))
        {
            take(BitConverter.ToDouble(content, first + i));
        }
    }

    public void Skip()
    {
        switch (Kind)
        {
            case Wire.Varint:
                Varint();
                break;
            case Wire.Fixed64:
                Take(sizeof(long));
                break;
            case Wire.Fixed32:
                Take(sizeof(int));
                break;
            default:
                Part();
                break;
        }
    }

    private int End => end;

    private static InvalidDataException Broken(string what) => new($"The file is no whole message of protocol buffers: {what}.");

    private static void RequireWhole(int length, int size)
    {
        if (length % size != 0)
        {
            throw Broken($"{length} bytes are no whole number of values of {size}");
        }
    }

    private void Expect(Wire kind)
    {
        if (Kind != kind)
        {
            throw Broken($"field {Field} has another type than it should");
        }
    }

    private (int First, int Length) Part()
    {
        Expect(Wire.Bytes);
        ulong length = Varint();
        if (length > (ulong)(end - _place))
        {
            throw Broken($"field {Field} has {length} bytes, and {end - _place} are left");
        }

        return (Take((int)length), (int)length);
    }

    private int Take(int length)
    {
        if (length > end - _place)
        {
            throw Broken("it ends within a number");
        }

        int first = _place;
        _place += length;
        return first;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift <= MostBitsOfNumber; shift += 7)
        {
            byte part = content[Take(1)];
            value |= unchecked((ulong)(part & 0x7F) << shift);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Broken("a number has more than 64 bits");
    }
}

/// <summary>A part of a file that has been read.</summary>
internal readonly record struct ByteRange(byte[] Content, int First, int Length);
