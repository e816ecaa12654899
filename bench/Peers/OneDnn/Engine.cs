using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>oneDNN on this processor: its engine and its stream, which live as long as the process.</summary>
internal static unsafe class Engine
{
    private const int Cpu = 1;
    private const uint InOrder = 1;
    private const int OpenMp = 2;

    /// <summary>The engine.</summary>
    public static nint Handle { get; } = Create();

    /// <summary>The stream. Primitives for the processor have ended when their call returns, so nobody waits for it.</summary>
    public static nint Stream { get; } = CreateStream();

    /// <summary>Loads the native library and returns its version.</summary>
    /// <exception cref="NotSupportedException">There is none, or one that does not take its threads from OpenMP.</exception>
    public static string LoadVersion()
    {
        if (!NativeLibrary.TryLoad(Native.Library, typeof(Engine).Assembly, searchPath: null, out _))
        {
            throw new NotSupportedException($"there is no {Native.Library}; Debian has it in the package libdnnl2 (apt-get install libdnnl2).");
        }

        // dnnl_version_t: three numbers, a pointer to the hash of the sources, and the runtimes of the processor and of graphics cards.
        int* version = Native.Version();
        int runtime = version[6];
        return runtime == OpenMp
            ? string.Create(CultureInfo.InvariantCulture, $"{version[0]}.{version[1]}.{version[2]}")
            : throw new NotSupportedException($"{Native.Library} was built for another runtime than OpenMP, by which its threads are counted here.");
    }

    private static nint Create()
    {
        nint engine;
        Native.Check(Native.CreateEngine(&engine, Cpu, 0), "an engine");
        return engine;
    }

    private static nint CreateStream()
    {
        nint stream;
        Native.Check(Native.CreateStream(&stream, Handle, InOrder), "a stream");
        return stream;
    }
}
