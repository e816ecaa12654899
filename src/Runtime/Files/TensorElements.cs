using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>The types of numbers that files hold, all little-endian, and the way from and to single precision.</summary>
internal static class TensorElements
{
    /// <summary>The types that are read, for messages.</summary>
    public const string Known = "F32, F16 and BF16";

    /// <summary>safetensors' name of a precision.</summary>
    public static string NameOf(WeightPrecision precision) => precision == WeightPrecision.Float16 ? "F16" : "F32";

    /// <summary>The bytes of one number; 0 for a type that is not read.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F32" => sizeof(float),
        "F16" or "BF16" => sizeof(ushort),
        _ => 0,
    };

    /// <summary>Reads numbers of a type that has a size; each of them is a number in single precision too.</summary>
    public static void Read(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case "F32":
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                TurnOnBigEndian(MemoryMarshal.Cast<float, uint>(values));
                break;
            case "F16":
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * sizeof(ushort))..]);
                }

                break;
            default:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]) << 16);
                }

                break;
        }
    }

    /// <summary>The bytes of values in a precision.</summary>
    /// <exception cref="OverflowException">A number is too large for it.</exception>
    public static byte[] Write(WeightPrecision precision, ReadOnlySpan<float> values, string tensor)
    {
        byte[] bytes = new byte[(long)values.Length * SizeOf(NameOf(precision))];
        if (precision == WeightPrecision.Float32)
        {
            Span<uint> bits = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
            MemoryMarshal.Cast<float, uint>(values).CopyTo(bits);
            TurnOnBigEndian(bits);
            return bytes;
        }

        for (int i = 0; i < values.Length; i++)
        {
            var half = (Half)values[i];
            if (Half.IsInfinity(half) && !float.IsInfinity(values[i]))
            {
                throw new OverflowException(FormattableString.Invariant(
                    $"'{tensor}' holds {values[i]} at place {i}, and half precision ends at 65504: save the weights with WeightPrecision.Float32."));
            }

            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(i * sizeof(ushort)), half);
        }

        return bytes;
    }

    private static void TurnOnBigEndian(Span<uint> bits)
    {
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
