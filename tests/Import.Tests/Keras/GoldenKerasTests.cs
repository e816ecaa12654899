using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using NetGen.Import.Tests.Support;
using Xunit;

namespace NetGen.Import.Tests.Keras;

/// <summary>Layers and networks whose numbers are known, given as Keras would write them, compute these numbers.</summary>
public sealed class GoldenKerasTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly string[] Kinds = ["layers", "networks"];

    // In training these compute something else, and the cases are of training.
    private static readonly string[] Training = ["BatchNormalization", "Dropout", "SpatialDropout2D", "GaussianDropout", "AlphaDropout", "GaussianNoise"];

    private static readonly CompiledTogether Networks = new(Files(), Import);

    public static TheoryData<string> Cases => [.. Files()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_known_network_computes_its_numbers(string file)
    {
        JsonNode known = Known(file);
        INetwork network = Networks.Of(file);

        double tolerance = (double)known["tolerance"]!;
        Closeness.Holds(file, Numbers(known["y"] ?? known["output"]!), ImportedClass.Predict(network, Numbers(known["x"]!)), tolerance);
    }

    private static JsonNode Known(string file) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, file)))!;

    private static IEnumerable<string> Files()
    {
        foreach (string file in Kinds.SelectMany(kind => Directory.GetFiles(Path.Combine(Folder, kind), "*.json")).Order(StringComparer.Ordinal))
        {
            JsonNode known = Known(file);
            bool differs = (string?)known["mode"] != "inference" && known["declaration"]!.AsArray().Any(layer => Training.Contains((string)layer!["type"]!));
            if (!differs)
            {
                yield return Path.GetRelativePath(Folder, file);
            }
        }
    }

    private static ImportedNetwork Import(string file)
    {
        JsonNode known = Known(file);
        JsonArray declaration = known["declaration"]!.AsArray();
        var layers = new List<KerasModelText.Layer>();
        foreach (JsonObject layer in declaration.Select(layer => layer!.AsObject()))
        {
            string name = (string?)layer["name"] ?? string.Create(CultureInfo.InvariantCulture, $"layer{layers.Count}");
            string[] inputs = layer["inputs"] is JsonArray given ? [.. given.Select(input => (string)input!)] : [layers.Count == 0 ? "input" : layers[^1].Name];
            layers.Add(new KerasModelText.Layer((string)layer["type"]!, Config(layer, name), inputs));
        }

        var weights = new GivenWeights();
        foreach (JsonNode parameter in known["params"]!.AsArray().Select(parameter => parameter!))
        {
            weights.Add(layers[(int)parameter["layer"]!].Name, (string)parameter["name"]!, Sizes(parameter), Numbers(parameter));
        }

        int[] shape = [.. known["input_shape"]!.AsArray().Select(size => (int)size!)];
        return KerasModelText.Import(shape, layers, weights);
    }

    /// <summary>The configuration, with penalties as Keras writes them.</summary>
    private static JsonObject Config(JsonObject layer, string name)
    {
        var config = new JsonObject { ["name"] = name, ["trainable"] = true, ["dtype"] = "float32" };
        foreach ((string key, JsonNode? value) in layer)
        {
            if (key.EndsWith("_l1", StringComparison.Ordinal) || key.EndsWith("_l2", StringComparison.Ordinal))
            {
                string setting = key[..^2] + "regularizer";
                config[setting] ??= new JsonObject { ["class_name"] = "L1L2", ["config"] = new JsonObject { ["l1"] = 0.0, ["l2"] = 0.0 } };
                config[setting]!["config"]![key[^2..]] = value!.DeepClone();
            }
            else if (key is not ("type" or "name" or "inputs"))
            {
                config[key] = value?.DeepClone();
            }
        }

        return config;
    }

    private static int[] Sizes(JsonNode array) => [.. array["shape"]!.AsArray().Select(size => (int)size!)];

    private static float[] Numbers(JsonNode array) => [.. array["data"]!.AsArray().Select(value => (float)(double)value!)];
}
