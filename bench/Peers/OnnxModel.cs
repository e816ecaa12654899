using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Bench.Peers;

/// <summary>Writes an <see cref="Architecture"/> as an ONNX model. Normalizations are folded into the convolutions before them.</summary>
/// <remarks>
/// NetGen's own <c>SaveOnnx</c> is not asked: what NetGen computes is held against this file before anything is timed, and a mistake of the one
/// must not be in the other; and its files leave the size of batches open, while the runtime can plan its memory where it is fixed.
/// </remarks>
internal static class OnnxModel
{
    public const string Input = "input";
    public const string Output = "output";

    /// <summary>The model with its weights and a fixed batch size, so that the runtime can plan its memory.</summary>
    public static byte[] Write(Architecture architecture, float[] weights, int batch)
    {
        var graph = new OnnxGraph();
        var names = new Dictionary<Node, string> { [architecture.Nodes[0]] = Input };
        foreach (Node node in architecture.Nodes.Skip(1))
        {
            if (node.Operation is Normalization)
            {
                // The convolution before it has it in its weights.
                names[node] = names[node.Input];
                continue;
            }

            names[node] = $"node{node.Index}";
            Append(graph, architecture, weights, node, [.. node.Inputs.Select(input => names[input])], names[node]);
        }

        bool isMask = architecture.Objective == Objective.Mask;
        graph.Node(isMask ? "Sigmoid" : "Softmax", [names[architecture.Nodes[^1]]], Output, isMask ? [] : [OnnxGraph.Integer("axis", 1)]);
        return graph.ToModel(
            architecture.Name, (Input, Shape(architecture.InputShape, batch)), (Output, Shape(architecture.OutputShape, batch)));
    }

    /// <summary>A batch's shape as the model has it.</summary>
    public static int[] Shape(int[] shape, int batch) => shape.Length == 3 ? [batch, shape[2], shape[0], shape[1]] : [batch, shape[0]];

    private static void Append(OnnxGraph graph, Architecture architecture, float[] weights, Node node, string[] inputs, string output)
    {
        switch (node.Operation)
        {
            case Convolution convolution:
                AppendConvolution(convolution.Kernel, convolution.Strides, groups: 1);
                break;
            case DepthwiseConvolution depthwise:
                AppendConvolution(depthwise.Kernel, depthwise.Strides, groups: node.Shape[2]);
                break;
            case TransposedConvolution transposed:
                graph.Node(
                    "ConvTranspose", [inputs[0], Initial(Role.Kernel), Initial(Role.Bias)], output,
                    OnnxGraph.Integers("strides", [transposed.Kernel, transposed.Kernel]));
                break;
            case Rectifier { Maximum: null }:
                graph.Node("Relu", inputs, output);
                break;
            case Rectifier { Maximum: { } maximum }:
                graph.Tensor(output + "_least", [], [0]);
                graph.Tensor(output + "_most", [], [maximum]);
                graph.Node("Clip", [inputs[0], output + "_least", output + "_most"], output);
                break;
            case MaxPool pool:
                graph.Node(
                    "MaxPool", inputs, output,
                    OnnxGraph.Integers("kernel_shape", [pool.Size, pool.Size]),
                    OnnxGraph.Integers("strides", [pool.Strides, pool.Strides]));
                break;
            case GlobalMean:
                graph.Node("GlobalAveragePool", inputs, output + "_image");
                graph.Node("Flatten", [output + "_image"], output);
                break;
            case Flattening:
                graph.Node("Flatten", inputs, output);
                break;
            case FullyConnected:
                graph.Node("Gemm", [inputs[0], Initial(Role.Kernel), Initial(Role.Bias)], output, OnnxGraph.Integer("transB", 1));
                break;
            case Addition:
                graph.Node("Add", inputs, output);
                break;
            case Concatenation:
                graph.Node("Concat", inputs, output, OnnxGraph.Integer("axis", 1));
                break;
            default:
                throw new InvalidOperationException($"ONNX has not been told what {node.Operation} is.");
        }

        string Initial(Role role)
        {
            Parameter parameter = architecture[node, role];
            string name = $"{role}{node.Index}";
            graph.Tensor(name, ChannelsFirst.Shape(parameter), ChannelsFirst.Values(parameter, weights));
            return name;
        }

        void AppendConvolution(int kernel, int strides, int groups)
        {
            (int before, int after) = Margin.Of(node);
            FoldedConvolution folded = FoldedConvolution.Of(architecture, node, weights);
            graph.Tensor(output + "_kernel", ChannelsFirst.Shape(folded.Kernel), folded.Values);
            graph.Tensor(output + "_bias", [folded.Bias.Length], folded.Bias);
            graph.Node(
                "Conv", [inputs[0], output + "_kernel", output + "_bias"], output,
                OnnxGraph.Integers("kernel_shape", [kernel, kernel]),
                OnnxGraph.Integers("strides", [strides, strides]),
                OnnxGraph.Integers("pads", [before, before, after, after]),
                OnnxGraph.Integer("group", groups));
        }
    }
}
