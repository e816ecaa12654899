using System;
using System.Runtime.InteropServices;

namespace NetGen.Import.Onnx;

/// <summary>Floats of 16 bits as single precision, which holds every one of them.</summary>
internal static class SmallFloats
{
    private const int HalfFraction = 10;
    private const int HalfExponents = 0x1F;

    /// <summary>IEEE 754's half precision: 5 bits of exponent, 10 of fraction.</summary>
    public static float OfHalf(ushort bits)
    {
        int fraction = bits & ((1 << HalfFraction) - 1);
        int exponent = (bits >> HalfFraction) & HalfExponents;
        double magnitude = exponent switch
        {
            0 => fraction * Math.Pow(2, -24),
            HalfExponents => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (1 + (fraction / 1024.0)) * Math.Pow(2, exponent - 15),
        };
        return (float)((bits & 0x8000) == 0 ? magnitude : -magnitude);
    }

    /// <summary>The upper half of a single.</summary>
    public static float OfBrainFloat(ushort bits) => new Overlay { Bits = (uint)bits << 16 }.Value;

    [StructLayout(LayoutKind.Explicit)]
    private struct Overlay
    {
        [FieldOffset(0)]
        public uint Bits;

        [FieldOffset(0)]
        public float Value;
    }
}
