using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>One fit: epochs of steps, each with its validation, and the callbacks around them.</summary>
internal sealed class FitLoop
{
    private readonly TrainingContext _context;
    private readonly FitOptions _options;
    private readonly Dataset _train;
    private readonly Dataset? _validation;
    private readonly CallbackList _callbacks;
    private readonly EpochOrder _order;
    private readonly RunningFigures _figures;
    private readonly History _history = new();

    public FitLoop(TrainingContext context, FitOptions options, Dataset train, Dataset? validation)
    {
        _context = context;
        _options = options;
        _train = train;
        _validation = validation;
        _callbacks = new CallbackList(options.Callbacks, context);
        _order = new EpochOrder(train.Count, options.Shuffle, options.Seed);
        _figures = new RunningFigures(context.Metrics);
    }

    public History Run()
    {
        int batchSize = Math.Min(_options.BatchSize, _train.Count);
        using var step = new TrainingStep(_context.Model, _context.Optimizer, _context.Loss, batchSize, _options.Threads);
        Evaluator? evaluator = _validation is null ? null : CreateEvaluator(_validation);
        Logs logs = _figures.Logs;

        _callbacks.OnTrainBegin();
        for (int epoch = _options.InitialEpoch; epoch < _options.Epochs && !_context.StopTraining; epoch++)
        {
            _callbacks.OnEpochBegin(epoch);
            Train(step, epoch);
            logs = EpochLogs(evaluator, epoch);
            _callbacks.OnEpochEnd(epoch, logs);
            _history.Add(epoch, logs);
        }

        _callbacks.OnTrainEnd(logs);
        return _history;
    }

    private void Train(TrainingStep step, int epoch)
    {
        _order.Begin(epoch);
        _figures.Reset();
        for (int batch = 0; batch < _context.Steps && !_context.StopTraining; batch++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            _callbacks.OnTrainBatchBegin(batch);
            double loss = step.Run(_train, _order.Batch(batch, step.BatchSize), _order.StepKey(batch));
            _figures.Add(loss, step.Batch);
            _callbacks.OnTrainBatchEnd(batch, _figures.Logs);
        }
    }

    private Evaluator CreateEvaluator(Dataset validation)
    {
        int batchSize = Math.Min(_options.ValidationBatchSize ?? _options.BatchSize, validation.Count);
        return new Evaluator(_context.Model, _context.Loss, _context.Metrics, batchSize, DataRole.Validation, _options.Threads);
    }

    /// <summary>An epoch's figures in a dictionary of their own, which callbacks may add to.</summary>
    private Logs EpochLogs(Evaluator? evaluator, int epoch)
    {
        // The metrics are shared: what training made of them is taken before validation resets them.
        Dictionary<string, double> figures = new(_figures.Logs);
        if (evaluator is not null && (epoch + 1) % _options.ValidationFrequency == 0)
        {
            foreach ((string name, double value) in evaluator.Run(_validation!, _callbacks))
            {
                figures.Add(TrainingContext.ValidationPrefix + name, value);
            }
        }

        var logs = new Logs(figures.Keys);
        foreach ((string name, double value) in figures)
        {
            logs[name] = value;
        }

        return logs;
    }
}
