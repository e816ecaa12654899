using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NetGen;

/// <summary>Reads and writes the JSON header of a safetensors file.</summary>
internal static class SafeTensorsHeader
{
    private const string Metadata = "__metadata__";

    // No tensor has more; a file that says so would have numbers kept by the million.
    private const int MostSides = 64;

    /// <summary>The tensors in the order of the header.</summary>
    /// <exception cref="InvalidDataException">The header is no valid JSON or not what the format wants.</exception>
    /// <param name="json">The header.</param>
    /// <param name="source">What is read, for messages.</param>
    /// <param name="metadata">Receives the metadata; null where nobody asks.</param>
    public static List<TensorEntry> Parse(ReadOnlySpan<byte> json, string source, Dictionary<string, string>? metadata = null)
    {
        var tensors = new List<TensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json);
            Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject, "it is no object");
            while (ReadPropertyName(ref reader) is { } name)
            {
                if (!names.Add(name))
                {
                    throw new InvalidDataException($"it has '{ForeignText.Show(name)}' twice");
                }

                reader.Read();
                if (name == Metadata && metadata is not null)
                {
                    ParseMetadata(ref reader, metadata);
                }
                else if (name == Metadata)
                {
                    reader.Skip();
                }
                else
                {
                    tensors.Add(ParseTensor(ref reader, name));
                }
            }

            return reader.Read() ? throw new InvalidDataException("text follows it") : tensors;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{source} has a broken safetensors header: {Shown(exception)}.", exception);
        }
    }

    /// <summary>The header of parameters that lie one after the other.</summary>
    public static byte[] Write(IReadOnlyList<ParameterInfo> parameters, WeightPrecision precision)
    {
        string type = TensorElements.NameOf(precision);
        var tensors = new List<TensorEntry>();
        long begin = 0;
        foreach (ParameterInfo parameter in parameters)
        {
            long end = begin + ((long)parameter.Size * TensorElements.SizeOf(type));
            tensors.Add(new TensorEntry(parameter.Name, type, [.. parameter.Shape.Select(side => (long)side)], begin, end));
            begin = end;
        }

        return Write(tensors, []);
    }

    /// <summary>The header of tensors, filled with spaces to a multiple of 8 bytes.</summary>
    public static byte[] Write(IReadOnlyList<TensorEntry> tensors, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata.Count > 0)
            {
                writer.WriteStartObject(Metadata);
                foreach ((string key, string value) in metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            foreach (TensorEntry tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.DataType);
                WriteNumbers(writer, "shape", tensor.Shape);
                WriteNumbers(writer, "data_offsets", [tensor.Begin, tensor.End]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        while (json.Length % 8 != 0)
        {
            json.WriteByte((byte)' ');
        }

        return json.ToArray();
    }

    // The parser quotes what it cannot read; messages from here have escaped what they quote.
    private static string Shown(Exception exception) =>
        exception is InvalidDataException ? exception.Message : ForeignText.Show(exception.Message.TrimEnd('.'), most: 400);

    private static TensorEntry ParseTensor(ref Utf8JsonReader reader, string tensorName)
    {
        string name = ForeignText.Show(tensorName);
        string? dataType = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Require(reader.TokenType == JsonTokenType.StartObject, $"'{name}' is no object");
        while (ReadPropertyName(ref reader) is { } key)
        {
            reader.Read();
            switch (key)
            {
                case "dtype":
                    Require(dataType is null && reader.TokenType == JsonTokenType.String, $"'{name}' has no proper dtype");
                    dataType = reader.GetString();
                    break;
                case "shape":
                    Require(shape is null, $"'{name}' has two shapes");
                    shape = ParseNumbers(ref reader, name);
                    break;
                case "data_offsets":
                    Require(offsets is null, $"'{name}' has data_offsets twice");
                    offsets = ParseNumbers(ref reader, name);
                    break;
                default:
                    throw new InvalidDataException($"'{name}' has an unknown property '{ForeignText.Show(key)}'");
            }
        }

        Require(dataType is not null && shape is not null && offsets is not null, $"'{name}' lacks dtype, shape or data_offsets");
        Require(offsets!.Count == 2, $"'{name}' has {offsets.Count} data_offsets instead of 2");
        return new TensorEntry(tensorName, dataType!, [.. shape!], offsets[0], offsets[1]);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Require(reader.TokenType == JsonTokenType.StartObject, "its metadata is no object");
        while (ReadPropertyName(ref reader) is { } key)
        {
            Require(reader.Read() && reader.TokenType == JsonTokenType.String, $"its metadata has a '{ForeignText.Show(key)}' that is no text");
            Require(metadata.TryAdd(key, reader.GetString()!), $"its metadata has '{ForeignText.Show(key)}' twice");
        }
    }

    private static List<long> ParseNumbers(ref Utf8JsonReader reader, string name)
    {
        Require(reader.TokenType == JsonTokenType.StartArray, $"'{name}' has a value that should be a list of numbers");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            long number = -1;
            Require(
                reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number) && number >= 0,
                $"'{name}' has a shape or offset that is no whole number from 0 on");
            Require(numbers.Count < MostSides, $"'{name}' has a list of more than {MostSides} numbers");
            numbers.Add(number);
        }

        return numbers;
    }

    private static string? ReadPropertyName(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private static void Require(bool condition, string complaint)
    {
        if (!condition)
        {
            throw new InvalidDataException(complaint);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, long[] numbers)
    {
        writer.WriteStartArray(name);
        foreach (long number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
