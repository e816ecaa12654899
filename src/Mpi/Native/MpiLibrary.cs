using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace NetGen.Mpi.Native;

/// <summary>
/// The calls of an MPI library. Handles are passed as words of the machine: a callee that takes 32 bits does not look at the others, on every processor that .NET runs on.
/// </summary>
internal sealed unsafe class MpiLibrary
{
    private const int LongestText = 8192;

    // What is there at once is not slept through.
    private static readonly long SpinTicks = Stopwatch.Frequency / 50_000;
    private const int SpinsOfLook = 20;

    // A look takes microseconds, and copies what has come.
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(100);

    private readonly object _looks = new();
    private readonly delegate* unmanaged<int*, byte***, int, int*, int> _initThread;
    private readonly delegate* unmanaged<int*, int> _initialized;
    private readonly delegate* unmanaged<int> _finalize;
    private readonly delegate* unmanaged<nint, int*, int> _commRank;
    private readonly delegate* unmanaged<nint, int*, int> _commSize;
    private readonly delegate* unmanaged<nint, nint*, int> _commDup;
    private readonly delegate* unmanaged<nint, nint, int> _commSetErrhandler;
    private readonly delegate* unmanaged<nint, int, int> _abort;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, void*, int> _isend;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, void*, int> _irecv;
    private readonly delegate* unmanaged<int, void*, nint, int> _waitall;
    private readonly delegate* unmanaged<int, void*, int*, nint, int> _testall;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> _allgather;
    private readonly delegate* unmanaged<int, byte*, int*, int> _errorString;
    private readonly delegate* unmanaged<byte*, int*, int> _libraryVersion;

    /// <param name="handle">The loaded library.</param>
    /// <param name="path">Where it was loaded from.</param>
    /// <exception cref="MpiException">It is no MPI library, or one whose handles are not known.</exception>
    public MpiLibrary(nint handle, string path)
    {
        Path = path;
        _initThread = (delegate* unmanaged<int*, byte***, int, int*, int>)Export(handle, "MPI_Init_thread");
        _initialized = (delegate* unmanaged<int*, int>)Export(handle, "MPI_Initialized");
        _finalize = (delegate* unmanaged<int>)Export(handle, "MPI_Finalize");
        _commRank = (delegate* unmanaged<nint, int*, int>)Export(handle, "MPI_Comm_rank");
        _commSize = (delegate* unmanaged<nint, int*, int>)Export(handle, "MPI_Comm_size");
        _commDup = (delegate* unmanaged<nint, nint*, int>)Export(handle, "MPI_Comm_dup");
        _commSetErrhandler = (delegate* unmanaged<nint, nint, int>)Export(handle, "MPI_Comm_set_errhandler");
        _abort = (delegate* unmanaged<nint, int, int>)Export(handle, "MPI_Abort");
        _isend = (delegate* unmanaged<void*, int, nint, int, int, nint, void*, int>)Export(handle, "MPI_Isend");
        _irecv = (delegate* unmanaged<void*, int, nint, int, int, nint, void*, int>)Export(handle, "MPI_Irecv");
        _waitall = (delegate* unmanaged<int, void*, nint, int>)Export(handle, "MPI_Waitall");
        _testall = (delegate* unmanaged<int, void*, int*, nint, int>)Export(handle, "MPI_Testall");
        _allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Export(handle, "MPI_Allgather");
        _errorString = (delegate* unmanaged<int, byte*, int*, int>)Export(handle, "MPI_Error_string");
        _libraryVersion = (delegate* unmanaged<byte*, int*, int>)Export(handle, "MPI_Get_library_version");
        Abi = MpiAbi.Of(handle, Version) ?? throw new MpiException(
            $"'{path}' is an MPI library whose handles are not known: Open MPI, MPICH and what keeps to MPICH's ABI "
            + $"(Intel MPI, MVAPICH, Cray MPICH, Microsoft MPI) can be used. It calls itself: {Version}");
    }

    public string Path { get; }

    public MpiAbi Abi { get; }

    /// <summary>What the library calls itself.</summary>
    public string Version
    {
        get
        {
            byte* text = stackalloc byte[LongestText];
            int length = 0;
            _ = _libraryVersion(text, &length);
            return Text(text, length);
        }
    }

    /// <summary>Whether somebody has started MPI in this process.</summary>
    public bool IsInitialized
    {
        get
        {
            int flag = 0;
            Check(_initialized(&flag), "MPI_Initialized");
            return flag != 0;
        }
    }

    /// <summary>Starts MPI and returns the level of threads that it gives.</summary>
    public int Initialize(int level)
    {
        int provided = 0;
        Check(_initThread(null, null, level, &provided), "MPI_Init_thread");
        return provided;
    }

    public void End() => Check(_finalize(), "MPI_Finalize");

    public int RankIn(nint communicator)
    {
        int rank = 0;
        Check(_commRank(communicator, &rank), "MPI_Comm_rank");
        return rank;
    }

    public int CountOf(nint communicator)
    {
        int count = 0;
        Check(_commSize(communicator, &count), "MPI_Comm_size");
        return count;
    }

    /// <summary>A communicator of the same processes, whose messages meet no others, and whose failures come back to who calls.</summary>
    public nint Duplicate(nint communicator)
    {
        nint duplicate = 0;
        Check(_commDup(communicator, &duplicate), "MPI_Comm_dup");
        Check(_commSetErrhandler(duplicate, Abi.ErrorsReturn), "MPI_Comm_set_errhandler");
        return duplicate;
    }

    /// <summary>Ends all processes. A thread that waits beside computing ones is let out of the library first, which one thread at a time may call.</summary>
    public void Abort(nint communicator, int exitCode)
    {
        bool isAlone = Monitor.TryEnter(_looks, LongestLook);
        try
        {
            _ = _abort(communicator, exitCode);
        }
        finally
        {
            if (isAlone)
            {
                Monitor.Exit(_looks);
            }
        }
    }

    /// <summary>Begins to receive bytes of another process.</summary>
    public void Receive(nint communicator, int partner, byte* bytes, int length, byte* request) =>
        Check(_irecv(bytes, length, Abi.Byte, partner, 0, communicator, request), "MPI_Irecv");

    /// <summary>Begins to send bytes to another process.</summary>
    public void Send(nint communicator, int partner, byte* bytes, int length, byte* request) =>
        Check(_isend(bytes, length, Abi.Byte, partner, 0, communicator, request), "MPI_Isend");

    /// <summary>Whether all of some requests have ended, which are none any more then.</summary>
    public bool Test(int count, byte* requests)
    {
        int areDone = 0;
        lock (_looks)
        {
            Check(_testall(count, requests, &areDone, Abi.StatusesIgnore), "MPI_Testall");
        }

        return areDone != 0;
    }

    /// <summary>Returns when all of some requests have ended.</summary>
    /// <param name="count">How many.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="sleeps">Whether to sleep while nothing comes, since other threads compute: the library itself spins. Null where none do.</param>
    public void Wait(int count, byte* requests, Func<bool>? sleeps)
    {
        long began = Stopwatch.GetTimestamp();
        while (sleeps?.Invoke() == true)
        {
            if (Test(count, requests))
            {
                return;
            }

            if (Stopwatch.GetTimestamp() - began < SpinTicks)
            {
                Thread.SpinWait(SpinsOfLook);
            }
            else
            {
                Nap.Take();
            }
        }

        Check(_waitall(count, requests, Abi.StatusesIgnore), "MPI_Waitall");
    }

    /// <summary>One number of each process.</summary>
    public long[] Gather(nint communicator, long value)
    {
        long[] all = new long[CountOf(communicator)];
        fixed (long* received = all)
        {
            Check(_allgather(&value, sizeof(long), Abi.Byte, received, sizeof(long), Abi.Byte, communicator), "MPI_Allgather");
        }

        return all;
    }

    private void Check(int code, string call)
    {
        if (code != 0)
        {
            byte* text = stackalloc byte[LongestText];
            int length = 0;
            _ = _errorString(code, text, &length);
            throw new MpiException($"{call} has failed: {Text(text, length)}");
        }
    }

    private nint Export(nint handle, string name) => NativeLibrary.TryGetExport(handle, name, out nint address)
        ? address
        : throw new MpiException($"'{Path}' has no {name}: it is no MPI library, or one before version 3 of the standard.");

    private static string Text(byte* text, int length) => Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestText)).TrimEnd('\0', '\n', '\r', ' ');
}
