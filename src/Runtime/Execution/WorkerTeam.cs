using System;

namespace NetGen.Execution;

/// <summary>A set of independent jobs.</summary>
public interface IJobs
{
    /// <summary>Runs one job.</summary>
    /// <param name="job">The job's number.</param>
    /// <param name="worker">The running thread's number within the team; no two jobs at once have the same.</param>
    void Run(int job, int worker);
}

/// <summary>Threads that wait for jobs. The calling thread works too, as worker 0.</summary>
public sealed class WorkerTeam : IDisposable
{
    /// <summary>A team.</summary>
    /// <param name="workers">Number of threads, the caller's included; at least 1.</param>
    public WorkerTeam(int workers)
    {
        Workers = workers;
    }

    /// <summary>Number of threads, the caller's included.</summary>
    public int Workers { get; }

    /// <summary>Runs jobs 0 to <paramref name="count"/> - 1 and returns when all have ended. Allocates nothing.</summary>
    public void Run(IJobs jobs, int count)
    {
        for (int job = 0; job < count; job++)
        {
            jobs.Run(job, Workers - Workers);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
