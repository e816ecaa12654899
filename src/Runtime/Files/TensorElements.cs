using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>The types of numbers that files hold, all little-endian, and the way from and to single precision.</summary>
internal static class TensorElements
{
    /// <summary>The types that are read, for messages.</summary>
    public const string Known = "F32, F16, BF16 and F64";

    /// <summary>safetensors' name of a precision.</summary>
    public static string NameOf(WeightPrecision precision) => precision == WeightPrecision.Float16 ? "F16" : "F32";

    /// <summary>The bytes of one number; 0 for a type that is not read.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F32" => sizeof(float),
        "F16" or "BF16" => sizeof(ushort),
        "F64" => sizeof(double),
        _ => 0,
    };

    /// <summary>Whether each number of a type is one in single precision too.</summary>
    public static bool AreAllSingle(string type) => type != "F64";

    /// <summary>Reads numbers of a type that has a size: as they are, but for those of double precision, which are rounded to the nearest, ties to even.</summary>
    /// <returns>How many were read: fewer than there is room for where the next one is finite, and beyond what single precision has.</returns>
    public static int Read(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case "F64":
                for (int i = 0; i < values.Length; i++)
                {
                    double value = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
                    values[i] = (float)value;
                    if (float.IsInfinity(values[i]) && double.IsFinite(value))
                    {
                        return i;
                    }
                }

                break;
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

        return values.Length;
    }

    /// <summary>A number of double precision, for messages.</summary>
    public static string Show(ReadOnlySpan<byte> bytes, int place) =>
        BinaryPrimitives.ReadDoubleLittleEndian(bytes[(place * sizeof(double))..]).ToString("R", CultureInfo.InvariantCulture);

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
