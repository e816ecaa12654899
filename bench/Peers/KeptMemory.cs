using System;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers;

/// <summary>
/// Has glibc keep the memory that is given back to it. libtorch asks for the memory of every layer anew in every step, and glibc gives blocks of more than 32 MB back to the system, which clears
/// each page before it hands it out again: that took half of libtorch's time for large images, and more where the machine is itself a guest. Nobody who cares for speed lets it.
/// </summary>
internal static class KeptMemory
{
    // The parameters of mallopt.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MostMappings = -4;

    private const int Ahead = 256 * 1024 * 1024;

    /// <summary>From now on; false where the C library is another than glibc.</summary>
    public static bool Use()
    {
        try
        {
            return OperatingSystem.IsLinux() && SetOption(MostMappings, 0) != 0 && SetOption(TrimThreshold, int.MaxValue) != 0 && SetOption(TopPad, Ahead) != 0;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int parameter, int value);
}
