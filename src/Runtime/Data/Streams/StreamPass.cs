using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NetGen;

/// <summary>One pass over a stream: a thread that reads, shuffles and cuts batches, as many ahead as the stream says.</summary>
internal sealed class StreamPass : IDisposable
{
    private readonly StreamedSource _stream;
    private readonly ReadOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<StreamedSample[]> _ready;
    private readonly Task _reading;

    /// <param name="stream">The stream.</param>
    /// <param name="options">How it is gone over.</param>
    /// <param name="epoch">The epoch, from 0, which decides the order.</param>
    public StreamPass(StreamedSource stream, ReadOptions options, int epoch)
    {
        _stream = stream;
        _options = options;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        _ready = new BlockingCollection<StreamedSample[]>(stream.PrefetchedBatches);
        _reading = Task.Factory.StartNew(() => Read(epoch), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// The next batch; null where the stream has ended. Where it has failed, its exception is thrown, after the whole batches
    /// before the failure, however far ahead it was read.
    /// </summary>
    public StreamedSample[]? Next()
    {
        if (_ready.TryTake(out StreamedSample[]? batch, Timeout.Infinite, _options.CancellationToken))
        {
            return batch;
        }

        _reading.GetAwaiter().GetResult();
        return null;
    }

    /// <summary>Ends the pass and, unless it was cancelled, waits until the sequence has been disposed of.</summary>
    public void Dispose()
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
            IEnumerable<StreamedSample> samples = Take();
            if (_options.Shuffle)
            {
                samples = Shuffling.Through(_stream.ShuffleBuffer, samples, RandomKeys.OfShuffle(_options.Seed, epoch));
            }

            foreach (StreamedSample[] batch in samples.Chunk(_options.BatchSize))
            {
                _ready.Add(batch, _stop.Token);
            }
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    private IEnumerable<StreamedSample> Take()
    {
        var layout = new SampleLayout(_stream.InputSize, _stream.TargetKind, _stream.TargetSize);
        long taken = 0;
        foreach (Sample sample in _stream.Samples(_stop.Token))
        {
            _stop.Token.ThrowIfCancellationRequested();
            layout.Check(sample, taken, _options.Role);
            yield return taken != _stream.Count
                ? new StreamedSample(sample.Input.ToArray(), sample.Target.ToArray(), sample.Weight, taken++)
                : throw new InvalidDataException($"The {_options.Role} goes on after the {taken} samples that the stream was said to have.");
        }

        if (taken == 0)
        {
            throw new InvalidDataException($"The {_options.Role} is empty: the stream ended before its first sample.");
        }

        if (taken < _stream.Count)
        {
            throw new InvalidDataException($"The {_options.Role} ended after {taken} of the {_stream.Count} samples that the stream was said to have.");
        }
    }
}
