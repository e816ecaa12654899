using System;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>
/// Saves the weights in the course of training (Keras: <c>ModelCheckpoint</c> with <c>save_weights_only</c>), as
/// safetensors. A file appears complete or not at all, so that what is there can be loaded whenever training ends.
/// </summary>
/// <example>
/// <code>
/// new ModelCheckpoint("weights/{epoch:02d}-{val_loss:.2f}.safetensors", saveBestOnly: true)
/// </code>
/// </example>
public sealed class ModelCheckpoint : Callback
{
    // Two names and a path of any depth that is used.
    private const int MostShown = 5_000;

    private readonly FileNamePattern _pattern;
    private readonly bool _saveBestOnly;
    private readonly MonitorMode _mode;
    private readonly int? _saveFrequency;
    private readonly TextWriter? _output;
    private Improvement _improvement;
    private int _epoch;
    private int _batchesSinceSave;

    /// <summary>A callback.</summary>
    /// <param name="filePath">
    /// The file, whose folder is made if need be; one that exists is replaced. Figures of the logs may stand in it as in
    /// Python: <c>{epoch:02d}</c>, counted from 1, <c>{val_loss:.2f}</c>; with a save frequency also <c>{batch}</c>.
    /// </param>
    /// <param name="monitor">The figure that says what is best; default "val_loss". Looked at only with <paramref name="saveBestOnly"/>.</param>
    /// <param name="verbose">Whether to write what was saved; default false.</param>
    /// <param name="saveBestOnly">
    /// Whether to save only when the figure is better than ever before, in earlier fits too; default false. Epochs without
    /// the figure are passed over.
    /// </param>
    /// <param name="mode">Which way is better; default <see cref="MonitorMode.Auto"/>.</param>
    /// <param name="saveFrequency">Saves after every so many batches, counted over epochs; at least 1. Default: after each epoch.</param>
    /// <param name="initialValueThreshold">A figure that the first save must already beat; default: none.</param>
    /// <param name="output">Where verbose messages go; default: the console.</param>
    /// <exception cref="ArgumentException">
    /// The file name has a brace or format that means nothing, or a figure of validation is to be watched after batches,
    /// which have none.
    /// </exception>
    public ModelCheckpoint(
        string filePath,
        string monitor = "val_loss",
        bool verbose = false,
        bool saveBestOnly = false,
        MonitorMode mode = MonitorMode.Auto,
        int? saveFrequency = null,
        double? initialValueThreshold = null,
        TextWriter? output = null)
    {
        _pattern = new FileNamePattern(filePath, nameof(filePath));
        ArgumentException.ThrowIfNullOrWhiteSpace(monitor);
        if (saveFrequency is { } frequency)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(frequency, 1, nameof(saveFrequency));
            if (saveBestOnly && IsOfValidation(monitor))
            {
                throw new ArgumentException($"'{monitor}' is there after epochs only; saving the best after batches needs a figure of training, such as 'loss'.", nameof(monitor));
            }
        }

        Monitor = monitor;
        Best = initialValueThreshold;
        _saveBestOnly = saveBestOnly;
        _mode = mode;
        _saveFrequency = saveFrequency;
        _output = verbose ? output ?? Console.Out : null;
    }

    /// <summary>The figure that says what is best.</summary>
    public string Monitor { get; }

    /// <summary>The best figure so far, or the threshold that it must beat; null before the first. Kept from one fit to the next.</summary>
    public double? Best { get; private set; }

    /// <summary>The file that was saved last; null before the first.</summary>
    public string? LastSavedPath { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The training has no figure named <see cref="Monitor"/>, or none that the file name wants, or the best is to be saved
    /// of a metric that gets better neither way and the mode is <see cref="MonitorMode.Auto"/>.
    /// </exception>
    public override void OnTrainBegin()
    {
        if (_saveBestOnly)
        {
            _improvement = Improvement.Of(Monitor, _mode, minDelta: 0, Context);
        }

        foreach (string figure in _pattern.Figures.Where(figure => figure != FigureName.LearningRate))
        {
            MonitoredFigure.Check(figure, Context);
        }

        _batchesSinceSave = 0;
        if (_pattern.Folder is { } folder)
        {
            // A folder that cannot be made is known before training, not when there is something to lose.
            Directory.CreateDirectory(folder);
        }
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.SetOptional("best", Best);
        state.Set("epoch", _epoch);
        state.Set("batches_since_save", _batchesSinceSave);
        if (LastSavedPath is not null)
        {
            state.Set("last_saved_path", LastSavedPath);
        }
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Best = state.FindDouble("best");
        _epoch = state.GetInt32("epoch");
        _batchesSinceSave = state.GetInt32("batches_since_save");
        LastSavedPath = state.Contains("last_saved_path") ? state.GetString("last_saved_path") : null;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => _epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (_saveFrequency is { } frequency && ++_batchesSinceSave >= frequency)
        {
            _batchesSinceSave = 0;
            Save(batch, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (_saveFrequency is null)
        {
            Save(batch: null, logs);
        }
    }

    private static bool IsOfValidation(string monitor) => monitor.StartsWith(FigureName.ValidationPrefix, StringComparison.Ordinal);

    private void Save(int? batch, Logs logs)
    {
        if (!_saveBestOnly)
        {
            if (Write(batch, logs) is { } path)
            {
                Say($"Epoch {_epoch + 1}: saving model to {path}");
            }
        }
        else if (logs.TryGetValue(Monitor, out double current))
        {
            string best = Best is null ? "None" : PythonNumber.Text(Best.Value, "F5");
            if (_improvement.IsBetter(current, Best))
            {
                if (Write(batch, logs) is not { } path)
                {
                    return;
                }

                Best = current;
                Say($"Epoch {_epoch + 1}: {Monitor} improved from {best} to {PythonNumber.Text(current, "F5")}, saving model to {path}");
            }
            else
            {
                Say($"Epoch {_epoch + 1}: {Monitor} did not improve from {best}");
            }
        }
    }

    /// <summary>The file; null where it could not be written and training goes on.</summary>
    private string? Write(int? batch, Logs logs)
    {
        string path = _pattern.Format(_epoch, batch, logs);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Context.Model.Save(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Context.FailedWrites.Tell(this, $"Weights could not be saved: {exception.Message}", exception);
            return null;
        }

        LastSavedPath = path;
        return path;
    }

    /// <summary>On a line of its own, off the progress bar; neither a path nor a figure's name steers the terminal.</summary>
    private void Say(string message)
    {
        _output?.WriteLine();
        _output?.WriteLine(ForeignText.Show(message, MostShown));
    }
}
