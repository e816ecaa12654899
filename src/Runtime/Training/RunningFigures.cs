using System.Collections.Generic;

namespace NetGen;

/// <summary>The loss and the metrics over the batches so far, the loss weighted by the batches' sizes.</summary>
internal sealed class RunningFigures(IReadOnlyList<Metric> metrics)
{
    private double _lossSum;
    private long _samples;

    /// <summary>The figures as of the last batch.</summary>
    public Logs Logs { get; } = new(TrainingContext.FigureNames(metrics));

    public void Reset()
    {
        _lossSum = 0;
        _samples = 0;
        for (int i = 0; i < metrics.Count; i++)
        {
            metrics[i].Reset();
        }
    }

    /// <param name="loss">The batch's mean loss.</param>
    /// <param name="batch">The batch with its outputs.</param>
    public void Add(double loss, SampleBatch batch)
    {
        _lossSum += loss * batch.Count;
        _samples += batch.Count;
        Logs[TrainingContext.LossName] = _lossSum / _samples;
        for (int i = 0; i < metrics.Count; i++)
        {
            batch.AddTo(metrics[i]);
            Logs[metrics[i].Name] = metrics[i].Result;
        }
    }
}
