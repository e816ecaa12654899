using System;
using System.Buffers.Binary;
using System.Numerics;

namespace NetGen;

/// <summary>CRC-32C (Castagnoli), which processors compute: finds what a disk or a copy has changed, whole words at a time.</summary>
internal struct Checksum()
{
    private uint _crc = uint.MaxValue;

    /// <summary>The checksum of everything that was added.</summary>
    public readonly uint Value => ~_crc;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var checksum = new Checksum();
        checksum.Add(data);
        return checksum.Value;
    }

    public void Add(ReadOnlySpan<byte> data)
    {
        while (data.Length >= sizeof(ulong))
        {
            _crc = BitOperations.Crc32C(_crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (byte value in data)
        {
            _crc = BitOperations.Crc32C(_crc, value);
        }
    }
}
