using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetGen.Import.Tests.Support;

namespace NetGen.Import.Tests.LayerKinds;

/// <summary>A model in which every kind of layer that a format has is an output of its own, with what another program computed from it.</summary>
internal sealed class LayerFile
{
    private readonly JsonElement _known;

    private LayerFile(string model, string known)
    {
        Model = KnownFiles.PathOf(model);
        _known = JsonDocument.Parse(File.ReadAllBytes(KnownFiles.PathOf(known))).RootElement;
    }

    public static IReadOnlyList<string> Names { get; } = ["keras", "keras 2", "tfjs layers", "tfjs graph"];

    /// <summary>The model's file.</summary>
    public string Model { get; }

    public float[] Input => Numbers(_known.GetProperty("input"));

    public IReadOnlyDictionary<string, float[]> Outputs =>
        _known.GetProperty("outputs").EnumerateObject().ToDictionary(one => one.Name, one => Numbers(one.Value));

    public static LayerFile Of(string name) => name switch
    {
        "keras" => new("keras/layers.keras", "keras/layers.keras.json"),
        "keras 2" => new("keras/layers.h5", "keras/layers.h5.json"),
        "tfjs layers" => new("tfjs/layers/model.json", "tfjs/layers/known.json"),
        _ => new("tfjs/graph/model.json", "tfjs/graph/known.json"),
    };

    /// <summary>The networks of all outputs.</summary>
    public IReadOnlyDictionary<string, ImportedNetwork> Import() =>
        Outputs.Keys.ToDictionary(name => name, name => ModelFile.Read(Model, new ImportOptions { Output = name }));

    private static float[] Numbers(JsonElement value) => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(value.GetString()!)).ToArray();
}
