using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen;

/// <summary>
/// An entry of the log with figures. Its properties are those given, the seconds, each figure under its own name, all of them in one line as "Figures", and
/// last, where writers look for it, the template. (Messages generated from a method have a fixed number of properties; figures are as many as there are
/// metrics.)
/// </summary>
internal sealed class FigureEntry : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _properties = [];
    private readonly string _message;

    /// <param name="template">What has ended, with the names of properties in braces.</param>
    /// <param name="text">The same with their values.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="logs">The figures.</param>
    /// <param name="properties">The properties of the template.</param>
    public FigureEntry(string template, string text, double seconds, Logs logs, params ReadOnlySpan<(string Name, object Value)> properties)
    {
        foreach ((string name, object value) in properties)
        {
            _properties.Add(new(name, value));
        }

        var figures = logs.ToString();
        _message = FormattableString.Invariant($"{text} in {seconds:F1} s: {figures}");
        _properties.Add(new("Seconds", seconds));
        _properties.Add(new("Figures", figures));
        foreach ((string name, double value) in logs)
        {
            // Writers of JSON throw at what is no number, which would end training.
            _properties.Add(new(name, double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture)));
        }

        _properties.Add(new("{OriginalFormat}", template + " in {Seconds:F1} s: {Figures}"));
    }

    public int Count => _properties.Count;

    public KeyValuePair<string, object?> this[int index] => _properties[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _message;
}
