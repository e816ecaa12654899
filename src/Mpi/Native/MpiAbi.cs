using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace NetGen.Mpi.Native;

/// <summary>
/// What an MPI library calls its communicators, types and error handlers, and how long a message between machines should be.
/// MPI's standard leaves that to each: Open MPI takes the addresses of objects that it exports, MPICH and its kin (Intel MPI,
/// MVAPICH, Cray MPICH, Microsoft MPI) numbers of 32 bits, which stand in their header <c>mpi.h</c> and have stayed the same since they agreed on them.
/// </summary>
/// <param name="World">All processes of the job.</param>
/// <param name="Byte">The type of a byte.</param>
/// <param name="ErrorsReturn">The handler that lets calls return what has failed.</param>
/// <param name="StatusesIgnore">Stands for statuses that nobody wants.</param>
/// <param name="RequestSize">Bytes of a request in an array of them.</param>
/// <param name="PieceLength">The most bytes that go between machines in one message, because a few of these are sooner there than a longer one.</param>
internal sealed record MpiAbi(nint World, nint Byte, nint ErrorsReturn, nint StatusesIgnore, int RequestSize, int PieceLength)
{
    /// <summary>MPICH's, by its header.</summary>
    public static MpiAbi Mpich { get; } = new(World: 0x44000000, Byte: 0x4c00010d, ErrorsReturn: 0x54000001, StatusesIgnore: 1, RequestSize: sizeof(int), int.MaxValue);

    // Over TCP, Open MPI sends up to 64 kB at once, its own header included (btl_tcp_eager_limit). Before it sends more, it asks the receiver: docs/distributed.md has what that takes.
    private const int EagerLength = 60 * 1024;

    // What libraries of MPICH's kin call themselves.
    private static readonly string[] Kin = ["MPICH", "Intel(R) MPI", "MVAPICH", "Microsoft MPI", "ParaStation"];

    /// <summary>That of a library; null where it is neither of the two.</summary>
    /// <param name="library">The loaded library.</param>
    /// <param name="version">What it calls itself.</param>
    public static MpiAbi? Of(nint library, string version) =>
        NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world)
        && NativeLibrary.TryGetExport(library, "ompi_mpi_byte", out nint bytes)
        && NativeLibrary.TryGetExport(library, "ompi_mpi_errors_return", out nint errors)
            ? new MpiAbi(world, bytes, errors, StatusesIgnore: 0, RequestSize: IntPtr.Size, EagerLength)
            : Kin.Any(name => version.Contains(name, StringComparison.OrdinalIgnoreCase)) ? Mpich : null;
}
