using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Files;
using NetGen.Import.Graphs;
using NetGen.Import.Json;
using NetGen.Import.TensorFlowJs;

namespace NetGen.Import.TensorFlowGraphs;

/// <summary>Reads TensorFlow.js's graph models: a graph of TensorFlow's operators in model.json, and weights beside it.</summary>
internal static class TensorFlowGraphFile
{
    public static ImportedNetwork Read(ModelSource source, JsonValue model, ImportOptions options)
    {
        string converter = model["convertedBy"]?.Text ?? "";
        string format = converter.Length == 0 ? "TensorFlow.js graph" : $"TensorFlow.js graph ({FileText.Of(converter)})";
        var graph = new Graph(format) { LargestConstant = source.Content.Length + (1 << 16) };
        Dictionary<string, GraphTensor> weights = TensorFlowJsWeights.Read(source, model)
            .ToDictionary(tensor => tensor.Name, tensor => GraphTensor.Of(tensor.Values).With(tensor.Shape));
        new TensorFlowGraphBuilder(graph, weights).Build(model);
        return GraphImport.Import(graph, source.Name, options);
    }
}
