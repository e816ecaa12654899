using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Golden.Tests.Widths;

/// <summary>Which forms of emitted code this machine can run, and how a process is made to.</summary>
internal static class VectorWidth
{
    private static bool IsFused => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The forms that a process can take on this machine.</summary>
    public static IEnumerable<EmittedForm> Available
    {
        get
        {
            if (!AdvSimd.IsSupported)
            {
                yield return EmittedForm.Vector128Unfused;
            }

            if (IsFused)
            {
                yield return EmittedForm.Vector128;
            }

            if (Avx2.IsSupported)
            {
                yield return EmittedForm.Vector256;
            }

            if (Vector512.IsHardwareAccelerated)
            {
                yield return EmittedForm.Vector512;
            }
        }
    }

    /// <summary>The form that emitted code takes in this process.</summary>
    public static EmittedForm Current =>
        Vector512.IsHardwareAccelerated ? EmittedForm.Vector512
        : Vector256.IsHardwareAccelerated ? EmittedForm.Vector256
        : IsFused ? EmittedForm.Vector128
        : EmittedForm.Vector128Unfused;

    /// <summary>What the names of a form's classes end with.</summary>
    public static string Suffix(this EmittedForm form) => form switch
    {
        EmittedForm.Vector512 => "_Vector512",
        EmittedForm.Vector256 => "_Vector256",
        _ => "_Vector128",
    };

    public static string Describe() => FormattableString.Invariant($"form: {Current}");

    /// <summary>
    /// The .NET runtime's settings that hold a process to a form and optimise every method at its first call. Without AVX2 an x64 process has
    /// no fused multiply-add either; with it, one that prefers narrow vectors takes those of 128 bits and keeps the instruction.
    /// </summary>
    public static Dictionary<string, string> Settings(EmittedForm form)
    {
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_EnableAVX2"] = form == EmittedForm.Vector128Unfused ? "0" : "1",
            ["DOTNET_EnableAVX512"] = form == EmittedForm.Vector512 ? "1" : "0",
            ["DOTNET_TieredCompilation"] = "0",
        };
        if (form == EmittedForm.Vector128)
        {
            settings["DOTNET_PreferredVectorBitWidth"] = "128";
        }

        return settings;
    }
}
