using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen.Mpi.Native;

/// <summary>Finds the MPI library of the launcher that has started this process, or the machine's.</summary>
internal static class LibrarySearch
{
    /// <summary>Names the library where it is not found, or another one is.</summary>
    public const string Variable = "NETGEN_MPI_LIBRARY";

    // Names as dynamic linkers know them: with the version of the binary interface, which a machine that only runs programs has alone.
    private static readonly string[] OpenMpi = OperatingSystem.IsMacOS() ? ["libmpi.40.dylib", "libmpi.dylib"] : ["libmpi.so.40", "libmpi.so"];
    private static readonly string[] Mpich = OperatingSystem.IsWindows() ? ["msmpi.dll"] : OperatingSystem.IsMacOS() ? ["libmpi.12.dylib", "libmpich.dylib"]
        : ["libmpich.so.12", "libmpi.so.12", "libmpich.so"];

    /// <summary>What has started this process, and the number of processes that it tells; null where none has started this process, or it does not tell.</summary>
    public static (string Launcher, int Count)? Launched =>
        Number("OMPI_COMM_WORLD_SIZE") is { } ofOpenMpi ? ("Open MPI's launcher", ofOpenMpi)
        : Number("PMI_SIZE") is { } ofMpich ? ("a launcher of MPICH's kin", ofMpich)
        : null;

    /// <summary>Loads it.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    /// <exception cref="MpiException">What is there cannot be used.</exception>
    public static MpiLibrary Load()
    {
        string[] names = Names();
        foreach (string name in names)
        {
            if (TryLoad(name, out nint handle))
            {
                return new MpiLibrary(handle, name);
            }
        }

        throw new DllNotFoundException(
            $"No MPI library was found: looked for {string.Join(", ", names)}. Install one (Debian: apt-get install openmpi-bin, or mpich), "
            + $"or name its file in the environment variable {Variable}.");
    }

    private static string[] Names()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return [named];
        }

        bool isOfMpich = Number("OMPI_COMM_WORLD_SIZE") is null && Number("PMI_SIZE") is not null;
        IEnumerable<string> names = OperatingSystem.IsWindows() ? Mpich : isOfMpich ? Mpich.Concat(OpenMpi) : OpenMpi.Concat(Mpich);
        return [.. names];
    }

    private static bool TryLoad(string name, out nint handle) =>
        NativeLibrary.TryLoad(name, typeof(LibrarySearch).Assembly, DllImportSearchPath.SafeDirectories, out handle);

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : null;
}
