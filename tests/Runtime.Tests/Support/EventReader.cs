using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Xunit;

namespace NetGen.Runtime.Tests.Support;

/// <summary>Reads event files by TensorFlow's and Protocol Buffers' formats, with a checksum of its own.</summary>
internal static class EventReader
{
    public static List<EventRecord> Read(string path)
    {
        var events = new List<EventRecord>();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        while (!rest.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(MaskedChecksum(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            ReadOnlySpan<byte> record = rest.Slice(12, length);
            Assert.Equal(MaskedChecksum(record), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Parse(record));
            rest = rest[(16 + length)..];
        }

        return events;
    }

    /// <summary>CRC-32C bit by bit, reflected polynomial 0x82F63B78.</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        return ~crc;
    }

    private static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        uint crc = Checksum(data);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }

    private static EventRecord Parse(ReadOnlySpan<byte> record)
    {
        Dictionary<int, byte[]> fields = Fields(record);
        var result = new EventRecord(
            BitConverter.ToDouble(fields[1]),
            fields.TryGetValue(2, out byte[]? step) ? BitConverter.ToInt64(step) : 0,
            fields.TryGetValue(3, out byte[]? version) ? Encoding.UTF8.GetString(version) : null);
        if (!fields.TryGetValue(5, out byte[]? summary))
        {
            return result;
        }

        Dictionary<int, byte[]> value = Fields(Fields(summary)[1]);
        return result with
        {
            Tag = Encoding.UTF8.GetString(value[1]),
            Scalar = value.TryGetValue(2, out byte[]? scalar) ? BitConverter.ToSingle(scalar) : null,
            Histogram = value.TryGetValue(5, out byte[]? histogram) ? ParseHistogram(histogram) : null,
        };
    }

    private static HistogramRecord ParseHistogram(ReadOnlySpan<byte> message)
    {
        Dictionary<int, byte[]> fields = Fields(message);
        return new HistogramRecord(
            BitConverter.ToDouble(fields[1]),
            BitConverter.ToDouble(fields[2]),
            BitConverter.ToDouble(fields[3]),
            BitConverter.ToDouble(fields[4]),
            BitConverter.ToDouble(fields[5]),
            Doubles(fields[6]),
            Doubles(fields[7]));
    }

    private static double[] Doubles(byte[] bytes)
    {
        double[] values = new double[bytes.Length / sizeof(double)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }

    /// <summary>The fields' contents by number, varints as eight bytes.</summary>
    private static Dictionary<int, byte[]> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new Dictionary<int, byte[]>();
        while (!message.IsEmpty)
        {
            ulong tag = Varint(ref message);
            int length = (tag & 7) switch
            {
                0 => 0,
                1 => 8,
                2 => (int)Varint(ref message),
                5 => 4,
                _ => throw new InvalidDataException($"wire type {tag & 7}"),
            };
            fields[(int)(tag >> 3)] = (tag & 7) == 0 ? BitConverter.GetBytes(Varint(ref message)) : message[..length].ToArray();
            message = message[length..];
        }

        return fields;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}

internal sealed record EventRecord(double WallTime, long Step, string? FileVersion)
{
    public string? Tag { get; init; }

    public float? Scalar { get; init; }

    public HistogramRecord? Histogram { get; init; }
}

internal sealed record HistogramRecord(double Min, double Max, double Count, double Sum, double SumOfSquares, double[] Limits, double[] Counts);
