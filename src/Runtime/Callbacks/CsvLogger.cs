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
/// <remarks>
/// <para>
/// Names that hold a separator or a quote stand in quotes, control characters in them are escaped, and one that a spreadsheet
/// would take for a formula gets an apostrophe before it.
/// </para>
/// <para>
/// A fit that goes on from a <see cref="FitOptions.Checkpoint"/> goes on with the file, whatever the process before has written since that checkpoint. Lines that cannot be
/// written, where <see cref="FitOptions.GoesOnUnwritten"/> lets training go on, are written with those that come.
/// </para>
/// </remarks>
public sealed class CsvLogger : Callback
{
    private const string EpochColumn = "epoch";

    private readonly string _path;
    private readonly string _separator;
    private readonly bool _append;
    private LogFile? _file;
    private string[]? _columns;
    private string _lineEnd = "\n";

    /// <summary>A callback.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="separator">What stands between columns; default a comma.</param>
    /// <param name="append">
    /// Whether to go on with a file that is there, in its columns and with its line ends; default false: it is replaced. A last
    /// line that was torn off stays as it is, and the next begins a line of its own.
    /// </param>
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
        _lineEnd = "\n";
        _file = null;
        if (Context.ResumedFrom is null)
        {
            Begin();
        }
    }

    /// <inheritdoc/>
    public override void SaveState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_file is null)
        {
            return;
        }

        _file.SaveState(state);
        state.Set("line_end", _lineEnd);
        for (int i = 0; i < _columns?.Length; i++)
        {
            state.Set(ColumnName(i), _columns[i]);
        }
    }

    /// <inheritdoc/>
    public override void LoadState(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _file = LogFile.GoOn(_path, state);
        _lineEnd = state.GetString("line_end");
        string[] columns = [.. Enumerable.Range(0, int.MaxValue).Select(ColumnName).TakeWhile(state.Contains).Select(state.GetString)];
        _columns = columns.Length == 0 ? null : columns;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        if (_file is null)
        {
            // Among the callbacks of a fit that goes on, but not of the one that it goes on from.
            Begin();
        }

        var text = new StringBuilder();
        if (_columns is null)
        {
            _columns = Columns(logs);
            AppendLine(text, EpochColumn, _columns);
        }

        Dictionary<string, double> figures = logs.ToDictionary(figure => Field(figure.Key), figure => figure.Value);
        AppendLine(
            text,
            epoch.ToString(CultureInfo.InvariantCulture),
            _columns.Select(column => figures.TryGetValue(column, out double value) ? PythonNumber.Text(value) : "NA"));
        try
        {
            _file!.Append(text.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Context.FailedWrites.Tell(this, $"The log '{ForeignText.Show(_path, 500)}' cannot be written: {exception.Message}", exception);
        }
    }

    private static string ColumnName(int column) => FormattableString.Invariant($"column_{column}");

    private void Begin()
    {
        if (!_append || !File.Exists(_path))
        {
            _file = LogFile.Begin(_path);
        }
        else
        {
            if (File.ReadLines(_path).FirstOrDefault() is { } header)
            {
                string[] columns = CsvText.Fields(header, _separator);
                _columns = columns[0] == EpochColumn
                    ? columns[1..]
                    : throw new InvalidDataException(
                        $"'{ForeignText.Show(_path, 500)}' cannot be gone on with: its first column is '{ForeignText.Show(columns[0])}', not '{EpochColumn}'.");
                _lineEnd = LineEnd(_path);
                EndTornLine();
            }

            _file = LogFile.Behind(_path);
        }
    }

    private string[] Columns(Logs logs)
    {
        string[] names = [.. logs.Keys.Order(StringComparer.Ordinal)];
        bool validated = names.Any(name => name.StartsWith(FigureName.ValidationPrefix, StringComparison.Ordinal));
        IEnumerable<string> all = validated ? names : [.. names, .. names.Select(name => FigureName.ValidationPrefix + name)];
        return [.. all.Select(Field)];
    }

    private string Field(string name) => CsvText.Field(name, _separator);

    /// <summary>The first line's end.</summary>
    private static string LineEnd(string path)
    {
        using var file = new StreamReader(path);
        for (int letter = file.Read(); letter >= 0; letter = file.Read())
        {
            if (letter is '\r' or '\n')
            {
                return letter == '\n' ? "\n" : file.Read() == '\n' ? "\r\n" : "\r";
            }
        }

        return "\n";
    }

    /// <summary>A process that was killed may have left a line without its end.</summary>
    private void EndTornLine()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (!file.CanSeek || file.Length == 0)
        {
            return;
        }

        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() is not ('\n' or '\r'))
        {
            file.Write(Encoding.UTF8.GetBytes(_lineEnd));
        }
    }

    private void AppendLine(StringBuilder text, string first, IEnumerable<string> others) =>
        text.Append(first).Append(_separator).AppendJoin(_separator, others).Append(_lineEnd);
}
