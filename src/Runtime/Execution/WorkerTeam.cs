using System;
using System.ComponentModel;
using System.Threading;

namespace NetGen.Execution;

/// <summary>A set of independent jobs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IJobs
{
    /// <summary>Runs one job.</summary>
    /// <param name="job">The job's number.</param>
    /// <param name="worker">The running thread's number within the team; no two jobs at once have the same.</param>
    void Run(int job, int worker);
}

/// <summary>
/// Threads that wait for jobs. The calling thread works too, as worker 0. The threads are background threads and end
/// with <see cref="Dispose"/>, or when a team that nobody disposed is collected; they also end after ten seconds without jobs, and
/// others begin with the next ones.
/// </summary>
/// <remarks>Where a program cannot have threads, in a browser, the calling thread does all jobs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerTeam : IDisposable
{
    private readonly WorkerCrew? _crew;
    private int _running;

    /// <summary>A team.</summary>
    /// <param name="workers">Number of threads, the caller's included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    public WorkerTeam(int workers)
        : this(workers, WorkerCrew.LongestIdleTime, hasThreads: WorkerCrew.CanExist)
    {
    }

    /// <param name="workers">Number of threads, the caller's included; at least 1.</param>
    /// <param name="idleTime">How long threads wait for jobs before they end.</param>
    /// <param name="hasThreads">Whether the program can have threads beside the caller's.</param>
    /// <param name="start">Starts a thread; default: as the platform does.</param>
    internal WorkerTeam(int workers, TimeSpan idleTime, bool hasThreads, Action<Thread>? start = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Workers = workers;
        if (workers > 1 && hasThreads)
        {
            _crew = new WorkerCrew(workers - 1, idleTime, start ?? (static thread => thread.UnsafeStart()));
        }
    }

    /// <summary>Ends the threads of a team that was not disposed; they do not refer to the team itself.</summary>
    ~WorkerTeam() => _crew?.Stop();

    /// <summary>Number of threads, the caller's included.</summary>
    public int Workers { get; }

    /// <summary>Whether the caller does all jobs, as worker 0, and the other threads rest. Who has taken the team sets it, between jobs, and leaves it as it was.</summary>
    internal bool WorksAlone { get; set; }

    /// <summary>Whether the last jobs' caller waited for a thread that something else kept from its processor.</summary>
    internal bool KeptWaiting => _crew is { KeptWaiting: true };

    /// <summary>
    /// Runs jobs 0 to <paramref name="count"/> - 1 and returns when all have ended. Allocates nothing, unless threads have to be begun.
    /// </summary>
    /// <remarks>
    /// Every thread begins with a share of neighbouring jobs, the caller with the first. When jobs fail, those with higher numbers that have not yet begun are dropped and, after all others have
    /// ended, the exception of the lowest-numbered failed job is thrown here: which one that is does not depend on threads.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The team is at work already, or this is called from one of its jobs.</exception>
    /// <exception cref="ObjectDisposedException">The team has been disposed.</exception>
    public void Run(IJobs jobs, int count) => Run(jobs, count, isReversed: false);

    /// <inheritdoc cref="Run(IJobs, int)"/>
    /// <param name="jobs">The jobs.</param>
    /// <param name="count">Number of jobs.</param>
    /// <param name="isReversed">Whether the shares lie the other way round: then every thread begins with what it had where jobs are the same ones with the last one first.</param>
    internal void Run(IJobs jobs, int count, bool isReversed)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException("The team is at work; it runs one set of jobs at a time, and jobs cannot start others on their own team.");
        }

        try
        {
            if (_crew is null || count <= 1 || WorksAlone)
            {
                for (int job = 0; job < count; job++)
                {
                    jobs.Run(job, 0);
                }
            }
            else
            {
                ObjectDisposedException.ThrowIf(_crew.Stopped, this);
                _crew.Run(jobs, count, isReversed);
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
            GC.KeepAlive(this);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _crew?.Stop();
        GC.SuppressFinalize(this);
    }
}
