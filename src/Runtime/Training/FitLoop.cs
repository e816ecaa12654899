using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>One fit: epochs of steps, each with its validation, and the callbacks around them.</summary>
internal sealed class FitLoop : IDisposable
{
    private readonly TrainingContext _context;
    private readonly FitOptions _options;
    private readonly EpochCount _trained;
    private readonly EpochReader _train;
    private readonly EpochReader? _validation;
    private readonly BatchRunner _runner;
    private readonly ParameterUpdate _update;
    private readonly MixedBatch? _mixed;
    private readonly Ranks? _ranks;
    private readonly CallbackList _callbacks;
    private readonly RunningFigures _figures;
    private readonly FitConfiguration? _configuration;
    private Checkpointing? _checkpoints;
    private Logs _logs;
    private int _epoch;
    private int _step;
    private int _turn;
    private bool _isInEpoch;

    // Whether all that belongs to a step is done: between two steps a fit can be gone on with.
    private bool _isBetweenSteps = true;

    /// <param name="context">What callbacks know.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="configuration">What a checkpoint or other ranks must agree with; null where there are none.</param>
    /// <param name="trained">The trainer's count of epochs.</param>
    /// <param name="train">The training data.</param>
    /// <param name="validation">The validation data; null where there is none.</param>
    /// <param name="runner">Carries the batches.</param>
    /// <param name="mixed">Mixes them; null where they stay as they are.</param>
    /// <param name="ranks">The ranks that fit together; null where this is the only one.</param>
    public FitLoop(
        TrainingContext context,
        FitOptions options,
        FitConfiguration? configuration,
        EpochCount trained,
        EpochReader train,
        EpochReader? validation,
        BatchRunner runner,
        MixedBatch? mixed,
        Ranks? ranks)
    {
        _mixed = mixed;
        _ranks = ranks;
        _context = context;
        _options = options;
        _configuration = configuration;
        _trained = trained;
        _train = train;
        _validation = validation;
        _runner = runner;
        _update = new ParameterUpdate(context.Model.Parameters, runner.Gradients, context.Optimizer);
        _callbacks = new CallbackList(ranks?.CallbacksOf(options.Callbacks) ?? options.Callbacks, context);
        _figures = new(context.MetricSet);
        _logs = _figures.Logs;
        _epoch = options.InitialEpoch;
        context.FailedWrites = new FailedWrites(endsTraining: !options.GoesOnUnwritten, Warn);
    }

    /// <summary>The epochs so far.</summary>
    public History History { get; } = new();

    private bool IsStopped => _context.StopTraining || _options.StoppingToken.IsCancellationRequested;

    private TrainingPosition Position => new(_epoch, _step, _isInEpoch);

    public History Run()
    {
        if (_configuration is null)
        {
            _callbacks.OnTrainBegin();
            return Train();
        }

        var state = new FitState(_context, _trained, _figures, _callbacks, History, _configuration);
        if (_ranks is null)
        {
            Begin(state);
            Train();
            _checkpoints?.Wait();
        }
        else
        {
            _ranks.Meet(_configuration);
            BeginTogether(_ranks, state);
            Train();
            _ranks.Together(() => _checkpoints?.Wait());
        }

        return History;
    }

    /// <summary>Waits for a checkpoint that is being written, and leaves the folder to others.</summary>
    public void Dispose() => _checkpoints?.Dispose();

    /// <summary>Begins, where a checkpoint left off if there is one.</summary>
    private void Begin(FitState state)
    {
        if (_options.Checkpoint is null)
        {
            _callbacks.OnTrainBegin();
            return;
        }

        _checkpoints = new Checkpointing(_options.Checkpoint, state, _context, _context.FailedWrites);
        Resume(_checkpoints, state);
    }

    /// <summary>The first rank begins, and the others go on from where it is.</summary>
    private void BeginTogether(Ranks ranks, FitState state)
    {
        ranks.Together(() =>
        {
            if (ranks.IsFirst)
            {
                Begin(state);
            }
        });
        SavedState first = ranks.FromFirst(written => state.SaveForRanks(written, Position, _turn, _logs));
        ranks.Batches.CountsRows = FitState.CountsRows(first);
        if (!ranks.IsFirst)
        {
            bool isResumed = state.LoadFromFirst(first, out TrainingPosition position, out _turn, out _logs);
            (_epoch, _step, _isInEpoch) = (position.Epoch, position.Step, position.IsInEpoch);
            _callbacks.OnTrainBegin();
            if (isResumed)
            {
                state.LoadCallbacks(first);
            }
        }

        ranks.Agree(_context);
    }

    private void Resume(Checkpointing checkpoints, FitState state)
    {
        var damaged = new List<string>();
        if (checkpoints.Newest(damaged.Add) is { } newest)
        {
            (TrainingPosition position, _turn, _logs, double? best) = state.Load(newest.State);
            (_epoch, _step, _isInEpoch) = (position.Epoch, position.Step, position.IsInEpoch);
            checkpoints.GoOnFrom(position, best);
            History.ResumedFrom = newest.Path;
            _callbacks.OnTrainBegin();
            state.LoadCallbacks(newest.State);
        }
        else
        {
            _callbacks.OnTrainBegin();
            checkpoints.Begin(Position, _turn, _logs);
        }

        damaged.ForEach(Warn);
    }

    private History Train()
    {
        NumberWatch? watch = _context.WatchesNumbers ? new NumberWatch(_context.Model) : null;
        _update.Watch = watch;
        _context.NumberFault = () => watch?.Found;
        Evaluator? evaluator = _validation is null ? null : new Evaluator(_runner, _context, _validation, DataRole.Validation, _ranks);
        try
        {
            while (_isInEpoch || (_epoch < _options.Epochs && !IsStopped))
            {
                TrainEpoch();
                EndEpoch(evaluator);
            }

            _checkpoints?.End(Position, _turn, _logs);
        }
        catch (OperationCanceledException exception) when (_options.CancellationToken.IsCancellationRequested)
        {
            if (_isBetweenSteps)
            {
                _checkpoints?.End(Position, _turn, _logs);
            }

            End();
            _checkpoints?.Wait();
            throw new TrainingCanceledException(History, exception, _options.CancellationToken);
        }

        End();
        return History;
    }

    /// <summary>Ends training, however it came to its end: averages and best weights take the weights' place.</summary>
    private void End()
    {
        _context.Optimizer.OverwriteWithAverage();
        _callbacks.OnTrainEnd(_logs);
        _ranks?.Agree(_context);
    }

    /// <summary>Trains an epoch, or the rest of one.</summary>
    private void TrainEpoch()
    {
        if (_isInEpoch)
        {
            _train.Begin(_turn);
            _train.Skip(_step);
        }
        else
        {
            _isBetweenSteps = false;
            _turn = _trained.Next(_epoch);
            _step = 0;
            _callbacks.OnEpochBegin(_epoch);
            _figures.Begin();
            _isInEpoch = true;
            _isBetweenSteps = true;
            _train.Begin(_turn);
        }

        _context.Counted = _figures.Counted;
        while (GoesOn() && _train.Next() is { } samples)
        {
            TrainStep(samples);
            _checkpoints?.AfterStep(Position, _turn, _logs);
        }

        _context.Steps = _train.Steps ?? _context.Steps;
    }

    private bool GoesOn()
    {
        _ranks?.Agree(_context);
        return _step == 0 || !IsStopped;
    }

    private void TrainStep(BatchSamples samples)
    {
        _isBetweenSteps = false;
        _callbacks.OnTrainBatchBegin(_step);
        _update.Watch?.Begin(_epoch, _step);
        _ranks?.Agree(_context);
        double loss = _runner.Train(samples, RandomKeys.OfStep(_options.Seed, _turn, _step), _update, _mixed);
        _trained.Begun(_turn);
        _figures.Add(loss, _runner.Batch);
        _callbacks.OnTrainBatchEnd(_step, _figures.Logs);
        _step++;
        _isBetweenSteps = true;
    }

    private void EndEpoch(Evaluator? evaluator)
    {
        // Who stops training from outside breaks the epoch off: what comes now is for this run's eyes, and another goes on from the step.
        bool isBrokenOff = _options.StoppingToken.IsCancellationRequested && !_context.StopTraining;
        if (isBrokenOff)
        {
            _checkpoints?.End(Position, _turn, _logs);
        }

        _logs = EpochLogs(evaluator);
        _isBetweenSteps = false;
        _callbacks.OnEpochEnd(_epoch, _logs);
        _logs = _ranks?.Share(_logs) ?? _logs;
        _ranks?.Agree(_context);
        History.Add(_epoch, _logs);
        (_epoch, _step, _isInEpoch) = (_epoch + 1, 0, false);
        _isBetweenSteps = true;
        _checkpoints?.AfterEpoch(Position, _turn, _logs);
    }

    /// <summary>An epoch's figures in a dictionary of their own, which callbacks may add to.</summary>
    private Logs EpochLogs(Evaluator? evaluator)
    {
        Dictionary<string, double> figures = new(_figures.Logs);
        if (evaluator is not null && (_epoch + 1) % _options.ValidationFrequency == 0)
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

    private void Warn(string message)
    {
        History.Warn(message);
        _callbacks.OnWarning(message);
    }
}
