using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>The records of a CSV file as rows of numbers: features and targets.</summary>
internal sealed class CsvRows : IDisposable
{
    // What decoders that do not fail put in the place of what they cannot decode.
    private const char Undecodable = '\uFFFD';

    private readonly CsvReader _reader;
    private readonly CsvOptions _options;
    private readonly string[]? _header;
    private readonly int _columns;
    private readonly int[] _features;
    private readonly int[] _targets;
    private readonly Dictionary<string, int> _classes;
    private bool _isAhead;

    /// <param name="text">The text; disposed with this.</param>
    /// <param name="name">What it is to the user, for messages: a file's path.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="ArgumentException">The columns asked for are not there, or fit neither each other nor the target.</exception>
    /// <exception cref="InvalidDataException">The file has no first record.</exception>
    public CsvRows(TextReader text, string name, CsvOptions options)
    {
        _reader = new CsvReader(text, name, options.Delimiter);
        _options = options;
        if (!_reader.Read())
        {
            throw new InvalidDataException($"{name} is empty.");
        }

        _columns = _reader.FieldCount;
        _header = options.HasHeader ? [.. Enumerable.Range(0, _columns).Select(column => _reader.Field(column).ToString())] : null;
        _isAhead = !options.HasHeader;
        _targets = [.. options.TargetColumns.Select(column => Place(column, options))];
        _features = options.FeatureColumns is { } features
            ? [.. features.Select(column => Place(column, options))]
            : [.. Enumerable.Range(0, _columns).Except(_targets)];
        CheckColumns(options);
        _classes = ClassIndices(options);
    }

    /// <summary>Number of features.</summary>
    public int Features => _features.Length;

    /// <summary>Number of target columns.</summary>
    public int Targets => _targets.Length;

    /// <summary>The features' names.</summary>
    public string[] FeatureNames => Array.ConvertAll(_features, NameOf);

    /// <summary>The target columns' names.</summary>
    public string[] TargetNames => Array.ConvertAll(_targets, NameOf);

    /// <summary>The classes' names by the indices that the targets have so far.</summary>
    public IEnumerable<string> ClassNames => _classes.OrderBy(entry => entry.Value).Select(entry => entry.Key);

    /// <summary>Reads a row; false where there is none left.</summary>
    /// <exception cref="InvalidDataException">A field is wrong; the message names the line and the column.</exception>
    public bool Read(Span<float> features, Span<float> targets)
    {
        if (!_isAhead && !_reader.Read())
        {
            return false;
        }

        _isAhead = false;
        if (_reader.FieldCount != _columns)
        {
            throw new InvalidDataException($"{_reader.Name}, line {_reader.Line} has {_reader.FieldCount} columns; the first has {_columns}.");
        }

        for (int i = 0; i < _features.Length; i++)
        {
            features[i] = Feature(_features[i]);
        }

        for (int i = 0; i < _targets.Length; i++)
        {
            targets[i] = Target(_targets[i]);
        }

        return true;
    }

    public void Dispose() => _reader.Dispose();

    private static Dictionary<string, int> ClassIndices(CsvOptions options)
    {
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string className in options.ClassNames ?? [])
        {
            if (string.IsNullOrWhiteSpace(className))
            {
                throw new ArgumentException($"The name of class {classes.Count} is blank; a field that is blank is a class that is missing.", nameof(options));
            }

            if (!classes.TryAdd(className, classes.Count))
            {
                throw new ArgumentException($"The class '{ForeignText.Show(className)}' is named twice.", nameof(options));
            }
        }

        return classes;
    }

    private int Place(CsvColumn column, CsvOptions options)
    {
        int place = column.PlaceIn(_header, _columns);
        return place >= 0
            ? place
            : throw new ArgumentException(
                $"{_reader.Name} has no one column {column}; it has {_columns} columns{(_header is null ? " and no header" : ": " + ForeignText.List(_header))}.",
                nameof(options));
    }

    private void CheckColumns(CsvOptions options)
    {
        if (_features.Length == 0)
        {
            throw new ArgumentException($"{_reader.Name} has no column besides the targets to predict from.", nameof(options));
        }

        if (_features.Intersect(_targets).ToArray() is [int both, ..])
        {
            throw new ArgumentException($"{Describe(both)} cannot be both a feature and a target.", nameof(options));
        }

        if (options.Target != CsvTarget.Value && _targets.Length > 1)
        {
            throw new ArgumentException($"A class is one column; there are {_targets.Length} target columns.", nameof(options));
        }

        if (options.Target != CsvTarget.ClassName && options.ClassNames is not null)
        {
            throw new ArgumentException($"Names of classes need {nameof(CsvTarget)}.{nameof(CsvTarget.ClassName)} as the target; it is {options.Target}.", nameof(options));
        }
    }

    private float Target(int column)
    {
        if (_options.Target == CsvTarget.ClassName)
        {
            return Class(column);
        }

        float value = Number(column);
        return _options.Target == CsvTarget.Value || (value >= 0 && value == MathF.Floor(value))
            ? value
            : throw Error(column, "is no class index, a whole number from 0");
    }

    private int Class(int column)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byText = _classes.GetAlternateLookup<ReadOnlySpan<char>>();
        ReadOnlySpan<char> field = _reader.Field(column);
        if (field.IsWhiteSpace())
        {
            throw Error(column, "names no class");
        }

        if (byText.TryGetValue(field, out int index))
        {
            return index;
        }

        if (_options.ClassNames is not null)
        {
            throw Error(column, $"is none of the classes: {ForeignText.List([.. _options.ClassNames])}");
        }

        if (field.Contains(Undecodable))
        {
            throw Error(column, "holds U+FFFD, which stands where text could not be decoded and makes one class of two: decode it by its encoding");
        }

        index = _classes.Count;
        byText[field] = index;
        return index;
    }

    private float Feature(int column)
    {
        float value = Number(column) * _options.Scale;
        return float.IsFinite(value) ? value : throw Error(column, FormattableString.Invariant($"is no finite number once it is multiplied by {_options.Scale}, the Scale of the options"));
    }

    private float Number(int column) =>
        float.TryParse(_reader.Field(column), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw Error(column, "is no finite number");

    private string NameOf(int column) => _header?[column] ?? $"column {column + 1}";

    private string Describe(int column) => _header is null ? $"column {column + 1}" : $"column {column + 1} ({ForeignText.Show(_header[column])})";

    private InvalidDataException Error(int column, string problem) =>
        new($"{_reader.Name}, line {_reader.Line}, {Describe(column)}: '{ForeignText.Show(_reader.Field(column))}' {problem}.");
}
