using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>The figures of every epoch of a fit (Keras: <c>History</c>).</summary>
public sealed class History
{
    private readonly List<int> _epochs = [];
    private readonly SortedDictionary<string, List<double>> _figures = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, double>> _rows = [];

    private readonly List<string> _warnings = [];

    internal History()
    {
    }

    /// <summary>The epochs trained, counted from 0.</summary>
    public IReadOnlyList<int> Epochs => _epochs;

    /// <summary>
    /// What went wrong and did not end training, each once: a log or a checkpoint that could not be written, a checkpoint that was damaged. Callbacks are told too
    /// (<see cref="Callback.OnWarning"/>).
    /// </summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The checkpoint that the fit has gone on from; null where it began anew. The epochs before it are among <see cref="Epochs"/>.</summary>
    public string? ResumedFrom { get; internal set; }

    /// <summary>The names of the figures, sorted: "accuracy", "loss", "val_accuracy", "val_loss".</summary>
    public IReadOnlyCollection<string> Names => _figures.Keys;

    /// <summary>A figure's values, one for each epoch that had it.</summary>
    /// <param name="name">Such as "val_loss".</param>
    /// <exception cref="KeyNotFoundException">No epoch had a figure of that name.</exception>
    public IReadOnlyList<double> this[string name] => _figures.TryGetValue(name, out List<double>? values)
        ? values
        : throw new KeyNotFoundException(
            $"The history has no '{ForeignText.Show(name)}'; it has {(Names.Count == 0 ? "nothing, for no epoch was trained" : ForeignText.List(Names))}.");

    /// <summary>
    /// Writes the history as Keras's <c>CSVLogger</c> does: a column "epoch" counted from 0, then the figures by name,
    /// "NA" where an epoch had none. Names that hold a comma or a quote stand in quotes, control characters in them are escaped,
    /// and one that a spreadsheet would take for a formula gets an apostrophe before it. The file appears complete or not at all.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void SaveCsv(string path)
    {
        var text = new StringBuilder("epoch");
        foreach (string name in Names)
        {
            text.Append(',').Append(CsvText.Field(name, ","));
        }

        text.Append('\n');
        for (int row = 0; row < _rows.Count; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{_epochs[row]}");
            foreach (string name in Names)
            {
                text.Append(',').Append(_rows[row].TryGetValue(name, out double value) ? PythonNumber.Text(value) : "NA");
            }

            text.Append('\n');
        }

        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    internal void Warn(string message) => _warnings.Add(message);

    /// <summary>Writes down all epochs.</summary>
    internal void SaveState(SavedState state)
    {
        state.Set("epochs", [.. _epochs.Select(epoch => (long)epoch)]);
        int index = 0;
        foreach (string name in Names)
        {
            SavedState figure = state.Part(index++.ToString(CultureInfo.InvariantCulture));
            int[] rows = [.. Enumerable.Range(0, _rows.Count).Where(row => _rows[row].ContainsKey(name))];
            figure.Set("name", name);
            figure.Set("rows", [.. rows.Select(row => (long)row)]);
            figure.Set("values", [.. rows.Select(row => _rows[row][name])]);
        }
    }

    /// <summary>Takes the epochs that were written down.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    internal void LoadState(SavedState state)
    {
        var rows = new List<(int Epoch, List<KeyValuePair<string, double>> Figures)>();
        foreach (long epoch in state.GetInt64s("epochs"))
        {
            rows.Add(((int)epoch, []));
        }

        for (int index = 0; state.Part(index.ToString(CultureInfo.InvariantCulture)) is var figure && figure.Contains("name"); index++)
        {
            ReadOnlySpan<double> values = figure.GetDoubles("values");
            ReadOnlySpan<long> places = figure.GetInt64s("rows");
            for (int i = 0; i < places.Length; i++)
            {
                if (places[i] < 0 || places[i] >= rows.Count || values.Length != places.Length)
                {
                    throw new InvalidDataException("The saved history has figures of epochs that it has not.");
                }

                rows[(int)places[i]].Figures.Add(new(figure.GetString("name"), values[i]));
            }
        }

        foreach ((int epoch, List<KeyValuePair<string, double>> figures) in rows)
        {
            Add(epoch, Logs.Of(figures));
        }
    }

    internal void Add(int epoch, Logs logs)
    {
        _epochs.Add(epoch);
        _rows.Add(logs.ToDictionary(figure => figure.Key, figure => figure.Value));
        foreach ((string name, double value) in logs)
        {
            if (!_figures.TryGetValue(name, out List<double>? values))
            {
                _figures.Add(name, values = []);
            }

            values.Add(value);
        }
    }
}
