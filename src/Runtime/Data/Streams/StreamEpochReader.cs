namespace NetGen;

/// <summary>Goes over a stream, which is read in the background.</summary>
internal sealed class StreamEpochReader(StreamedSource stream, ReadOptions options) : EpochReader
{
    private readonly StreamedSamples _batch = new();
    private StreamPass? _pass;
    private int? _steps = stream.Count is { } count ? EpochOrder.Steps(count, options.BatchSize) : null;
    private int _step;

    public override int Capacity { get; } = int.Min(options.BatchSize, stream.Count ?? int.MaxValue);

    /// <summary>Of a stream of unknown length those of the epoch before.</summary>
    public override int? Steps => _steps;

    public override void Begin(int epoch)
    {
        _pass?.Dispose();
        _pass = new StreamPass(stream, options, epoch);
        _step = 0;
    }

    public override BatchSamples? Next()
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        if (_pass!.Next() is { } samples)
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
