using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Ends training when a figure has stopped getting better (Keras: <c>EarlyStopping</c>). An epoch gets better when its
/// figure passes the best so far by more than the least change; after as many epochs in a row without that as the
/// patience says, training ends.
/// </summary>
public sealed class EarlyStopping : Callback
{
    private readonly MonitorMode _mode;
    private readonly double _minDelta;
    private readonly int _patience;
    private readonly double? _baseline;
    private readonly bool _restoreBestWeights;
    private readonly int _startFromEpoch;
    private readonly TextWriter? _output;
    private Improvement _improvement;
    private int _wait;
    private float[]? _bestWeights;

    /// <summary>A callback.</summary>
    /// <param name="monitor">The figure to watch; default "val_loss".</param>
    /// <param name="minDelta">The least change that counts as better; its sign does not matter; default 0.</param>
    /// <param name="patience">Epochs in a row without getting better after which training ends; at least 0, default 0.</param>
    /// <param name="verbose">Whether to write when training was ended and weights were restored; default false.</param>
    /// <param name="mode">Which way is better; default <see cref="MonitorMode.Auto"/>.</param>
    /// <param name="baseline">A figure that must be passed for the patience to begin anew; default: none.</param>
    /// <param name="restoreBestWeights">
    /// Whether the weights of the best epoch are put back when training ends, even where it was not ended early; default false.
    /// </param>
    /// <param name="startFromEpoch">Epochs before this one, counted from 0, are not looked at; at least 0, default 0.</param>
    /// <param name="output">Where verbose messages go; default: the console.</param>
    public EarlyStopping(
        string monitor = "val_loss",
        double minDelta = 0,
        int patience = 0,
        bool verbose = false,
        MonitorMode mode = MonitorMode.Auto,
        double? baseline = null,
        bool restoreBestWeights = false,
        int startFromEpoch = 0,
        TextWriter? output = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(monitor);
        if (double.IsNaN(minDelta))
        {
            throw new ArgumentOutOfRangeException(nameof(minDelta), minDelta, "The least change that counts is a number.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(startFromEpoch);
        Monitor = monitor;
        _minDelta = Math.Abs(minDelta);
        _patience = patience;
        _mode = mode;
        _baseline = baseline;
        _restoreBestWeights = restoreBestWeights;
        _startFromEpoch = startFromEpoch;
        _output = verbose ? output ?? Console.Out : null;
    }

    /// <summary>The figure that is watched.</summary>
    public string Monitor { get; }

    /// <summary>The best figure so far; null before the first epoch that was looked at.</summary>
    public double? Best { get; private set; }

    /// <summary>The epoch of <see cref="Best"/>, counted from 0.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch after which this ended training, counted from 0; null where it did not.</summary>
    public int? StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The training has no figure named <see cref="Monitor"/>, or its metric gets better neither way and the mode is <see cref="MonitorMode.Auto"/>.
    /// </exception>
    public override void OnTrainBegin()
    {
        _improvement = Improvement.Of(Monitor, _mode, _minDelta, Context);
        Best = null;
        BestEpoch = 0;
        StoppedEpoch = null;
        _wait = 0;
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.SetOptional("best", Best);
        state.Set("best_epoch", BestEpoch);
        state.SetOptional("stopped_epoch", StoppedEpoch);
        state.Set("wait", _wait);
        if (_bestWeights is not null)
        {
            state.Set("best_weights", _bestWeights);
        }
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Best = state.FindDouble("best");
        BestEpoch = state.GetInt32("best_epoch");
        StoppedEpoch = state.Contains("stopped_epoch") ? state.GetInt32("stopped_epoch") : null;
        _wait = state.GetInt32("wait");
        _bestWeights = null;
        if (_restoreBestWeights && state.Contains("best_weights"))
        {
            float[] weights = new float[Context.Model.Parameters.Values.Length];
            state.CopyTo("best_weights", weights);
            _bestWeights = weights;
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!logs.TryGetValue(Monitor, out double current) || epoch < _startFromEpoch)
        {
            return;
        }

        if (_restoreBestWeights && _bestWeights is null)
        {
            KeepWeights(epoch);
        }

        _wait++;
        if (_improvement.IsBetter(current, Best))
        {
            Best = current;
            KeepWeights(epoch);
            if (_baseline is null || _improvement.IsBetter(current, _baseline))
            {
                _wait = 0;
            }
        }
        else if (_wait >= _patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            Context.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (StoppedEpoch is { } stopped)
        {
            _output?.WriteLine($"Epoch {stopped + 1}: early stopping");
        }

        if (_bestWeights is not null)
        {
            _output?.WriteLine($"Restoring model weights from the end of the best epoch: {BestEpoch + 1}.");
            Context.Model.Parameters.Update(_bestWeights, static (weights, values) => weights.CopyTo(values));
        }
    }

    private void KeepWeights(int epoch)
    {
        BestEpoch = epoch;
        if (_restoreBestWeights)
        {
            ReadOnlySpan<float> values = Context.Model.Parameters.Values;
            _bestWeights ??= new float[values.Length];
            values.CopyTo(_bestWeights);
        }
    }
}
