using System.Globalization;
using System.Runtime.Intrinsics;

namespace NetGen.Tool.Emission;

/// <summary>The widths of vectors that networks are compiled for.</summary>
internal static class VectorBits
{
    /// <summary>All of them, the widest first.</summary>
    public static int[] All { get; } = [512, 256, 128];

    /// <summary>How emitted classes and files call a width: "Vector256".</summary>
    public static string NameOf(int bits) => string.Create(CultureInfo.InvariantCulture, $"Vector{bits}");

    /// <summary>The widest that this machine's processor accelerates: the one that runs here.</summary>
    public static int OfThisMachine => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
