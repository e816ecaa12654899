using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>
/// Who waits and who works. A worker is a work item of the thread pool that predicts one batch and then lets the next one be begun behind
/// whatever else waits for a thread: so the callers whose answers are there go on first, and the next batch is the larger for it.
/// </summary>
internal sealed class PredictionQueue : IPredictionOwner
{
    // Finished requests are kept for the next ones, as many as wait in a busy service, and not as many as once did in a rush.
    private const int MostIdle = 256;

    private readonly Lock _gate = new();
    private readonly INetwork _network;
    private readonly BatchingOptions _options;
    private readonly PredictionMeter _meter;
    private readonly WaitingPredictions _waiting = new();
    private readonly Stack<PendingPrediction> _idle = new();
    private readonly Stack<Worker> _idleWorkers = new();
    private readonly ITimer? _delay;
    private int _working;
    private TaskCompletionSource? _closing;

    public PredictionQueue(INetwork network, BatchingOptions options)
    {
        _network = network;
        _options = options;
        _meter = new PredictionMeter(network.Info.Name, () => Length);
        _meter.Watch();
        if (options.MaxDelay > TimeSpan.Zero)
        {
            _delay = options.TimeProvider.CreateTimer(
                static queue => ((PredictionQueue)queue!).BeginWork(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public int Length
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    private bool IsFull => _waiting.Count >= _options.QueueCapacity;

    /// <summary>False when the queue is full.</summary>
    public bool TryPredict(ReadOnlyMemory<float> input, Memory<float> output, CancellationToken cancellation, out ValueTask prediction)
    {
        if (cancellation.IsCancellationRequested)
        {
            _meter.Canceled();
            prediction = ValueTask.FromCanceled(cancellation);
            return true;
        }

        long began = _options.TimeProvider.GetTimestamp();
        PendingPrediction? pending = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing is not null, typeof(BatchingPredictor<>));
            if (MayWorkHere())
            {
                _working++;
            }
            else if (IsFull)
            {
                _meter.Rejected();
                prediction = default;
                return false;
            }
            else
            {
                pending = _idle.TryPop(out PendingPrediction? idle) ? idle : new PendingPrediction(this);
                pending.Begin(input, output, began);
                _waiting.Add(pending);
                BeginWorkWhereDue();
            }
        }

        if (pending is null)
        {
            prediction = PredictHere(input, output, began);
        }
        else
        {
            pending.CancelWith(cancellation);
            prediction = new ValueTask(pending, pending.Version);
        }

        return true;
    }

    /// <summary>Ends when everything that was accepted has been answered.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_closing is null)
            {
                _closing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                BeginWorkWhereDue();
                EndWhereDone();
            }

            return _closing.Task;
        }
    }

    bool IPredictionOwner.TryWithdraw(PendingPrediction pending)
    {
        lock (_gate)
        {
            if (!_waiting.TryRemove(pending))
            {
                return false;
            }

            EndWhereDone();
        }

        _meter.Canceled();
        return true;
    }

    void IPredictionOwner.Return(PendingPrediction pending)
    {
        lock (_gate)
        {
            if (_idle.Count < MostIdle)
            {
                _idle.Push(pending);
            }
        }
    }

    /// <summary>
    /// Whether a sample that has just come is predicted by its caller: where it would be predicted alone and at once, handing it to another thread of the
    /// pool would only cost time. A thread that is not the pool's, such as that of a window, is not kept.
    /// </summary>
    private bool MayWorkHere() =>
        _waiting.Count == 0 && _working < _options.Workers && _delay is null && Thread.CurrentThread.IsThreadPoolThread;

    private ValueTask PredictHere(ReadOnlyMemory<float> input, Memory<float> output, long began)
    {
        _meter.Batch(1);
        try
        {
            _network.Predict(input.Span, output.Span);
        }
        catch (Exception exception)
        {
            _meter.Failed();
            return ValueTask.FromException(exception);
        }
        finally
        {
            EndWork();
        }

        _meter.Answered(_options.TimeProvider.GetElapsedTime(began));
        return default;
    }

    private void BeginWork()
    {
        lock (_gate)
        {
            BeginWorkWhereDue();
        }
    }

    private void EndWork()
    {
        lock (_gate)
        {
            _working--;
            BeginWorkWhereDue();
            EndWhereDone();
        }
    }

    /// <summary>Begins a worker where samples wait and one is free, or sees to it that one begins in time. The caller holds the gate.</summary>
    private void BeginWorkWhereDue()
    {
        if (_waiting.First is not { } first || _working == _options.Workers)
        {
            return;
        }

        if (_delay is not null && _closing is null && _waiting.Count < _options.MaxBatchSize)
        {
            TimeSpan left = _options.MaxDelay - _options.TimeProvider.GetElapsedTime(first.Began);
            if (left > TimeSpan.Zero)
            {
                // Clocks wake to the millisecond; rounded down this would come too early, again and again.
                _delay.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _working++;
        Worker worker = _idleWorkers.TryPop(out Worker? idle) ? idle : new Worker(this);
        ThreadPool.UnsafeQueueUserWorkItem(worker, preferLocal: false);
    }

    /// <summary>The caller holds the gate.</summary>
    private void EndWhereDone()
    {
        if (_closing is not null && _working == 0 && _waiting.Count == 0 && _closing.TrySetResult())
        {
            _delay?.Dispose();
            _meter.Unwatch();
        }
    }

    /// <summary>Predicts one batch at a time.</summary>
    private sealed class Worker(PredictionQueue queue) : IThreadPoolWorkItem
    {
        private readonly PredictionBatch _batch = new(queue._network, queue._meter, queue._options.TimeProvider, queue._options.MaxBatchSize);

        void IThreadPoolWorkItem.Execute()
        {
            int taken;
            lock (queue._gate)
            {
                taken = _batch.TakeFrom(queue._waiting);

                // More may wait than one batch takes, and another worker be free.
                queue.BeginWorkWhereDue();
            }

            if (taken > 0)
            {
                _batch.Run();
            }

            lock (queue._gate)
            {
                queue._idleWorkers.Push(this);
            }

            queue.EndWork();
        }
    }
}
