using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;
using NetGen.Execution;

namespace NetGen;

/// <summary>
/// Sums the gradients of the layers behind over the ranks while this rank's lanes are still on their way back through the layers before: bucket by bucket, each as soon as all lanes have
/// come to its mark and its jobs have ended. A thread of its own completes and exchanges them; where lanes have ended before it has begun, the caller exchanges them itself.
/// </summary>
/// <remarks>
/// Every rank sums the same buckets in the same order, one without lanes too. From <see cref="Begin"/> to <see cref="Finish"/> the exchange belongs to whoever sums buckets, so that it is used
/// by one thread at a time. The thread ends with <see cref="Dispose"/>, and when no step has come for long; the next step then begins another.
/// </remarks>
internal sealed class GradientExchange(Collective ranks) : IMarkObserver, IDisposable
{
    // Waking a thread costs some 50 microseconds: what takes not much longer is spun through.
    private static readonly long SpinTicks = Stopwatch.Frequency / 5_000;

    // A thread that waits for a rank which will never come has nothing that anybody wants, and must not keep its owner.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly GradientBuckets _buckets = new();
    private TrainingPass? _pass;
    private int _summands;
    private int _worker;
    private int _reached;
    private Stage _stage;
    private Thread? _thread;
    private ExceptionDispatchInfo? _failure;
    private bool _isBroken;
    private bool _isStopped;

    /// <summary>Who sums the buckets of a step.</summary>
    private enum Stage
    {
        /// <summary>There is no step.</summary>
        Idle,

        /// <summary>Nobody yet: no mark has been reached, or the thread has not awoken.</summary>
        Open,

        /// <summary>The thread, or the caller.</summary>
        Taken,

        /// <summary>Nobody any more: all are summed, or something has failed.</summary>
        Done,
    }

    /// <summary>Jobs that nobody has taken yet.</summary>
    public int JobsLeft => _buckets.JobsLeft;

    /// <summary>Whether a step has failed. The thread may still be waiting for what it was to get, and the exchange would be used by two threads.</summary>
    public bool IsTorn
    {
        get
        {
            lock (_gate)
            {
                return _isBroken;
            }
        }
    }

    /// <summary>Takes up a step.</summary>
    /// <param name="pass">A pass with marks.</param>
    /// <param name="lanes">This rank's lanes; there may be none.</param>
    /// <param name="summands">How many ranks have any, from the first on.</param>
    /// <param name="worker">A worker's index for jobs that run beside lanes, which no other thread has.</param>
    public void Begin(TrainingPass pass, LaneRange lanes, int summands, int worker)
    {
        lock (_gate)
        {
            _buckets.Begin(pass, lanes);
            (_pass, _summands, _worker) = (pass, summands, worker);
            _stage = Stage.Open;
            _thread ??= TryBeginThread();

            // A rank without lanes has nothing to wait for, and others may wait for it.
            _reached = lanes.Count > 0 ? 0 : _buckets.Count;
        }

        pass.MarkObserver = this;
    }

    /// <inheritdoc/>
    public void Reach(int mark)
    {
        if (_buckets.Reach(mark))
        {
            lock (_gate)
            {
                // The last lane to come to a mark has been at those before it: marks are reached in their order.
                _reached = mark + 1;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Runs the next job, if one is left, when all lanes have ended.</summary>
    public void RunJob(int worker)
    {
        if (_buckets.TryTakeJob(_buckets.Count, out int job))
        {
            Run(job, worker);
        }
    }

    /// <summary>Returns when all buckets are summed. To be called when all lanes and all jobs that the caller has taken are at their end.</summary>
    /// <exception cref="ExchangeException">Another rank cannot go on.</exception>
    public void Finish()
    {
        bool isMine;
        lock (_gate)
        {
            ranks.RunsBesideComputing = false;
            isMine = _stage == Stage.Open;
            _stage = isMine ? Stage.Taken : _stage;
        }

        if (isMine)
        {
            SumBuckets();
        }
        else
        {
            WaitForThread();
        }

        lock (_gate)
        {
            _stage = Stage.Idle;
        }

        _pass!.MarkObserver = null;
        _failure?.Throw();
    }

    /// <summary>Gives up a step that has failed. What the thread waits for may never come, so nobody waits for it.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _isBroken = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_gate)
        {
            _isStopped = true;
            thread = _thread;
            Monitor.PulseAll(_gate);
        }

        thread?.Join(LongestEnd);
    }

    private Thread? TryBeginThread()
    {
        if (!WorkerCrew.CanExist)
        {
            return null;
        }

        try
        {
            var thread = new Thread(SumBesideLanes) { IsBackground = true, Name = "NetGen gradient exchange" };
            thread.UnsafeStart();
            return thread;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException or PlatformNotSupportedException)
        {
            // The system gives no more threads: the caller sums when its lanes have ended.
            return null;
        }
    }

    private void SumBesideLanes()
    {
        while (WaitForMark())
        {
            SumBuckets();
        }
    }

    /// <summary>Waits for a step's first mark; false when the thread shall end.</summary>
    private bool WaitForMark()
    {
        lock (_gate)
        {
            bool isAwaited = true;
            while (!_isStopped && (isAwaited || (_stage == Stage.Open && !_isBroken)))
            {
                if (_stage == Stage.Open && _reached > 0)
                {
                    _stage = Stage.Taken;
                    ranks.RunsBesideComputing = true;
                    return true;
                }

                isAwaited = Monitor.Wait(_gate, WorkerCrew.LongestIdleTime);
            }

            // A step that begins now begins another thread.
            _thread = null;
            return false;
        }
    }

    private void SumBuckets()
    {
        try
        {
            for (int bucket = 0; bucket < _buckets.Count && Wait(bucket, isForJobs: false); bucket++)
            {
                while (_buckets.TryTakeJob(bucket, out int job))
                {
                    Run(job, _worker);
                }

                if (Wait(bucket, isForJobs: true))
                {
                    ranks.Sum(_buckets.Of(bucket), _summands);
                }
            }
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            lock (_gate)
            {
                _stage = Stage.Done;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until all lanes have come to a bucket's mark, or all its jobs have ended; false where the step is given up.</summary>
    private bool Wait(int bucket, bool isForJobs)
    {
        lock (_gate)
        {
            while (!_isBroken && !_isStopped)
            {
                if (isForJobs ? _buckets.IsComplete(bucket) : _reached > bucket)
                {
                    return true;
                }

                Monitor.Wait(_gate);
            }

            return false;
        }
    }

    private void WaitForThread()
    {
        long began = Stopwatch.GetTimestamp();
        bool isDone = false;
        while (!isDone)
        {
            lock (_gate)
            {
                isDone = _stage == Stage.Done;
                if (!isDone && Stopwatch.GetTimestamp() - began >= SpinTicks)
                {
                    Monitor.Wait(_gate);
                }
            }

            Thread.SpinWait(isDone ? 0 : 20);
        }
    }

    private void Run(int job, int worker)
    {
        if (_buckets.Run(job, worker))
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
