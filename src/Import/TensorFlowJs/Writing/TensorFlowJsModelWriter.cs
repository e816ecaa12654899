using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Hdf5.Writing;
using NetGen.Import.Keras;
using NetGen.Import.Keras.Writing;

namespace NetGen.Import.TensorFlowJs.Writing;

/// <summary>A layers model: the configuration as Keras 2 writes it, which TensorFlow.js reads, and the weights by name.</summary>
internal static class TensorFlowJsModelWriter
{
    private const int ShardSize = 4 * 1024 * 1024;
    private const string KerasVersion = "2.15.0";

    /// <summary>The files by their names; the model comes last.</summary>
    public static IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> Write(WrittenNetwork network)
    {
        var content = new Hdf5Bytes();
        var specifications = new List<KerasConfig>();
        foreach (WrittenLayer layer in network.Layers)
        {
            foreach (ImportedTensor weight in layer.Weights)
            {
                content.Floats(weight.Values);
                specifications.Add(new KerasConfig(("name", $"{layer.Name}/{weight.Name}"), ("shape", weight.Shape), ("dtype", "float32")));
            }
        }

        byte[] weights = content.Written.ToArray();
        int count = Math.Max(1, (weights.Length + ShardSize - 1) / ShardSize);
        (string Name, ReadOnlyMemory<byte>)[] shards =
        [
            .. Enumerable.Range(0, count).Select(i => (
                FormattableString.Invariant($"group1-shard{i + 1}of{count}.bin"),
                (ReadOnlyMemory<byte>)weights.AsMemory(i * ShardSize, Math.Min(ShardSize, weights.Length - (i * ShardSize))))),
        ];
        KerasConfig manifest = new(("paths", shards.Select(shard => shard.Name).ToArray()), ("weights", specifications));
        KerasConfig model = new(
            ("format", "layers-model"),
            ("generatedBy", "NetGen"),
            ("convertedBy", null),
            ("modelTopology", new KerasConfig(("keras_version", KerasVersion), ("backend", "tensorflow"), ("model_config", Configuration(network)))),
            ("weightsManifest", new[] { manifest }),
            ("userDefinedMetadata", new KerasConfig((DeclarationHints.Key, network.Hints.ToConfig()))));
        return [.. shards, ("model.json", Encoding.UTF8.GetBytes(model.ToString()))];
    }

    private static KerasConfig Configuration(WrittenNetwork network)
    {
        KerasConfig config = new(
            ("batch_input_shape", new object?[] { null }.Concat(network.Info.InputShape.Select(size => (object?)size)).ToArray()),
            ("dtype", "float32"),
            ("sparse", false),
            ("name", WrittenLayer.Input));
        if (network.IsSequence)
        {
            IEnumerable<KerasConfig> chain = network.Layers.Select(layer => new KerasConfig(("class_name", layer.ClassName), ("config", layer.Config)));
            KerasConfig[] layers = [new(("class_name", "InputLayer"), ("config", config)), .. chain];
            return new KerasConfig(("class_name", "Sequential"), ("config", new KerasConfig(("name", "sequential"), ("layers", layers))));
        }

        IEnumerable<KerasConfig> graph = KerasOrder.Of(network.Layers).Select(layer => Layer(layer.ClassName, layer.Name, layer.Config, [Calls(layer)]));
        KerasConfig model = new(
            ("name", "functional"),
            ("trainable", true),
            ("layers", new[] { Layer("InputLayer", WrittenLayer.Input, config, []) }.Concat(graph).ToArray()),
            ("input_layers", new object[] { new object[] { WrittenLayer.Input, 0, 0 } }),
            ("output_layers", new object[] { new object[] { network.Output, 0, 0 } }));
        return new KerasConfig(("class_name", "Functional"), ("config", model));
    }

    private static KerasConfig Layer(string className, string name, KerasConfig config, object[] calls) =>
        new(("class_name", className), ("config", config), ("name", name), ("inbound_nodes", calls));

    /// <summary>What a layer is called with: the first call of each layer that it reads.</summary>
    private static object[][] Calls(WrittenLayer layer) => [.. layer.Inputs.Select(input => new object[] { input, 0, 0, new KerasConfig() })];
}
