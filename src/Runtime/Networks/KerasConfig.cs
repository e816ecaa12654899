using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace NetGen;

/// <summary>
/// Names with values, in order, as Keras's <c>get_config</c> gives them: of a layer, or of an initializer, regularizer or constraint within. It never changes.
/// </summary>
/// <remarks>
/// A value is an <see cref="int"/>, a <see cref="double"/>, a <see cref="bool"/>, a <see cref="string"/>, null, a list of values
/// (<see cref="IReadOnlyList{T}"/> of <see cref="int"/>, <see cref="double"/>, <see cref="KerasConfig"/> or lists of <see cref="int"/>), or another <see cref="KerasConfig"/>.
/// </remarks>
/// <example>
/// <code>
/// if (layer.Config.TryGetValue("kernel_size", out object? size) &amp;&amp; size is IReadOnlyList&lt;int&gt; and [int height, int width])
/// </code>
/// </example>
[SuppressMessage("Naming", "CA1710", Justification = "Keras's word says more than that it is a dictionary.")]
public sealed class KerasConfig : IReadOnlyDictionary<string, object?>
{
    private readonly (string Name, object? Value)[] _entries;

    internal KerasConfig(params (string Name, object? Value)[] entries) => _entries = entries;

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Name);

    /// <summary>The values, in order.</summary>
    public IEnumerable<object?> Values => _entries.Select(entry => entry.Value);

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such name; the message lists those that there are.</exception>
    public object? this[string key] => TryGetValue(key, out object? value)
        ? value
        : throw new KeyNotFoundException($"There is no '{key}'; there is {string.Join(", ", Keys)}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach ((string name, object? candidate) in _entries)
        {
            if (name == key)
            {
                value = candidate;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The whole as JSON in one line, which Keras's <c>from_config</c> reads.</summary>
    public override string ToString()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer, this);
        }

        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case KerasConfig config:
                writer.WriteStartObject();
                foreach ((string name, object? part) in config._entries)
                {
                    writer.WritePropertyName(name);
                    Write(writer, part);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? part in list)
                {
                    Write(writer, part);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"No configuration holds a {value.GetType()}.");
        }
    }
}
