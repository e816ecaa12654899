using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>A pass on a thread of its own, which reads, shuffles and cuts batches, as many ahead as the stream says.</summary>
internal sealed class BackgroundStreamPass : StreamPass
{
    private readonly StreamedSource _stream;
    private readonly ReadOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<StreamedSample[]> _ready;
    private readonly Task _reading;

    /// <param name="stream">The stream.</param>
    /// <param name="options">How it is gone over.</param>
    /// <param name="epoch">The epoch, from 0, which decides the order.</param>
    public BackgroundStreamPass(StreamedSource stream, ReadOptions options, int epoch)
    {
        _stream = stream;
        _options = options;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        _ready = new BlockingCollection<StreamedSample[]>(stream.PrefetchedBatches);
        _reading = Task.Factory.StartNew(() => Read(epoch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override StreamedSample[]? Next()
    {
        if (_ready.TryTake(out StreamedSample[]? batch, Timeout.Infinite, _options.CancellationToken))
        {
            return batch;
        }

        _reading.GetAwaiter().GetResult();
        return null;
    }

    /// <summary>Ends the pass and, unless it was cancelled, waits until the sequence has been disposed of.</summary>
    public override void Dispose()
    {
        _stop.Cancel();
        Task released = _reading.ContinueWith(Release, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!_options.CancellationToken.IsCancellationRequested)
        {
            released.Wait();
        }
    }

    private void Release(Task reading)
    {
        // What failed after nobody wanted it any more is looked at, and passed over.
        _ = reading.Exception;
        _ready.Dispose();
        _stop.Dispose();
    }

    private void Read(int epoch)
    {
        try
        {
            foreach (StreamedSample[] batch in StreamBatches.Read(_stream, _options, epoch, _stop.Token))
            {
                _ready.Add(batch, _stop.Token);
            }
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }
}
