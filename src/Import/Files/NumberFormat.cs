using System;
using System.Runtime.InteropServices;

namespace NetGen.Import.Files;

/// <summary>What the bytes of a number mean.</summary>
internal enum NumberKind
{
    Float,
    BrainFloat,
    Signed,
    Unsigned,
}

/// <summary>How files write numbers: what kind they are, how many bytes each has, and which comes first.</summary>
internal readonly record struct NumberFormat(NumberKind Kind, int Size, bool IsBigEndian = false)
{
    public static readonly NumberFormat Float16 = new(NumberKind.Float, 2);
    public static readonly NumberFormat Float32 = new(NumberKind.Float, 4);
    public static readonly NumberFormat Float64 = new(NumberKind.Float, 8);
    public static readonly NumberFormat BrainFloat16 = new(NumberKind.BrainFloat, 2);

    /// <summary>Numbers as single precision: wider ones are rounded, narrower ones are exact.</summary>
    /// <exception cref="FormatException">They do not lie within the bytes.</exception>
    public float[] Read(byte[] bytes, long start, long count)
    {
        if (start < 0 || count < 0 || count > (bytes.Length - start) / Size)
        {
            throw new FormatException("numbers lie outside the file");
        }

        var values = new float[count];
        Read(bytes, start, values);
        return values;
    }

    /// <summary>As many numbers as there is room for.</summary>
    /// <exception cref="FormatException">They do not lie within the bytes.</exception>
    public void Read(byte[] bytes, long start, float[] values)
    {
        if (start < 0 || values.Length > (bytes.Length - start) / Size)
        {
            throw new FormatException("numbers lie outside the file");
        }

        if (Kind == NumberKind.Float && Size == 4 && !IsBigEndian && BitConverter.IsLittleEndian)
        {
            Buffer.BlockCopy(bytes, (int)start, values, 0, 4 * values.Length);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Number(Bits(bytes, (int)start + (i * Size)));
        }
    }

    /// <summary>One number.</summary>
    /// <exception cref="FormatException">It does not lie within the bytes.</exception>
    public float ReadOne(byte[] bytes, long start) =>
        start >= 0 && start <= bytes.Length - Size ? Number(Bits(bytes, (int)start)) : throw new FormatException("numbers lie outside the file");

    private ulong Bits(byte[] bytes, int at)
    {
        ulong bits = 0;
        for (int i = 0; i < Size; i++)
        {
            bits = (bits << 8) | bytes[IsBigEndian ? at + i : at + Size - 1 - i];
        }

        return bits;
    }

    private float Number(ulong bits) => (Kind, Size) switch
    {
        (NumberKind.Unsigned, _) => bits,
        (NumberKind.Signed, 1) => unchecked((sbyte)bits),
        (NumberKind.Signed, 2) => unchecked((short)bits),
        (NumberKind.Signed, 4) => unchecked((int)bits),
        (NumberKind.Signed, _) => unchecked((long)bits),
        (NumberKind.BrainFloat, _) => new SingleBits { Bits = (uint)bits << 16 }.Value,
        (_, 2) => Half((uint)bits),
        (_, 4) => new SingleBits { Bits = (uint)bits }.Value,
        _ => unchecked((float)BitConverter.Int64BitsToDouble((long)bits)),
    };

    /// <summary>Half precision: a sign, five bits of exponent, ten of fraction.</summary>
    private static float Half(uint bits)
    {
        uint exponent = (bits >> 10) & 31;
        uint fraction = bits & 1023;
        uint sign = (bits & 0x8000) << 16;
        if (exponent == 0)
        {
            float small = fraction / 16777216f;
            return sign == 0 ? small : -small;
        }

        return new SingleBits { Bits = sign | (exponent == 31 ? 0x7F800000 : (exponent + 112) << 23) | (fraction << 13) }.Value;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct SingleBits
    {
        [FieldOffset(0)]
        public uint Bits;

        [FieldOffset(0)]
        public float Value;
    }
}
