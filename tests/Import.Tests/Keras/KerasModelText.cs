using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using NetGen.Import.Json;
using NetGen.Import.Keras;

namespace NetGen.Import.Tests.Keras;

/// <summary>Functional models as Keras 3 writes them, made of configurations of layers.</summary>
internal static class KerasModelText
{
    /// <summary>A layer of a model.</summary>
    /// <param name="ClassName">Keras's class.</param>
    /// <param name="Config">Its configuration, with its name.</param>
    /// <param name="Inputs">The names of the layers that it reads; "input" is the network's.</param>
    internal sealed record Layer(string ClassName, JsonObject Config, IReadOnlyList<string> Inputs)
    {
        public string Name => (string)Config["name"]!;
    }

    /// <summary>Imports the model whose last layer makes its output.</summary>
    public static ImportedNetwork Import(IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers, KerasWeights weights, string version = "3.16.0")
    {
        Json.JsonValue model = JsonText.Parse(Of(inputShape, layers).ToJsonString());
        return KerasNetwork.Import("model", "test", KerasTopology.Read(model), model, weights, new KerasDialect(version), new ImportOptions());
    }

    private static JsonObject Of(IReadOnlyList<int> inputShape, IReadOnlyList<Layer> layers)
    {
        var input = new JsonObject { ["batch_shape"] = new JsonArray([null, .. inputShape.Select(size => (JsonNode)size)]), ["dtype"] = "float32", ["sparse"] = false, ["name"] = "input" };
        JsonNode[] all =
        [
            new JsonObject { ["class_name"] = "InputLayer", ["config"] = input, ["name"] = "input", ["inbound_nodes"] = new JsonArray() },
            .. layers.Select(layer => new JsonObject
            {
                ["module"] = "keras.layers",
                ["class_name"] = layer.ClassName,
                ["config"] = layer.Config.DeepClone(),
                ["name"] = layer.Name,
                ["inbound_nodes"] = new JsonArray(new JsonObject { ["args"] = new JsonArray(Arguments(layer.Inputs)), ["kwargs"] = new JsonObject { ["mask"] = null } }),
            }),
        ];
        var config = new JsonObject
        {
            ["name"] = "functional",
            ["trainable"] = true,
            ["layers"] = new JsonArray(all),
            ["input_layers"] = new JsonArray("input", 0, 0),
            ["output_layers"] = new JsonArray(new JsonArray(layers[^1].Name, 0, 0)),
        };
        return new JsonObject { ["module"] = "keras", ["class_name"] = "Functional", ["config"] = config, ["registered_name"] = "Functional" };
    }

    private static JsonNode Arguments(IReadOnlyList<string> inputs)
    {
        JsonNode[] tensors =
        [
            .. inputs.Select(name => new JsonObject
            {
                ["class_name"] = "__keras_tensor__",
                ["config"] = new JsonObject { ["dtype"] = "float32", ["keras_history"] = new JsonArray(name, 0, 0) },
            }),
        ];
        return tensors.Length == 1 ? tensors[0] : new JsonArray(tensors);
    }
}
