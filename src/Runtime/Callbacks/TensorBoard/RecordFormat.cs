using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;
using System.Numerics;

namespace NetGen;

/// <summary>
/// TensorFlow's record format: the length of a record as a 64-bit number, its checksum, the record, its checksum. Checksums
/// are CRC-32C (Castagnoli), rotated and shifted ("masked") so that the checksum of data with checksums in it means something.
/// </summary>
internal static class RecordFormat
{
    private const uint MaskDelta = 0xA282EAD8;

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> record)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)record.Length);
        output.Write(length);
        WriteChecksum(output, length);
        output.Write(record);
        WriteChecksum(output, record);
    }

    public static uint MaskedChecksum(ReadOnlySpan<byte> data) => unchecked(BitOperations.RotateRight(Checksum.Of(data), 15) + MaskDelta);

    /// <summary>Where the last whole record ends of those that begin before a length.</summary>
    public static long WholeLength(Stream file, long length)
    {
        const int Frame = sizeof(ulong) + (2 * sizeof(uint));
        Span<byte> recordLength = stackalloc byte[sizeof(ulong)];
        long end = 0;
        while (end + Frame <= length)
        {
            file.Seek(end, SeekOrigin.Begin);
            file.ReadExactly(recordLength);
            ulong record = BinaryPrimitives.ReadUInt64LittleEndian(recordLength);
            if (record > (ulong)(length - end - Frame))
            {
                break;
            }

            end += (long)record + Frame;
        }

        return end;
    }

    private static void WriteChecksum(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum(data));
        output.Write(checksum);
    }
}
