using System;
using System.IO;

namespace NetGen;

/// <summary>
/// Writes event files for TensorBoard (Keras: <c>TensorBoard</c>): figures of training in the folder "train", those of
/// validation in "validation", by Keras's tags: "epoch_loss", "epoch_accuracy", "epoch_learning_rate", and
/// "conv2d/kernel/histogram" for the weights.
/// </summary>
public sealed class TensorBoard : Callback
{
    private const string TrainName = "train";
    private const string ValidationName = "validation";

    private readonly string _folder;
    private readonly int _histogramFrequency;
    private readonly int? _updateFrequency;
    private readonly TimeProvider _time;
    private EventFile? _train;
    private EventFile? _validation;

    /// <summary>A callback.</summary>
    /// <param name="logDirectory">The folder to start TensorBoard with; made if need be. Default "logs".</param>
    /// <param name="histogramFrequency">Histograms of the weights after every so many epochs; at least 0, default 0: none.</param>
    /// <param name="updateFrequency">
    /// Figures so far ("batch_loss") after every so many steps, beside those of the epochs; at least 1. Default: none.
    /// </param>
    /// <param name="time">The clock of the events; default: the system's.</param>
    public TensorBoard(string logDirectory = "logs", int histogramFrequency = 0, int? updateFrequency = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(logDirectory);
        ArgumentOutOfRangeException.ThrowIfNegative(histogramFrequency);
        if (updateFrequency is { } frequency)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(frequency, 1, nameof(updateFrequency));
        }

        _folder = logDirectory;
        _histogramFrequency = histogramFrequency;
        _updateFrequency = updateFrequency;
        _time = time ?? TimeProvider.System;
    }

    private string TrainFolder => Path.Combine(_folder, TrainName);

    private string ValidationFolder => Path.Combine(_folder, ValidationName);

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        // Made now, so that what cannot be written is known before training; the files themselves come with their first events.
        Directory.CreateDirectory(TrainFolder);
        _train = new EventFile(TrainFolder, _time);
        _validation = new EventFile(ValidationFolder, _time);
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Flush();
        _train!.SaveState(state.Part(TrainName));
        _validation!.SaveState(state.Part(ValidationName));
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _train = EventFile.GoOn(TrainFolder, _time, state.Part(TrainName));
        _validation = EventFile.GoOn(ValidationFolder, _time, state.Part(ValidationName));
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        long step = Context.Optimizer.Iterations;
        if (_updateFrequency is { } frequency && step % frequency == 0)
        {
            foreach ((string name, double value) in logs)
            {
                _train!.AddScalar("batch_" + name, value, step);
            }
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        foreach ((string name, double value) in logs)
        {
            if (name.StartsWith(FigureName.ValidationPrefix, StringComparison.Ordinal))
            {
                _validation!.AddScalar("epoch_" + name[FigureName.ValidationPrefix.Length..], value, epoch);
            }
            else if (name != FigureName.LearningRate)
            {
                _train!.AddScalar("epoch_" + name, value, epoch);
            }
        }

        _train!.AddScalar("epoch_" + FigureName.LearningRate, Context.Optimizer.LearningRate, epoch);
        if (_histogramFrequency > 0 && epoch % _histogramFrequency == 0)
        {
            AddHistograms(epoch);
        }

        Flush();
    }

    /// <summary>What cannot be written waits to be written with what comes.</summary>
    private void Flush()
    {
        try
        {
            _train!.Flush();
            _validation!.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Context.FailedWrites.Tell(this, $"TensorBoard cannot write to '{ForeignText.Show(_folder, 500)}': {exception.Message}", exception);
        }
    }

    private void AddHistograms(int epoch)
    {
        foreach (Parameter parameter in Context.Model.Parameters)
        {
            _train!.AddHistogram(parameter.Info.Name + "/histogram", new WeightHistogram(parameter.Values), epoch);
        }
    }
}
