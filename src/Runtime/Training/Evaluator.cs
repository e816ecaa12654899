using System;
using System.Collections.Generic;
using NetGen.Execution;

namespace NetGen;

/// <summary>Runs a network forward over a dataset, batch by batch in stored order, and judges its outputs.</summary>
internal sealed class Evaluator
{
    private readonly INetwork _model;
    private readonly SampleBatch _batch;
    private readonly RunningFigures _figures;
    private readonly int[] _indices;
    private readonly int _threads;

    /// <param name="model">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="metrics">The metrics, reset when an evaluation begins.</param>
    /// <param name="batchSize">Samples per batch.</param>
    /// <param name="role">What the data is to the user: "validation data".</param>
    /// <param name="threads">The most threads; 0 for the process's default.</param>
    public Evaluator(INetwork model, Loss loss, IReadOnlyList<Metric> metrics, int batchSize, string role, int threads)
    {
        _model = model;
        _batch = new SampleBatch(model.Info, loss, batchSize, role);
        _figures = new RunningFigures(metrics);
        _indices = new int[batchSize];
        _threads = threads;
    }

    /// <summary>Evaluates; the figures returned are reused by the next call.</summary>
    public Logs Run(Dataset data, Callback callbacks)
    {
        _figures.Reset();
        callbacks.OnTestBegin();
        double penalty = Penalties.Sum(_model.Parameters);
        int step = 0;
        for (int first = 0; first < data.Count; first += _indices.Length)
        {
            callbacks.OnTestBatchBegin(step);
            Predict(data, first, Math.Min(_indices.Length, data.Count - first));
            _batch.ScoreOutputs();
            _figures.Add(_batch.MeanLoss() + penalty, _batch);
            callbacks.OnTestBatchEnd(step, _figures.Logs);
            step++;
        }

        callbacks.OnTestEnd(_figures.Logs);
        return _figures.Logs;
    }

    private void Predict(Dataset data, int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _indices[i] = first + i;
        }

        _batch.Begin(data, _indices.AsSpan(0, count), randomKey: 0);
        for (int sample = 0; sample < count; sample++)
        {
            _batch.Read(sample);
        }

        int limit = InferencePass.CallerLimit;
        InferencePass.CallerLimit = _threads;
        try
        {
            _model.Predict(_batch.Inputs, _batch.Outputs);
        }
        finally
        {
            InferencePass.CallerLimit = limit;
        }
    }
}
