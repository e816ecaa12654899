using System;
using System.Linq;
using NetGen.Import.Onnx;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>
/// Finds the name of a layer in those of its weights: "conv1.weight" is PyTorch's for the layer conv1, "model/conv2d/Conv2D/ReadVariableOp:0" TensorFlow's
/// for conv2d. Where weights are called by numbers, the node's path says it.
/// </summary>
internal static class LayerNaming
{
    private static readonly string[] ParameterNames =
        ["weight", "bias", "kernel", "gamma", "beta", "running_mean", "running_var", "moving_mean", "moving_variance", "alpha", "depthwise_kernel",
            "pointwise_kernel", "mean", "variance"];

    private static readonly string[] Readings = ["ReadVariableOp", "resource", "read", "Read", "ReadVariableOp_1"];

    private static readonly string[] Functions = ["Conv2D", "BiasAdd", "MatMul", "depthwise", "conv2d_transpose", "FusedBatchNormV3", "batchnorm",
        "separable_conv2d"];

    public static string? Of(Graph graph, GraphNode node)
    {
        if (graph.IsOwn)
        {
            return OnnxNames.LayerOf(node.Name);
        }

        foreach (GraphValue? input in node.Inputs.Skip(1))
        {
            if (input?.Constant is not null && (OfParameter(input.Name) ?? OfVariable(input.Name)) is { } name)
            {
                return name;
            }
        }

        return node.Kind is "Conv" or "ConvTranspose" or "Gemm" or "MatMul" or "BatchNormalization" ? OfPath(node) : null;
    }

    /// <summary>PyTorch's: what stands before ".weight".</summary>
    private static string? OfParameter(string weight)
    {
        int dot = weight.LastIndexOf('.');
        return dot > 0 && weight.IndexOf(':') < 0 && weight.IndexOf('/') < 0
            && ParameterNames.Contains(weight.Substring(dot + 1)) ? weight.Substring(0, dot) : null;
    }

    /// <summary>TensorFlow's: the last part of the path that is neither a parameter nor how it is read.</summary>
    private static string? OfVariable(string weight)
    {
        if (weight.IndexOf('/') < 0)
        {
            return null;
        }

        int colon = weight.LastIndexOf(':');
        string[] parts = (colon > 0 ? weight.Substring(0, colon) : weight).Split('/');
        int last = parts.Length - 1;
        while (last > 0 && (Readings.Contains(parts[last]) || ParameterNames.Contains(parts[last]) || (last > 0 && Functions.Contains(parts[last]))))
        {
            last--;
        }

        return last < parts.Length - 1 ? parts[last] : null;
    }

    /// <summary>The path of a node in PyTorch's files, "/features/features.0/Conv".</summary>
    private static string? OfPath(GraphNode node)
    {
        string[] parts = node.Name.Split('/');
        return parts.Length > 2 && parts[0].Length == 0
            && parts[parts.Length - 1].StartsWith(node.Kind, StringComparison.Ordinal) ? parts[parts.Length - 2] : null;
    }
}
