using System;
using System.Linq;
using System.Text;
using System.Threading;
using NetGen.Mpi.Native;

namespace NetGen;

/// <summary>
/// This process as one of those that <c>mpirun</c>, <c>srun</c> or the like has started: joins them for as long as it is not disposed of. Once in a process, around all training.
/// </summary>
/// <example>
/// <code>
/// using var mpi = MpiProcess.Start();
/// trainer.Fit(train, new FitOptions { Epochs = 10, Exchange = mpi.World });
/// </code>
/// </example>
public sealed class MpiProcess : IDisposable
{
    // One thread at a time: who fits need not be who started.
    private const int SerializedThreads = 2;

    private static int _starts;

    private readonly MpiLibrary _library;
    private bool _isDisposed;

    private MpiProcess(MpiLibrary library)
    {
        _library = library;
        nint communicator = library.Duplicate(library.Abi.World);
        long machine = HashOf(Environment.MachineName);
        bool[] areHere = [.. library.Gather(communicator, machine).Select(other => other == machine)];
        ProcessesOnMachine = areHere.Count(isHere => isHere);
        World = new MpiExchange(library, communicator, areHere);
    }

    /// <summary>All processes of the job, for <see cref="FitOptions.Exchange"/>.</summary>
    public Exchange World { get; }

    /// <summary>This process's number, from 0.</summary>
    public int Rank => World.Rank;

    /// <summary>Number of processes.</summary>
    public int Count => World.Count;

    /// <summary>
    /// How many of the processes run on this machine, this one included: where the launcher binds none to processors of its own, they share <see cref="Environment.ProcessorCount"/> by
    /// <see cref="FitOptions.Threads"/>.
    /// </summary>
    public int ProcessesOnMachine { get; }

    /// <summary>What the MPI library calls itself: "Open MPI v4.1.4, ...".</summary>
    public string LibraryVersion => _library.Version;

    /// <summary>
    /// Joins the other processes. Without a launcher the process is the only one. An exception that nobody catches then ends all processes, with what it says on the standard error.
    /// </summary>
    /// <exception cref="DllNotFoundException">There is no MPI library; the message says which names were looked for.</exception>
    /// <exception cref="MpiException">The library cannot be used: its binary interface is neither Open MPI's nor MPICH's, it knows no threads, or it is not the launcher's.</exception>
    /// <exception cref="InvalidOperationException">MPI was started in this process already, which it can be once.</exception>
    public static MpiProcess Start()
    {
        if (Interlocked.Exchange(ref _starts, 1) != 0)
        {
            throw new InvalidOperationException(
                "MPI was started in this process already. It can be started once: keep the MpiProcess for as long as there is something to train.");
        }

        MpiLibrary library = LibrarySearch.Load();
        if (library.IsInitialized)
        {
            throw new InvalidOperationException("Something else has started MPI in this process, which can be done once.");
        }

        int level = library.Initialize(SerializedThreads);
        if (level < SerializedThreads)
        {
            throw new MpiException(
                $"'{library.Path}' lets only the thread that starts it call it (level {level} of threads, where {SerializedThreads} is needed). "
                + $"It calls itself: {library.Version}");
        }

        int count = library.CountOf(library.Abi.World);
        if (LibrarySearch.Launched is { } launched && launched.Count != count)
        {
            throw new MpiException(
                $"{launched.Launcher} has started {launched.Count} processes, and '{library.Path}' knows of {count}: it is another MPI than the launcher's. "
                + "Start the program with the library's own (Debian: mpirun.openmpi or mpirun.mpich), "
                + $"or name the launcher's library in {LibrarySearch.Variable}. The library calls itself: {library.Version}");
        }

        var process = new MpiProcess(library);
        AppDomain.CurrentDomain.UnhandledException += process.EndAll;
        return process;
    }

    /// <summary>
    /// Leaves the other processes, once all of them do. A process that throws must not come here while the others wait for it: call <see cref="Exchange.Abort"/> where you catch what ends the program.
    /// </summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            AppDomain.CurrentDomain.UnhandledException -= EndAll;
            _library.End();
        }
    }

    private static long HashOf(string name)
    {
        long hash = 17;
        foreach (byte letter in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash * 31) + letter);
        }

        return hash;
    }

    private void EndAll(object sender, UnhandledExceptionEventArgs args) =>
        World.Abort(args.ExceptionObject as Exception ?? new MpiException($"{args.ExceptionObject}"));
}
