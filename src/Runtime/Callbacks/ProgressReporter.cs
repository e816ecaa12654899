using System;

namespace NetGen;

/// <summary>
/// Reports training to an <see cref="IProgress{T}"/>: to a <see cref="Progress{T}"/>, which hands it to the thread that it was made on, such as that of a
/// user interface. Reports come after the first batch, then at most once an interval, and always at an epoch's end. In an evaluation of its own they come as
/// for one epoch.
/// </summary>
/// <remarks>To report what other callbacks add to the logs, such as <c>learning_rate</c>, it stands behind them.</remarks>
/// <example>
/// <code>
/// var progress = new Progress&lt;TrainingProgress&gt;(now => bar.Value = now.Fraction ?? 0);
/// await trainer.FitAsync(train, new FitOptions { Epochs = 20, Callbacks = [new ProgressReporter(progress)] });
/// </code>
/// </example>
public sealed class ProgressReporter : Callback
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);

    private readonly IProgress<TrainingProgress> _progress;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private int _firstEpoch;
    private int _epoch;
    private int _batch;
    private long _batches;
    private long _began;
    private long _firstBatchEnded;
    private long _lastReported;

    /// <summary>A callback that reports.</summary>
    /// <param name="progress">Receives the reports, on the thread that trains.</param>
    /// <param name="interval">The least time between two reports within an epoch; zero reports every batch. Default: a tenth of a second.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is negative.</exception>
    public ProgressReporter(IProgress<TrainingProgress> progress, TimeSpan? interval = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval ?? TimeSpan.Zero, TimeSpan.Zero, nameof(interval));
        _progress = progress;
        _interval = interval ?? UsualInterval;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Batches of an epoch; a stream's may come to be more than they were in the epoch before.</summary>
    private int? Steps => Context.Steps is { } steps ? Math.Max(steps, _batch) : null;

    private int LastEpoch => Context.IsFitting ? Context.Epochs : 1;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        Begin();
        if (Context.ResumedFrom is { IsInEpoch: true } position)
        {
            OnEpochBegin(position.Epoch);
            _batch = position.Step;
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        _firstEpoch = _firstEpoch < 0 ? epoch : _firstEpoch;
        _epoch = epoch;
        _batch = 0;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => BatchEnded(batch, logs);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Report(logs, isEpochEnd: true);

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!Context.IsFitting)
        {
            Begin();
            OnEpochBegin(epoch: 0);
        }
    }

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs)
    {
        if (!Context.IsFitting)
        {
            BatchEnded(batch, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!Context.IsFitting)
        {
            Report(logs, isEpochEnd: true);
        }
    }

    private void Begin()
    {
        _firstEpoch = -1;
        _batches = 0;
        _began = _time.GetTimestamp();
    }

    private void BatchEnded(int batch, Logs logs)
    {
        _batch = batch + 1;
        _batches++;
        if (_batches == 1)
        {
            _firstBatchEnded = _time.GetTimestamp();
        }

        if (_batches == 1 || _time.GetElapsedTime(_lastReported) >= _interval)
        {
            Report(logs, isEpochEnd: false);
        }
    }

    private void Report(Logs logs, bool isEpochEnd)
    {
        _lastReported = _time.GetTimestamp();
        double? fraction = Fraction(isEpochEnd);
        _progress.Report(new TrainingProgress
        {
            Epoch = _epoch + 1,
            Epochs = LastEpoch,
            Batch = _batch,
            Batches = Steps,
            IsEpochEnd = isEpochEnd,
            Logs = Logs.Of(logs),
            Fraction = fraction,
            Elapsed = _time.GetElapsedTime(_began, _lastReported),
            Remaining = Remaining(fraction),
        });
    }

    /// <summary>An epoch that has ended is whole, also where a callback has ended it early.</summary>
    private double? Fraction(bool isEpochEnd)
    {
        double? inEpoch = isEpochEnd ? 1 : Steps is { } steps ? (double)_batch / steps : null;
        return (_epoch - _firstEpoch + inEpoch) / (LastEpoch - _firstEpoch);
    }

    /// <summary>The first batch is left out: it takes its time for the JIT and for buffers.</summary>
    private TimeSpan? Remaining(double? fraction)
    {
        if (fraction is 1)
        {
            return TimeSpan.Zero;
        }

        return fraction is { } done && _batches > 1
            ? _time.GetElapsedTime(_firstBatchEnded, _lastReported) * ((1 - done) / done * (_batches / (double)(_batches - 1)))
            : null;
    }
}
