using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>The figures of every epoch of a fit (Keras: <c>History</c>).</summary>
public sealed class History
{
    private readonly List<int> _epochs = [];
    private readonly SortedDictionary<string, List<double>> _figures = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, double>> _rows = [];

    internal History()
    {
    }

    /// <summary>The epochs trained, counted from 0.</summary>
    public IReadOnlyList<int> Epochs => _epochs;

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
