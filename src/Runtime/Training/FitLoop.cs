using System.Collections.Generic;

namespace NetGen;

/// <summary>One fit: epochs of steps, each with its validation, and the callbacks around them.</summary>
internal sealed class FitLoop
{
    private readonly TrainingContext _context;
    private readonly FitOptions _options;
    private readonly EpochCount _trained;
    private readonly EpochReader _train;
    private readonly EpochReader? _validation;
    private readonly BatchRunner _runner;
    private readonly ParameterUpdate _update;
    private readonly MixedBatch? _mixed;
    private readonly CallbackList _callbacks;
    private readonly RunningFigures _figures;

    public FitLoop(
        TrainingContext context, FitOptions options, EpochCount trained, EpochReader train, EpochReader? validation, BatchRunner runner, MixedBatch? mixed)
    {
        _mixed = mixed;
        _context = context;
        _options = options;
        _trained = trained;
        _train = train;
        _validation = validation;
        _runner = runner;
        _update = new ParameterUpdate(context.Model.Parameters, runner.Gradients, context.Optimizer);
        _callbacks = new CallbackList(options.Callbacks, context);
        _figures = new(context.MetricSet);
    }

    /// <summary>The epochs so far.</summary>
    public History History { get; } = new();

    private bool IsStopped => _context.StopTraining || _options.StoppingToken.IsCancellationRequested;

    public History Run()
    {
        Evaluator? evaluator = _validation is null ? null : new Evaluator(_runner, _context, _validation, DataRole.Validation);
        Logs logs = _figures.Logs;

        _callbacks.OnTrainBegin();
        for (int epoch = _options.InitialEpoch; epoch < _options.Epochs && !IsStopped; epoch++)
        {
            _callbacks.OnEpochBegin(epoch);
            Train(epoch);
            logs = EpochLogs(evaluator, epoch);
            _callbacks.OnEpochEnd(epoch, logs);
            History.Add(epoch, logs);
        }

        _context.Optimizer.OverwriteWithAverage();
        _callbacks.OnTrainEnd(logs);
        return History;
    }

    private void Train(int epoch)
    {
        int turn = _trained.Next(epoch);
        _train.Begin(turn);
        _figures.Begin();
        _context.Counted = _figures.Counted;
        for (int batch = 0; (batch == 0 || !IsStopped) && _train.Next() is { } samples; batch++)
        {
            _callbacks.OnTrainBatchBegin(batch);
            double loss = _runner.Train(samples, RandomKeys.OfStep(_options.Seed, turn, batch), _update, _mixed);
            _trained.Begun(turn);
            _figures.Add(loss, _runner.Batch);
            _callbacks.OnTrainBatchEnd(batch, _figures.Logs);
        }

        _context.Steps = _train.Steps;
    }

    /// <summary>An epoch's figures in a dictionary of their own, which callbacks may add to.</summary>
    private Logs EpochLogs(Evaluator? evaluator, int epoch)
    {
        Dictionary<string, double> figures = new(_figures.Logs);
        if (evaluator is not null && (epoch + 1) % _options.ValidationFrequency == 0)
        {
            foreach ((string name, double value) in evaluator.Run(_callbacks).Logs)
            {
                figures.Add(FigureName.ValidationPrefix + name, value);
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
