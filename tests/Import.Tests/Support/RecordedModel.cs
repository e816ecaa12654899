using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NetGen.Import.Tests.Support;

/// <summary>What another program computed from a model file: inputs and outputs, as the file beside the model records them.</summary>
internal sealed class RecordedModel
{
    private readonly string _folder;
    private readonly JsonElement _record;

    private RecordedModel(string folder, JsonElement record) => (_folder, _record) = (folder, record);

    /// <summary>Whether images are (channels, height, width) there.</summary>
    public bool IsChannelsFirst => _record.GetProperty("inputLayout").GetString() == "NCHW";

    /// <summary>Reads the record beside a model: NAME.io.json.</summary>
    public static RecordedModel Beside(string model)
    {
        // Of TensorFlow.js's pairs of files the record bears the name of the part before ".json".
        string record = File.Exists(model + ".io.json") ? model + ".io.json" : Path.ChangeExtension(model, ".io.json");
        return new RecordedModel(Path.GetDirectoryName(model)!, JsonDocument.Parse(File.ReadAllBytes(record)).RootElement);
    }

    /// <summary>The samples as NetGen takes them, with the outputs that are known.</summary>
    public IEnumerable<(float[] Input, float[] Output, int EveryNth)> Samples()
    {
        int number = 0;
        foreach (JsonElement sample in _record.GetProperty("samples").EnumerateArray())
        {
            int[] shape = [.. sample.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            float[]? input = sample.TryGetProperty("input", out JsonElement file) && file.ValueKind == JsonValueKind.String && !file.GetString()!.StartsWith("LCG", StringComparison.Ordinal)
                ? Floats(file.GetString()!)
                : number == 0 ? Generated(shape) : null;
            number++;
            if (input is not null)
            {
                JsonElement output = sample.GetProperty("outputs")[0];
                float[] values = output.TryGetProperty("values", out JsonElement known)
                    ? [.. known.EnumerateArray().Select(value => value.GetSingle())]
                    : Floats(output.GetProperty("file").GetString()!);
                int every = output.TryGetProperty("everyNth", out JsonElement step) ? step.GetInt32() : 1;
                yield return (IsChannelsFirst && shape.Length == 4 ? ChannelsLast(input, shape) : input, values, every);
            }
        }
    }

    private float[] Floats(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(_folder, file));
        var floats = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, floats, 0, bytes.Length);
        return floats;
    }

    /// <summary>Large inputs are not recorded but said how to make.</summary>
    private float[] Generated(int[] shape)
    {
        double scale = _record.GetProperty("scale").GetDouble();
        uint state = 12345;
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            values[i] = (float)((state >> 8) / (double)(1 << 24) * scale);
        }

        return values;
    }

    private static float[] ChannelsLast(float[] values, int[] shape)
    {
        var moved = new float[values.Length];
        (int channels, int pixels) = (shape[1], shape[2] * shape[3]);
        for (int i = 0; i < values.Length; i++)
        {
            (int sample, int place) = Math.DivRem(i, channels * pixels);
            (int channel, int pixel) = Math.DivRem(place, pixels);
            moved[(((sample * pixels) + pixel) * channels) + channel] = values[i];
        }

        return moved;
    }
}
