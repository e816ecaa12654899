using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Golden.Tests.Widths;

/// <summary>The vector widths that emitted code has forms for.</summary>
internal static class VectorWidth
{
    /// <summary>The widths that a process can have on this machine.</summary>
    public static IEnumerable<int> Available
    {
        get
        {
            yield return 128;
            if (Avx2.IsSupported)
            {
                yield return 256;
            }

            if (Vector512.IsHardwareAccelerated)
            {
                yield return 512;
            }
        }
    }

    /// <summary>The widest that is hardware accelerated in this process.</summary>
    public static int Current =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    public static string Describe() => FormattableString.Invariant($"widest vectors: {Current}");

    /// <summary>The .NET runtime's settings that hold a process to a width and optimise every method at its first call.</summary>
    public static Dictionary<string, string> Settings(int width) => new()
    {
        ["DOTNET_EnableAVX2"] = width >= 256 ? "1" : "0",
        ["DOTNET_EnableAVX512"] = width >= 512 ? "1" : "0",
        ["DOTNET_TieredCompilation"] = "0",
    };
}
