using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace NetGen.Execution;

/// <summary>
/// The threads behind a <see cref="WorkerTeam"/>. They take the jobs of a round out of <see cref="JobShares"/>. Threads begin with the first round and end when none has come for long; the
/// next round then begins them anew.
/// </summary>
internal sealed class WorkerCrew
{
    // Shorter pauses between rounds are spun through. Parking and waking a thread costs some 50 microseconds, and between two layers of a sample that threads
    // share, one of them may work alone for twice as long.
    private static readonly long SpinTicks = Stopwatch.Frequency / 5_000;

    private readonly TimeSpan _idleTime;
    private readonly Action<Thread> _start;
    private readonly bool[] _isPresent;
    private readonly object _wakeGate = new();
    private readonly object _doneGate = new();
    private readonly object _failureGate = new();

    private readonly int _workers;
    private readonly JobShares _shares;
    private IJobs? _jobs;
    private bool _isReversed;
    private long _round;
    private int _unfinished;

    private int _present;
    private int _parked;
    private int _callerParked;
    private volatile bool _stopped;

    private volatile ExceptionDispatchInfo? _failure;
    private int _failedJob;

    /// <param name="threads">Number of threads, the caller's not counted.</param>
    /// <param name="idleTime">How long a thread waits for a round before it ends.</param>
    /// <param name="start">Starts a thread, or throws where the system gives none.</param>
    public WorkerCrew(int threads, TimeSpan idleTime, Action<Thread> start)
    {
        _idleTime = idleTime;
        _start = start;
        _isPresent = new bool[threads];
        _workers = threads + 1;
        _shares = new JobShares(_workers);
    }

    /// <summary>Whether the program can have threads of its own.</summary>
    public static bool CanExist => !OperatingSystem.IsBrowser() && !OperatingSystem.IsWasi();

    /// <summary>Longer than what lies between the steps of anybody who trains, and short enough that nobody sees threads that do nothing.</summary>
    public static TimeSpan LongestIdleTime { get; } = TimeSpan.FromSeconds(10);

    public bool Stopped => _stopped;

    /// <summary>Whether the last round's caller waited for another thread for longer than the jobs explain: something else had its processor.</summary>
    public bool KeptWaiting { get; private set; }

    public void Stop()
    {
        lock (_wakeGate)
        {
            _stopped = true;
            Monitor.PulseAll(_wakeGate);
        }
    }

    /// <summary>Runs one round, with the caller as worker 0.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="count">Number of jobs.</param>
    /// <param name="isReversed">Whether the last worker has the first share, and the caller the last.</param>
    public void Run(IJobs jobs, int count, bool isReversed)
    {
        _jobs = jobs;
        _isReversed = isReversed;
        _unfinished = count;
        _failure = null;
        _failedJob = int.MaxValue;

        long round = _round + 1;
        _shares.Open(round, count);
        Interlocked.Exchange(ref _round, round);
        if (Volatile.Read(ref _parked) > 0 || Volatile.Read(ref _present) < _isPresent.Length)
        {
            // A thread that is about to end, with this round unseen, has ended once the gate is taken.
            lock (_wakeGate)
            {
                Monitor.PulseAll(_wakeGate);
                BeginThreads();
            }
        }

        long began = Stopwatch.GetTimestamp();
        RunJobs(worker: 0);
        long finished = Stopwatch.GetTimestamp();
        WaitForOthers(finished);
        KeptWaiting = Stopwatch.GetTimestamp() - finished > Math.Max(SpinTicks, 2 * (finished - began));
        _shares.Close(round);
        _jobs = null;
        _failure?.Throw();
    }

    /// <summary>Begins the threads that are not there, or no longer. The caller holds the gate.</summary>
    private void BeginThreads()
    {
        for (int i = 0; i < _isPresent.Length; i++)
        {
            if (!_isPresent[i] && TryBeginThread(worker: i + 1))
            {
                _isPresent[i] = true;
                _present++;
            }
        }
    }

    private bool TryBeginThread(int worker)
    {
        try
        {
            var thread = new Thread(() => Work(worker)) { IsBackground = true, Name = $"NetGen worker {worker}" };
            _start(thread);
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException or PlatformNotSupportedException)
        {
            // The system gives no more threads. Those that are there do the work.
            return false;
        }
    }

    private void Work(int worker)
    {
        long seen = 0;
        while (WaitForRound(worker, ref seen))
        {
            RunJobs(worker);
        }
    }

    /// <summary>Takes jobs until all have been taken: of the worker's own share first, then of those of the workers behind it.</summary>
    private void RunJobs(int worker)
    {
        int done = 0;
        for (int i = 0; i < _workers; i++)
        {
            int owner = (worker + i) % _workers;
            while (_shares.TryTake(_isReversed ? _workers - 1 - owner : owner, out int job))
            {
                // There is a job that has not ended, so all that is read here is of its round.
                RunJob(_jobs!, job, worker);
                done++;
            }
        }

        if (done > 0 && Interlocked.Add(ref _unfinished, -done) == 0 && Volatile.Read(ref _callerParked) != 0)
        {
            lock (_doneGate)
            {
                Monitor.PulseAll(_doneGate);
            }
        }
    }

    private void RunJob(IJobs jobs, int job, int worker)
    {
        // Of jobs that fail the lowest-numbered runs, whenever the others have failed.
        if (job > Volatile.Read(ref _failedJob))
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

    /// <summary>Waits for a round; false when the thread shall end.</summary>
    private bool WaitForRound(int worker, ref long seen)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - began < SpinTicks)
        {
            if (NewRound(ref seen))
            {
                return true;
            }

            Thread.SpinWait(4);
        }

        lock (_wakeGate)
        {
            // Announced before the last look at the ticket, as the caller publishes the ticket before it looks here.
            Interlocked.Increment(ref _parked);
            try
            {
                bool isAwaited = true;
                while (!_stopped)
                {
                    if (NewRound(ref seen))
                    {
                        return true;
                    }

                    if (!isAwaited)
                    {
                        break;
                    }

                    isAwaited = Monitor.Wait(_wakeGate, _idleTime);
                }

                // A round that begins now begins another thread.
                _isPresent[worker - 1] = false;
                _present--;
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
        long round = Volatile.Read(ref _round);
        bool isNew = round != seen;
        seen = round;
        return isNew && !_stopped;
    }

    private void WaitForOthers(long began)
    {
        while (Volatile.Read(ref _unfinished) > 0)
        {
            if (Stopwatch.GetTimestamp() - began < SpinTicks)
            {
                Thread.SpinWait(4);
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
