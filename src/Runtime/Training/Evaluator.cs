using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>Judges a network on a dataset, batch by batch in stored order.</summary>
internal sealed class Evaluator(BatchRunner runner, NetworkParameters parameters, IReadOnlyList<Metric> metrics, int batchSize, string role)
{
    private readonly RunningFigures _figures = new(metrics);
    private readonly int[] _indices = new int[batchSize];

    /// <summary>Evaluates; the figures returned are reused by the next call.</summary>
    public Logs Run(Dataset data, Callback callbacks)
    {
        _figures.Reset();
        callbacks.OnTestBegin();
        double penalty = Penalties.Sum(parameters);
        int steps = EpochOrder.Steps(data.Count, batchSize);
        for (int step = 0; step < steps; step++)
        {
            callbacks.OnTestBatchBegin(step);
            double loss = runner.Evaluate(data, Indices(step * batchSize, data.Count), role);
            _figures.Add(loss + penalty, runner.Batch);
            callbacks.OnTestBatchEnd(step, _figures.Logs);
        }

        callbacks.OnTestEnd(_figures.Logs);
        return _figures.Logs;
    }

    private ReadOnlySpan<int> Indices(int first, int samples)
    {
        Span<int> indices = _indices.AsSpan(0, Math.Min(batchSize, samples - first));
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = first + i;
        }

        return indices;
    }
}
