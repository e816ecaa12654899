using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>The checkpoints of one fit: when one is due, what it goes on from, and what becomes of those that cannot be written.</summary>
internal sealed class Checkpointing : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly FitState _fit;
    private readonly TrainingContext _context;
    private readonly bool _canBreakEpochs;
    private readonly Improvement? _improvement;
    private readonly CheckpointFolder _folder;
    private readonly CheckpointWriter _writer = new();
    private readonly SavedState _snapshot = new();
    private readonly FailedWrites _failures;
    private (int Epoch, int Step)? _last;
    private double? _best;
    private double? _writtenBest;
    private bool _isBestOnItsWay;
    private long _lastTaken;
    private int _stepsSince;
    private int _epochsSince;
    private bool _isDue;
    private bool _isClosed;

    /// <exception cref="ArgumentException">The training has no figure by which the best is to be told.</exception>
    /// <exception cref="System.IO.IOException">The folder cannot be made, or another training uses it.</exception>
    public Checkpointing(CheckpointOptions options, FitState fit, TrainingContext context, FailedWrites failures)
    {
        _options = options;
        _fit = fit;
        _context = context;
        _failures = failures;
        _canBreakEpochs = context.MetricSet.All(metric => metric.CanSaveState);
        _improvement = options.KeepBest is null ? null : Improvement.Of(options.KeepBest, options.Mode, minDelta: 0, context);
        _folder = new CheckpointFolder(options.Folder);
        _lastTaken = options.Clock.GetTimestamp();
    }

    /// <summary>The newest checkpoint, if there is one: it belongs to this training.</summary>
    /// <exception cref="ArgumentException">It belongs to another one. Nothing has changed.</exception>
    public (string Path, SavedState State)? Newest(Action<string> damaged)
    {
        if (_folder.Newest(damaged) is not { } newest)
        {
            return null;
        }

        string[] differences = [.. _fit.Differences(newest.State)];
        return differences.Length == 0
            ? newest
            : throw new ArgumentException(
                $"The checkpoint '{newest.Path}' belongs to another training: {string.Join("; ", differences.Take(10).Select(difference => ForeignText.Show(difference, 300)))}"
                + $"{(differences.Length > 10 ? $"; and {differences.Length - 10} more differences" : "")}. Train with what it was trained with, or in another folder.");
    }

    /// <summary>Goes on from where a checkpoint was.</summary>
    public void GoOnFrom(TrainingPosition position, double? best) => (_last, _best, _writtenBest) = ((position.Epoch, position.Step), best, best);

    /// <summary>
    /// Writes the first one before the first step: what cannot be written is known now, and logs that are begun are gone on with from now on.
    /// </summary>
    /// <exception cref="System.IO.IOException">It cannot be written.</exception>
    public void Begin(TrainingPosition position, int turn, Logs logs)
    {
        TakeUnlessBusy(position, turn, logs, isBest: false);
        _writer.Wait();
        if (_writer.TakeFailure() is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Called after each step, between it and the next.</summary>
    public void AfterStep(TrainingPosition position, int turn, Logs logs)
    {
        if (!_writer.IsBusy)
        {
            LookAfterLast();
        }

        _stepsSince++;
        _isDue |= _stepsSince >= _options.Every.StepCount || (_options.Every.Length is { } time && _options.Clock.GetElapsedTime(_lastTaken) >= time);
        if (_isDue && _canBreakEpochs)
        {
            TakeUnlessBusy(position, turn, logs, isBest: false);
        }
    }

    /// <summary>Called after each epoch, between it and the next.</summary>
    public void AfterEpoch(TrainingPosition position, int turn, Logs logs)
    {
        if (_isClosed)
        {
            return;
        }

        _epochsSince++;
        _isDue |= _epochsSince >= _options.Every.EpochCount;
        if (_isBestOnItsWay)
        {
            // Where the best could not be written, the best that is there is what this epoch has to excel.
            Wait();
        }

        bool isBest = _improvement is { } improvement && logs.TryGetValue(_options.KeepBest!, out double current) && improvement.IsBetter(current, _best);
        if (isBest)
        {
            // No later one can take the place of the best: for it training waits until the last one is written.
            Wait();
            _best = logs[_options.KeepBest!];
        }

        if (_isDue || isBest)
        {
            TakeUnlessBusy(position, turn, logs, isBest);
        }
    }

    /// <summary>Writes the last one, unless it is there: none comes after it.</summary>
    public void End(TrainingPosition position, int turn, Logs logs)
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _writer.Wait();
        LookAfterLast();
        if (_last != (position.Epoch, position.Step) && (_canBreakEpochs || !position.IsInEpoch))
        {
            TakeUnlessBusy(position, turn, logs, isBest: false);
        }
    }

    /// <summary>Waits until all that was begun is written.</summary>
    public void Wait()
    {
        _writer.Wait();
        LookAfterLast();
    }

    public void Dispose()
    {
        _writer.Wait();
        _folder.Dispose();
    }

    /// <summary>Takes a snapshot and has it written; a step never waits for the one before, but takes it up after the next step.</summary>
    private void TakeUnlessBusy(TrainingPosition position, int turn, Logs logs, bool isBest)
    {
        if (_writer.IsBusy)
        {
            return;
        }

        LookAfterLast();
        _fit.Save(_snapshot, position, turn, logs, _best);
        _last = (position.Epoch, position.Step);
        (_isDue, _stepsSince, _epochsSince, _lastTaken) = (false, 0, 0, _options.Clock.GetTimestamp());
        _isBestOnItsWay = isBest;
        _writer.Begin(() => Write(position, isBest));
    }

    /// <summary>On the writer's thread.</summary>
    private void Write(TrainingPosition position, bool isBest)
    {
        if (isBest)
        {
            _folder.WriteBest(_snapshot);
            _writtenBest = _best;
        }

        _folder.Write(_snapshot, position.Epoch, position.Step, _options.Keep);
    }

    private void LookAfterLast()
    {
        if (_writer.TakeFailure() is { } failure)
        {
            (_last, _best) = (null, _writtenBest);
            _failures.Tell(this, $"A checkpoint could not be written: {failure.Message}", failure);
        }
    }
}
