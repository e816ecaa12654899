namespace NetGen;

/// <summary>Goes over a dataset, in stored order or in another random one in each epoch.</summary>
internal sealed class DatasetReader : EpochReader
{
    private readonly Dataset _data;
    private readonly ReadOptions _options;
    private readonly EpochOrder _order;
    private readonly IndexedSamples _batch;
    private readonly int _steps;
    private int _step;

    public DatasetReader(Dataset data, ReadOptions options)
    {
        _data = data;
        _options = options;
        _order = new EpochOrder(data.Count, options.Shuffle, options.Seed);
        _steps = EpochOrder.Steps(data.Count, options.BatchSize);
        Capacity = int.Min(options.BatchSize, data.Count);
        _batch = new IndexedSamples(Capacity);
    }

    public override int Capacity { get; }

    public override int? Steps => _steps;

    public override void Begin(int epoch)
    {
        _order.Begin(epoch);
        _step = 0;
    }

    public override BatchSamples? Next()
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        if (_step == _steps)
        {
            return null;
        }

        _batch.Set(_data, _order.Batch(_step++, _options.BatchSize));
        return _batch;
    }

    public override void Dispose()
    {
    }
}
