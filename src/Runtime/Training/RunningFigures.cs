namespace NetGen;

/// <summary>The loss and the metrics over the batches so far, the loss weighted by the batches' sizes.</summary>
internal sealed class RunningFigures(MetricSet metrics)
{
    private double _lossSum;
    private long _samples;

    /// <summary>The figures as of the last batch.</summary>
    public Logs Logs { get; } = new(metrics.FigureNames);

    /// <summary>What the metrics have counted. The first are made at once, so that one that cannot be stops a fit before it changes anything.</summary>
    public CountedMetrics Counted { get; private set; } = new(metrics);

    /// <summary>Begins anew, with metrics of its own: those of before stay with who has them.</summary>
    public void Begin()
    {
        _lossSum = 0;
        _samples = 0;
        Counted = new CountedMetrics(metrics);
    }

    /// <param name="loss">The batch's mean loss.</param>
    /// <param name="batch">The batch with its outputs.</param>
    public void Add(double loss, SampleBatch batch)
    {
        _lossSum += loss * batch.Count;
        _samples += batch.Count;
        for (int i = 0; i < Counted.Count; i++)
        {
            batch.AddTo(Counted[i], metrics.Names[i]);
        }

        Tell();
    }

    /// <summary>Writes down what was counted since <see cref="Begin"/>.</summary>
    public void SaveState(SavedState state)
    {
        state.Set("loss_sum", _lossSum);
        state.Set("samples", _samples);
        for (int i = 0; i < Counted.Count; i++)
        {
            Counted[i].SaveState(state.Part(metrics.Names[i]));
        }
    }

    /// <summary>Begins with what was written down.</summary>
    public void LoadState(SavedState state)
    {
        Begin();
        _lossSum = state.GetDouble("loss_sum");
        _samples = state.GetInt64("samples");
        for (int i = 0; i < Counted.Count; i++)
        {
            Counted[i].LoadState(state.Part(metrics.Names[i]));
        }

        if (_samples > 0)
        {
            Tell();
        }
    }

    private void Tell()
    {
        Logs[FigureName.Loss] = _lossSum / _samples;
        for (int i = 0; i < Counted.Count; i++)
        {
            if (metrics[i].HasFigure)
            {
                Logs[metrics.Names[i]] = Counted[i].Result;
            }
        }
    }
}
