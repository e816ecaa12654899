using System;
using System.Threading;

namespace NetGen;

/// <summary>
/// Keeps the buffers and threads of one call of a trainer for the next. A call within another, from a callback, gets its own.
/// </summary>
internal sealed class BatchRunnerCache(INetwork model, Loss loss)
{
    private BatchRunner? _idle;

    /// <summary>Does work with a runner of at least this capacity and exactly as many threads.</summary>
    public TResult Use<TResult>(int capacity, int threads, Func<BatchRunner, TResult> work)
    {
        BatchRunner runner = Take(capacity, threads);
        try
        {
            TResult result = work(runner);
            Interlocked.Exchange(ref _idle, runner)?.Dispose();
            return result;
        }
        catch
        {
            // What the emitted code left half done is not used again.
            runner.Dispose();
            throw;
        }
    }

    private BatchRunner Take(int capacity, int threads)
    {
        BatchRunner? idle = Interlocked.Exchange(ref _idle, null);
        if (idle is not null && idle.Batch.Capacity >= capacity && idle.Threads == threads)
        {
            return idle;
        }

        idle?.Dispose();
        return new BatchRunner(model, loss, capacity, threads);
    }
}
