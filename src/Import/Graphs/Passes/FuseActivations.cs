using System.Linq;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs.Passes;

/// <summary>
/// A function behind a convolution or dense layer that nobody else reads becomes part of it, as a person would write it. Poolings and normalizations have
/// none.
/// </summary>
internal static class FuseActivations
{
    public static void Apply(Graph graph)
    {
        foreach (GraphNode node in graph.Nodes.Where(node => node.Kind is "Conv" or "ConvTranspose" or "Gemm" or "MatMul" && node.Activation is null).ToList())
        {
            if (node.Constant(1) is null || graph.OnlyReader(node.Output) is not { } function || function.Input(0) != node.Output
                || FunctionOf(node, function) is not { } activation || !IsOneLayer(graph, node, function))
            {
                continue;
            }

            node.Activation = activation;
            graph.Replace(function.Output, node.Output);
            graph.Remove(function);
        }
    }

    private static string? FunctionOf(GraphNode node, GraphNode function)
    {
        if (function.Kind is not ("Softmax" or "LogSoftmax"))
        {
            return ActivationForm.Of(function);
        }

        int channel = node.Kind is "Conv" or "ConvTranspose" ? ShapeInference.ImageAxes(node).Channels : node.Output.Shape is { } made ? made.Length - 1 : -1;
        return node.Output.Shape is { } shape && ActivationForm.SoftmaxAxis(function, shape) == channel ? Operators.Function(function.Kind) : null;
    }

    /// <summary>In a file of NetGen's the function's name says whether it was declared as a part of the layer.</summary>
    private static bool IsOneLayer(Graph graph, GraphNode node, GraphNode function) =>
        !graph.IsOwn || (OnnxNames.IsPart(function.Name) && OnnxNames.LayerOf(function.Name) == OnnxNames.LayerOf(node.Name));
}
