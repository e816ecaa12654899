using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Mpi.Native;

/// <summary>A sleep that is shorter than a millisecond, which .NET's own are not.</summary>
internal static partial class Nap
{
    private const uint Microseconds = 50;

    /// <summary>Gives the processor away for some fifty microseconds, or for what the system makes of them.</summary>
    public static void Take()
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.Sleep(1);
        }
        else
        {
            _ = Sleep(Microseconds);
        }
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
