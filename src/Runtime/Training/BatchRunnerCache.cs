using System;
using System.Threading;

namespace NetGen;

/// <summary>
/// Keeps the buffers of one call of a trainer for the next. A call within another, from a callback, gets its own.
/// </summary>
internal sealed class BatchRunnerCache(INetwork model, Loss loss)
{
    private BatchRunner? _idle;

    /// <summary>Does work with a runner of at least this capacity and exactly as many threads, which shares batches with other ranks where there are any.</summary>
    public TResult Use<TResult>(int capacity, int threads, Func<BatchRunner, TResult> work, BatchSharing? sharing = null)
    {
        BatchRunner runner = Take(capacity, threads);
        runner.GoToWork(sharing);
        TResult result;
        try
        {
            result = work(runner);
        }
        finally
        {
            runner.Rest();
        }

        // Only now: what the emitted code left half done is not used again.
        Volatile.Write(ref _idle, runner);
        return result;
    }

    private BatchRunner Take(int capacity, int threads)
    {
        BatchRunner? idle = Interlocked.Exchange(ref _idle, null);
        return idle is not null && idle.Batch.Capacity >= capacity && idle.Threads == threads
            ? idle
            : new BatchRunner(model, loss, capacity, threads);
    }
}
