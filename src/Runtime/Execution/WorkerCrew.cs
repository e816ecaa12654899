using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// The threads behind a <see cref="WorkerTeam"/>. A round of jobs is one 64-bit ticket, the round's number above the next
/// job's: whoever moves the ticket on owns that job. A thread that wakes late finds a ticket of another round or none
/// left, so nobody waits for threads that never got a job.
/// </summary>
internal sealed class WorkerCrew
{
    // About the time that parking and waking a thread costs: shorter pauses between rounds are spun through.
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private readonly object _wakeGate = new();
    private readonly object _doneGate = new();
    private readonly object _failureGate = new();

    // The job of a ticket that has none to give away: late threads must not take the next round's for theirs.
    private const long Closed = int.MaxValue;

    private IJobs? _jobs;
    private int _count;
    private long _ticket = Closed;
    private int _unfinished;

    private int _parked;
    private int _callerParked;
    private volatile bool _stopped;

    private volatile ExceptionDispatchInfo? _failure;
    private int _failedJob;

    public WorkerCrew(int threads)
    {
        for (int i = 1; i <= threads; i++)
        {
            int worker = i;
            var thread = new Thread(() => Work(worker)) { IsBackground = true, Name = $"NetGen worker {worker}" };
            thread.UnsafeStart();
        }
    }

    public bool Stopped => _stopped;

    public void Stop()
    {
        lock (_wakeGate)
        {
            _stopped = true;
            Monitor.PulseAll(_wakeGate);
        }
    }

    /// <summary>Runs one round, with the caller as worker 0.</summary>
    public void Run(IJobs jobs, int count)
    {
        _jobs = jobs;
        _count = count;
        _unfinished = count;
        _failure = null;
        _failedJob = int.MaxValue;

        long round = (_ticket >> 32) + 1;
        Interlocked.Exchange(ref _ticket, round << 32);
        if (Volatile.Read(ref _parked) > 0)
        {
            lock (_wakeGate)
            {
                Monitor.PulseAll(_wakeGate);
            }
        }

        RunJobs(worker: 0);
        WaitForOthers();
        Interlocked.Exchange(ref _ticket, (round << 32) | Closed);
        _jobs = null;
        _failure?.Throw();
    }

    private void Work(int worker)
    {
        long seen = 0;
        while (WaitForRound(ref seen))
        {
            RunJobs(worker);
        }
    }

    private void RunJobs(int worker)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            IJobs? jobs = _jobs;
            int job = (int)ticket;
            if (job >= Volatile.Read(ref _count))
            {
                return;
            }

            // The exchange succeeds only while the ticket is the one that was read, and a round with a job to give away
            // has not ended: what was read above belongs to it.
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
            {
                continue;
            }

            RunJob(jobs!, job, worker);
            if (Interlocked.Decrement(ref _unfinished) == 0 && Volatile.Read(ref _callerParked) != 0)
            {
                lock (_doneGate)
                {
                    Monitor.PulseAll(_doneGate);
                }
            }
        }
    }

    private void RunJob(IJobs jobs, int job, int worker)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            jobs.Run(job, worker);
        }
        catch (Exception exception)
        {
            lock (_failureGate)
            {
                if (job < _failedJob)
                {
                    _failedJob = job;
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
            }
        }
    }

    private bool WaitForRound(ref long seen)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - began < SpinTicks)
        {
            if (NewRound(ref seen))
            {
                return true;
            }

            Thread.SpinWait(20);
        }

        lock (_wakeGate)
        {
            // Announced before the last look at the ticket, as the caller publishes the ticket before it looks here.
            Interlocked.Increment(ref _parked);
            try
            {
                while (!_stopped)
                {
                    if (NewRound(ref seen))
                    {
                        return true;
                    }

                    Monitor.Wait(_wakeGate);
                }

                return false;
            }
            finally
            {
                Interlocked.Decrement(ref _parked);
            }
        }
    }

    private bool NewRound(ref long seen)
    {
        long round = Volatile.Read(ref _ticket) >> 32;
        bool isNew = round != seen;
        seen = round;
        return isNew && !_stopped;
    }

    private void WaitForOthers()
    {
        long began = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _unfinished) > 0)
        {
            if (Stopwatch.GetTimestamp() - began < SpinTicks)
            {
                Thread.SpinWait(20);
                continue;
            }

            lock (_doneGate)
            {
                Interlocked.Exchange(ref _callerParked, 1);
                while (Volatile.Read(ref _unfinished) > 0)
                {
                    Monitor.Wait(_doneGate);
                }

                Volatile.Write(ref _callerParked, 0);
            }
        }
    }
}
