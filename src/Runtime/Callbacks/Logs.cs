using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>
/// The figures that callbacks see: "accuracy", "loss", "val_accuracy", "val_loss", sorted by name. What a callback adds
/// comes last. The trainer uses one object again and again: copy what is to be kept.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Keras's word for it.")]
public sealed class Logs : IReadOnlyDictionary<string, double>
{
    private readonly List<KeyValuePair<string, double>> _figures;

    internal Logs(IEnumerable<string> names)
    {
        _figures = [];
        foreach (string name in names)
        {
            _figures.Add(new(name, 0));
        }

        _figures.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
    }

    private Logs(IEnumerable<KeyValuePair<string, double>> figures) => _figures = [.. figures];

    /// <inheritdoc/>
    public int Count => _figures.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (KeyValuePair<string, double> figure in _figures)
            {
                yield return figure.Key;
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<double> Values
    {
        get
        {
            foreach (KeyValuePair<string, double> figure in _figures)
            {
                yield return figure.Value;
            }
        }
    }

    /// <summary>The figure of that name. Setting one that is not there adds it at the end.</summary>
    /// <exception cref="KeyNotFoundException">There is no figure of that name.</exception>
    public double this[string name]
    {
        get => TryGetValue(name, out double value)
            ? value
            : throw new KeyNotFoundException($"There is no figure '{ForeignText.Show(name)}' here; there are {ForeignText.List([.. Keys])}.");
        set
        {
            int index = IndexOf(name);
            if (index < 0)
            {
                _figures.Add(new(name, value));
            }
            else
            {
                _figures[index] = new(name, value);
            }
        }
    }

    /// <summary>"accuracy: 0.9012 - loss: 0.2731".</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        ProgressLine.AppendFigures(text, this);
        return text.Length > 0 ? text.ToString(" - ".Length, text.Length - " - ".Length) : "";
    }

    /// <summary>A copy of figures, in their order.</summary>
    internal static Logs Of(IEnumerable<KeyValuePair<string, double>> figures) => new(figures);

    /// <summary>Writes down all figures in their order.</summary>
    internal void SaveState(SavedState state)
    {
        int index = 0;
        foreach ((string name, double value) in _figures)
        {
            SavedState figure = state.Part(index++.ToString(CultureInfo.InvariantCulture));
            figure.Set("name", name);
            figure.Set("value", value);
        }
    }

    /// <summary>The figures that were written down.</summary>
    internal static Logs Load(SavedState state)
    {
        var figures = new List<KeyValuePair<string, double>>();
        for (int index = 0; state.Part(index.ToString(CultureInfo.InvariantCulture)) is var figure && figure.Contains("name"); index++)
        {
            figures.Add(new(figure.GetString("name"), figure.GetDouble("value")));
        }

        return Of(figures);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, out double value)
    {
        int index = IndexOf(key);
        value = index < 0 ? 0 : _figures[index].Value;
        return index >= 0;
    }

    /// <summary>The figures in order.</summary>
    public List<KeyValuePair<string, double>>.Enumerator GetEnumerator() => _figures.GetEnumerator();

    IEnumerator<KeyValuePair<string, double>> IEnumerable<KeyValuePair<string, double>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (int i = 0; i < _figures.Count; i++)
        {
            if (_figures[i].Key == name)
            {
                return i;
            }
        }

        return -1;
    }
}
