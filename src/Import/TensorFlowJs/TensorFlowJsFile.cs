using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Files;
using NetGen.Import.Json;
using NetGen.Import.Keras;

namespace NetGen.Import.TensorFlowJs;

/// <summary>TensorFlow.js's files: a model.json with the layers or the graph, and weights in pieces beside it.</summary>
internal static class TensorFlowJsFile
{
    private const string Topology = "modelTopology";

    /// <summary>The model, where a file is one of TensorFlow.js's; null where it is none.</summary>
    public static JsonValue? Find(byte[] content)
    {
        int start = content.Length >= 3 && content[0] == 0xEF && content[1] == 0xBB && content[2] == 0xBF ? 3 : 0;
        int first = start;
        while (first < content.Length && content[first] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            first++;
        }

        if (first == content.Length || content[first] != '{')
        {
            return null;
        }

        JsonValue model = JsonText.Parse(Encoding.UTF8.GetString(content, start, content.Length - start));
        return model[Topology] is { IsObject: true } ? model : null;
    }

    /// <summary>Whether a model is a graph of operators and not of layers.</summary>
    public static bool IsGraph(JsonValue model) => model["format"]?.Text == "graph-model" || model[Topology]!["node"] is not null;

    /// <summary>A network of layers.</summary>
    public static ImportedNetwork ReadLayers(ModelSource source, JsonValue model, ImportOptions options)
    {
        JsonValue topology = TensorFlowJsKeys.Snake(model[Topology]!);
        JsonValue network = topology["model_config"] ?? topology;
        string version = topology["keras_version"]?.Text ?? "";

        // What a converter made is Keras's own model, and computes in TensorFlow.js what it does there.
        bool isOwn = version.StartsWith("tfjs", StringComparison.Ordinal)
            || (model["generatedBy"]?.Text ?? "").StartsWith("TensorFlow.js", StringComparison.Ordinal);
        string format = isOwn
            ? $"TensorFlow.js layers ({FileText.Of(model["generatedBy"]?.Text ?? version)})"
            : $"TensorFlow.js layers (Keras {FileText.Of(version)})";
        var weights = new NamedWeights(TensorFlowJsWeights.Read(source, model));
        var dialect = new KerasDialect(version, isOwn) { Hints = DeclarationHints.Of(model["userDefinedMetadata"]) };
        return KerasNetwork.Import(source.Name, format, KerasTopology.Read(network), network, weights, dialect, options);
    }

    /// <summary>The weights alone.</summary>
    public static WeightCollection Weights(ModelSource source, JsonValue model) =>
        new("TensorFlow.js", WeightLayout.Keras, TensorFlowJsWeights.Read(source, model));

    /// <summary>Weights by "layer/kernel", with the layers around it in front where there are any.</summary>
    private sealed class NamedWeights : KerasWeights
    {
        private readonly Dictionary<string, List<ImportedTensor>> _byEnd = new(StringComparer.Ordinal);

        public NamedWeights(IReadOnlyList<ImportedTensor> tensors)
        {
            foreach (ImportedTensor tensor in tensors)
            {
                string end = EndOf(tensor.Name);
                if (!_byEnd.TryGetValue(end, out List<ImportedTensor>? list))
                {
                    list = [];
                    _byEnd.Add(end, list);
                }

                list.Add(tensor);
            }
        }

        public override ImportedTensor? Find(KerasLayer layer, IReadOnlyList<string> names, int index)
        {
            foreach (string name in names)
            {
                if (_byEnd.TryGetValue(EndOf($"{layer.Name}/{name}"), out List<ImportedTensor>? found))
                {
                    // Models within the model may have layers of the same names.
                    ImportedTensor[] own = found.Count == 1 ? [.. found] : [.. found.Where(tensor => tensor.Name.Contains(layer.Top.Name + "/"))];
                    return own.Length == 1 ? own[0] : throw new FormatException($"several of its weights are called '{FileText.Of($"{layer.Name}/{name}")}'");
                }
            }

            return null;
        }

        private static string EndOf(string name)
        {
            string[] parts = name.Split('/');
            return parts.Length < 2 ? name : parts[parts.Length - 2] + "/" + parts[parts.Length - 1];
        }
    }
}
