using System;
using System.Globalization;
using System.IO;

namespace NetGen;

/// <summary>
/// Lowers the learning rate when a figure has stopped getting better (Keras: <c>ReduceLROnPlateau</c>). Adds the rate
/// that the epoch was trained with to the logs as "learning_rate".
/// </summary>
public sealed class ReduceLROnPlateau : Callback
{
    private readonly double _factor;
    private readonly int _patience;
    private readonly MonitorMode _mode;
    private readonly double _minDelta;
    private readonly int _cooldown;
    private readonly double _minLearningRate;
    private readonly TextWriter? _output;
    private Improvement _improvement;
    private double? _best;
    private int _wait;
    private int _coolingEpochs;

    /// <summary>A callback.</summary>
    /// <param name="monitor">The figure to watch; default "val_loss".</param>
    /// <param name="factor">What the rate is multiplied by; at least 0 and below 1, default 0.1.</param>
    /// <param name="patience">Epochs in a row without getting better after which the rate is lowered; at least 0, default 10.</param>
    /// <param name="verbose">Whether to write when the rate was lowered; default false.</param>
    /// <param name="mode">Which way is better; default <see cref="MonitorMode.Auto"/>.</param>
    /// <param name="minDelta">The least change that counts as better; at least 0, default 0.0001.</param>
    /// <param name="cooldown">Epochs after lowering in which nothing is counted; at least 0, default 0.</param>
    /// <param name="minLearningRate">The rate is not lowered beyond this (Keras: <c>min_lr</c>); at least 0, default 0.</param>
    /// <param name="output">Where verbose messages go; default: the console.</param>
    public ReduceLROnPlateau(
        string monitor = "val_loss",
        double factor = 0.1,
        int patience = 10,
        bool verbose = false,
        MonitorMode mode = MonitorMode.Auto,
        double minDelta = 1e-4,
        int cooldown = 0,
        double minLearningRate = 0,
        TextWriter? output = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(monitor);
        if (!(factor is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor that lowers the learning rate is at least 0 and below 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        Monitor = monitor;
        _factor = factor;
        _patience = patience;
        _mode = mode;
        _minDelta = minDelta;
        _cooldown = cooldown;
        _minLearningRate = SinglePrecision.NotNegative(minLearningRate, nameof(minLearningRate), "The least learning rate");
        _output = verbose ? output ?? Console.Out : null;
    }

    /// <summary>The figure that is watched.</summary>
    public string Monitor { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The training has no figure named <see cref="Monitor"/>, or its metric gets better neither way and the mode is <see cref="MonitorMode.Auto"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The optimizer's learning rate follows a schedule.</exception>
    public override void OnTrainBegin()
    {
        LearningRateLog.CheckSettable(this, Context.Optimizer);
        _improvement = Improvement.Of(Monitor, _mode, _minDelta, Context);
        _best = null;
        _wait = 0;
        _coolingEpochs = 0;
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.SetOptional("best", _best);
        state.Set("wait", _wait);
        state.Set("cooling_epochs", _coolingEpochs);
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _best = state.FindDouble("best");
        _wait = state.GetInt32("wait");
        _coolingEpochs = state.GetInt32("cooling_epochs");
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        logs[FigureName.LearningRate] = Context.Optimizer.LearningRate;
        if (!logs.TryGetValue(Monitor, out double current))
        {
            return;
        }

        if (_coolingEpochs > 0)
        {
            _coolingEpochs--;
            _wait = 0;
        }

        if (_improvement.IsBetter(current, _best))
        {
            _best = current;
            _wait = 0;
        }
        else if (_coolingEpochs == 0 && ++_wait >= _patience)
        {
            Reduce(epoch);
        }
    }

    private void Reduce(int epoch)
    {
        float rate = Context.Optimizer.LearningRate;
        if (rate > (float)_minLearningRate)
        {
            rate = (float)Math.Max(rate * _factor, _minLearningRate);
            Context.Optimizer.LearningRate = rate;
            _output?.WriteLine();
            _output?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {rate}."));
            _coolingEpochs = _cooldown;
            _wait = 0;
        }
    }
}
