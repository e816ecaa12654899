namespace NetGen;

/// <summary>Goes over a stream, which is read in the background where there are threads.</summary>
internal sealed class StreamEpochReader(StreamedSource stream, ReadOptions options) : EpochReader
{
    private readonly StreamedSamples _batch = new();
    private StreamPass? _pass;
    private StreamedSample[]? _first;
    private int _capacity = int.Min(options.BatchSize, stream.Count ?? 1);
    private int? _steps = stream.Count is { } count ? EpochOrder.Steps(count, options.BatchSize) : null;
    private int _step;

    /// <summary>Of a stream of unknown length those of its first batch, and one before there was any.</summary>
    public override int Capacity => _capacity;

    /// <summary>Of a stream of unknown length those of the epoch before.</summary>
    public override int? Steps => _steps;

    public override void Begin(int epoch)
    {
        _pass?.Dispose();
        _pass = StreamPass.Begin(stream, options, epoch);
        _step = 0;

        // No batch has more samples than the first: buffers need to be as large as that, not as the batch size, which may be beyond all measure.
        _first = stream.Count is null ? _pass.Next() : null;
        _capacity = _first?.Length ?? _capacity;
    }

    public override BatchSamples? Next()
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        StreamedSample[]? samples = _first ?? _pass!.Next();
        _first = null;
        if (samples is not null)
        {
            _step++;
            _batch.Set(samples);
            return _batch;
        }

        _steps = _step;
        return null;
    }

    public override void Dispose() => _pass?.Dispose();
}
