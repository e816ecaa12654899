using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace NetGen;

/// <summary>
/// Writes a line of figures after every epoch (Keras: <c>CSVLogger</c>): a column "epoch" counted from 0, then the figures
/// of the first epoch by name, "NA" where a later one lacks them. Where the first epoch has no validation, columns for it
/// follow. Each line is in the file when its epoch has ended, so that the file can be watched and outlives a failure.
/// </summary>
public sealed class CsvLogger : Callback
{
    private const string EpochColumn = "epoch";

    private readonly string _path;
    private readonly string _separator;
    private readonly bool _append;
    private string[]? _columns;

    /// <summary>A callback.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="separator">What stands between columns; default a comma.</param>
    /// <param name="append">Whether to go on with a file that is there, in its columns; default false: it is replaced.</param>
    public CsvLogger(string path, string separator = ",", bool append = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrEmpty(separator);
        _path = path;
        _separator = separator;
        _append = append;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file to go on with does not begin with a column "epoch".</exception>
    public override void OnTrainBegin()
    {
        _columns = null;
        if (!_append || !File.Exists(_path))
        {
            File.WriteAllBytes(_path, []);
        }
        else if (File.ReadLines(_path).FirstOrDefault() is { } header)
        {
            string[] columns = header.Split(_separator);
            _columns = columns[0] == EpochColumn
                ? columns[1..]
                : throw new InvalidDataException($"'{_path}' cannot be gone on with: its first column is '{columns[0]}', not '{EpochColumn}'.");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var text = new StringBuilder();
        if (_columns is null)
        {
            _columns = Columns(logs);
            AppendLine(text, EpochColumn, _columns);
        }

        AppendLine(
            text,
            epoch.ToString(CultureInfo.InvariantCulture),
            _columns.Select(name => logs.TryGetValue(name, out double value) ? PythonNumber.Text(value) : "NA"));
        File.AppendAllText(_path, text.ToString());
    }

    private static string[] Columns(Logs logs)
    {
        string[] names = [.. logs.Keys.Order(StringComparer.Ordinal)];
        bool validated = names.Any(name => name.StartsWith(TrainingContext.ValidationPrefix, StringComparison.Ordinal));
        return validated ? names : [.. names, .. names.Select(name => TrainingContext.ValidationPrefix + name)];
    }

    private void AppendLine(StringBuilder text, string first, IEnumerable<string> others) =>
        text.Append(first).Append(_separator).AppendJoin(_separator, others).Append('\n');
}
