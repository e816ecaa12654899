using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>
/// What a part of training keeps from step to step, by name (PyTorch: <c>state_dict</c>): numbers, text and arrays of numbers. Optimizers, schedules, metrics and
/// callbacks write theirs into it and take it from there, and <see cref="Save"/> and <see cref="Load"/> bring it to a file and back with every bit.
/// </summary>
/// <remarks>Names may hold slashes; <see cref="Part"/> is what stands below one. Setting a name again replaces what it had.</remarks>
public sealed class SavedState
{
    private readonly Dictionary<string, StateEntry> _entries;
    private readonly string _prefix;

    /// <summary>An empty state.</summary>
    public SavedState()
        : this([], "")
    {
    }

    private SavedState(Dictionary<string, StateEntry> entries, string prefix) => (_entries, _prefix) = (entries, prefix);

    /// <summary>The names, in the order in which they came.</summary>
    public IReadOnlyList<string> Names =>
        [.. _entries.Keys.Where(name => name.StartsWith(_prefix, StringComparison.Ordinal)).Select(name => name[_prefix.Length..])];

    /// <summary>What stands below a name, "momentum" for "momentum/dense/kernel": a view, through which it is set and read.</summary>
    /// <param name="name">The name, without the slash.</param>
    public SavedState Part(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SavedState(_entries, $"{_prefix}{name}/");
    }

    /// <summary>Whether there is something of that name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(_prefix + name);

    /// <summary>Sets a text.</summary>
    public void Set(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Entry(name).Text = value;
    }

    /// <summary>Sets a whole number.</summary>
    public void Set(string name, long value) => Set(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a number; it comes back with the same bits, NaN as some NaN.</summary>
    public void Set(string name, double value) => Set(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Sets a truth value.</summary>
    public void Set(string name, bool value) => Set(name, value ? "true" : "false");

    /// <summary>Sets an array; the values are copied.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The values.</param>
    /// <param name="shape">The shape that the file shows; default: a vector.</param>
    /// <exception cref="ArgumentException">The shape has another number of values.</exception>
    public void Set(string name, ReadOnlySpan<float> values, IReadOnlyList<int>? shape = null) => Entry(name).Take(values, shape);

    /// <summary>Sets an array of double precision; the values are copied.</summary>
    public void Set(string name, ReadOnlySpan<double> values) => Entry(name).Take(values);

    /// <summary>Sets an array of whole numbers; the values are copied.</summary>
    public void Set(string name, ReadOnlySpan<long> values) => Entry(name).Take(values);

    /// <summary>A text.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public string GetString(string name) => Find(name).Text ?? throw Other(name, "a text");

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public long GetInt64(string name) =>
        long.TryParse(GetString(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Other(name, "a whole number");

    /// <summary>A number.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public double GetDouble(string name) =>
        double.TryParse(GetString(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Other(name, "a number");

    /// <summary>A truth value.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public bool GetBoolean(string name) => GetString(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Other(name, "true or false"),
    };

    /// <summary>An array of single precision: a view, valid until the name is set again.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public ReadOnlySpan<float> GetSingles(string name) => Find(name).Values as float[] ?? throw Other(name, "an array of single precision");

    /// <summary>An array of double precision: a view, valid until the name is set again.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public ReadOnlySpan<double> GetDoubles(string name) => Find(name).Values as double[] ?? throw Other(name, "an array of double precision");

    /// <summary>An array of whole numbers: a view, valid until the name is set again.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public ReadOnlySpan<long> GetInt64s(string name) => Find(name).Values as long[] ?? throw Other(name, "an array of whole numbers");

    /// <summary>Writes everything into a safetensors file, which appears complete or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; one that exists stays as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or the path is that of a folder.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => StateFile.Write(stream, this));

    /// <summary>Reads what <see cref="Save"/> has written. A checksum tells whether every bit is as it was.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no such file, or damaged.</exception>
    public static SavedState Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return StateFile.Read(stream, path);
    }

    internal IEnumerable<KeyValuePair<string, StateEntry>> Entries => _entries;

    internal int GetInt32(string name) => GetInt64(name) is var value and >= int.MinValue and <= int.MaxValue ? (int)value : throw Other(name, "a number of 32 bits");

    /// <summary>Sets a number where there is one.</summary>
    internal void SetOptional(string name, double? value)
    {
        if (value is { } number)
        {
            Set(name, number);
        }
    }

    /// <summary>A number, or null where there is none of that name.</summary>
    internal double? FindDouble(string name) => Contains(name) ? GetDouble(name) : null;

    /// <summary>Copies an array that must have as many values.</summary>
    /// <exception cref="InvalidDataException">It has not, or there is none.</exception>
    internal void CopyTo(string name, Span<float> values)
    {
        CheckLength(name, GetSingles(name).Length, values.Length);
        GetSingles(name).CopyTo(values);
    }

    /// <inheritdoc cref="CopyTo(string, Span{float})"/>
    internal void CopyTo(string name, Span<long> values)
    {
        CheckLength(name, GetInt64s(name).Length, values.Length);
        GetInt64s(name).CopyTo(values);
    }

    /// <summary>Begins to set everything anew: arrays of the same name and length take the place of those that are there.</summary>
    internal void BeginAnew()
    {
        foreach (StateEntry entry in _entries.Values)
        {
            entry.IsStale = true;
        }
    }

    /// <summary>Drops what was not set since <see cref="BeginAnew"/>.</summary>
    internal void DropStale()
    {
        foreach (string name in _entries.Where(entry => entry.Value.IsStale).Select(entry => entry.Key).ToArray())
        {
            _entries.Remove(name);
        }
    }

    internal StateEntry Entry(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_entries.TryGetValue(_prefix + name, out StateEntry? entry))
        {
            _entries.Add(_prefix + name, entry = new StateEntry());
        }

        entry.IsStale = false;
        return entry;
    }

    private StateEntry Find(string name) => _entries.TryGetValue(_prefix + name, out StateEntry? entry)
        ? entry
        : throw new InvalidDataException($"The saved state has no '{ForeignText.Show(_prefix + name)}'.");

    private void CheckLength(string name, int came, int expected)
    {
        if (came != expected)
        {
            throw new InvalidDataException($"The saved '{ForeignText.Show(_prefix + name)}' has {came} values where {expected} are expected.");
        }
    }

    private InvalidDataException Other(string name, string expected) => new($"The saved '{ForeignText.Show(_prefix + name)}' is not {expected}.");
}
