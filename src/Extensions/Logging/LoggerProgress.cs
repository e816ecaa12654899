using System;
using Microsoft.Extensions.Logging;

namespace NetGen;

/// <summary>
/// Writes training to a log: one entry when it begins, one for every epoch, one at its end, one for an evaluation of its own, and a warning for what cannot be written. Entries carry as properties
/// what they say, figures under their own names: <c>Epoch</c>, <c>Epochs</c>, <c>Seconds</c>, <c>loss</c>, <c>val_accuracy</c>.
/// </summary>
/// <remarks>To log what other callbacks add to the figures, such as <c>learning_rate</c>, it stands behind them.</remarks>
/// <example>
/// <code>
/// trainer.Fit(train, new FitOptions { Epochs = 20, Callbacks = [new LoggerProgress(logger)] });
/// </code>
/// </example>
public sealed partial class LoggerProgress : Callback
{
    private static readonly EventId EpochEnded = new(2, nameof(EpochEnded));
    private static readonly EventId Evaluated = new(4, nameof(Evaluated));

    private readonly ILogger _logger;
    private readonly LogLevel _level;
    private readonly TimeProvider _time;
    private int _epochs;
    private long _trainingBegan;
    private long _began;

    /// <summary>A callback that logs.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="level">The entries' level. Default: information.</param>
    /// <param name="time">The clock; default: the system's.</param>
    public LoggerProgress(ILogger logger, LogLevel level = LogLevel.Information, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        _logger = logger;
        _level = level;
        _time = time ?? TimeProvider.System;
    }

    private string Network => Context.Model.Info.Name;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _epochs = 0;
        _trainingBegan = _time.GetTimestamp();
        _began = _trainingBegan;
        TrainingBegan(_level, Network, Context.Model.Info.TrainableParameterCount, Context.Epochs);
    }

    /// <inheritdoc/>
    public override void OnWarning(string message) => WentWrong(Network, message);

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => _began = _time.GetTimestamp();

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        _epochs++;
        if (_logger.IsEnabled(_level))
        {
            string text = FormattableString.Invariant($"Epoch {epoch + 1}/{Context.Epochs}");
            Log(EpochEnded, new FigureEntry("Epoch {Epoch}/{Epochs}", text, SecondsSince(_began), logs, ("Epoch", epoch + 1), ("Epochs", Context.Epochs)));
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        double seconds = SecondsSince(_trainingBegan);
        TrainingEnded(_level, Network, _epochs, seconds);
    }

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!Context.IsFitting)
        {
            _began = _time.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        if (!Context.IsFitting && _logger.IsEnabled(_level))
        {
            Log(Evaluated, new FigureEntry("{Network} evaluated", $"{Network} evaluated", SecondsSince(_began), logs, ("Network", Network)));
        }
    }

    [LoggerMessage(EventId = 1, EventName = nameof(TrainingBegan), Message = "Training of {Network} begins: {Parameters} parameters, up to epoch {Epochs}")]
    private partial void TrainingBegan(LogLevel level, string network, long parameters, int epochs);

    [LoggerMessage(EventId = 3, EventName = nameof(TrainingEnded), Message = "Training of {Network} has ended after {Epochs} epochs, {Seconds:F1} s")]
    private partial void TrainingEnded(LogLevel level, string network, int epochs, double seconds);

    [LoggerMessage(EventId = 5, EventName = nameof(WentWrong), Level = LogLevel.Warning, Message = "Training of {Network}: {Warning}")]
    private partial void WentWrong(string network, string warning);

    private void Log(EventId @event, FigureEntry entry) => _logger.Log(_level, @event, entry, exception: null, static (entry, _) => entry.ToString());

    private double SecondsSince(long moment) => _time.GetElapsedTime(moment).TotalSeconds;
}
