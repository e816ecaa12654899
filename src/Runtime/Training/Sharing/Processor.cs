using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <summary>What of a processor the bits depend on.</summary>
internal static class Processor
{
    /// <summary>Its architecture and its registers. Kernels add up in another order with other registers.</summary>
    public static string Kind { get; } =
        FormattableString.Invariant($"{RuntimeInformation.ProcessArchitecture}, registers of {Bits} bits and of {8 * Vector<byte>.Count} where any will do{Fused}");

    private static string Fused => Fma.IsSupported ? ", multiply-adds fused" : "";

    private static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
