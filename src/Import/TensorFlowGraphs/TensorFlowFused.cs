using System;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.TensorFlowGraphs;

/// <summary>Convolutions and products, with the bias and the function that TensorFlow's converter has put into them.</summary>
internal static class TensorFlowFused
{
    public static void Convolution(TensorFlowGraphBuilder builder, TensorFlowNode node, GraphValue?[] inputs)
    {
        bool isDepthwise = node.Operator is "DepthwiseConv2dNative" or "FusedDepthwiseConv2dNative";
        if (inputs.Length < 2 || inputs[1]?.Constant is not { Rank: 4 } kernel)
        {
            builder.Refuse(node, "computes its weights", "weights that are constants can be imported");
            return;
        }

        // (height, width, in, out) as (out, in, height, width); a depthwise kernel's (height, width, channels, multiplier) as a filter for each output.
        int channels = kernel.Shape[2];
        GraphTensor turned = isDepthwise
            ? kernel.Transpose(2, 3, 0, 1).With([channels * kernel.Shape[3], 1, kernel.Shape[0], kernel.Shape[1]])
            : kernel.Transpose(3, 2, 0, 1);
        Fused(builder, node, inputs, "Conv", new GraphValue(inputs[1]!.Name) { Constant = turned }, convolution =>
        {
            convolution.Set("group", isDepthwise ? channels : 1L);
            Window(node, convolution);
        });
    }

    public static void Product(TensorFlowGraphBuilder builder, TensorFlowNode node, GraphValue?[] inputs)
    {
        if (inputs.Length < 2 || inputs[1]?.Constant is not { Rank: 2 } kernel || node.Flag("transpose_a"))
        {
            builder.Refuse(node, "computes its weights, or transposes what it reads", "products with a constant matrix on the right can be imported");
            return;
        }

        var turned = new GraphValue(inputs[1]!.Name) { Constant = node.Flag("transpose_b") ? kernel.Transpose(1, 0) : kernel };
        Fused(builder, node, inputs, "MatMul", turned, _ => { });
    }

    /// <summary>Strides, dilations and padding over rows and columns.</summary>
    public static void Window(TensorFlowNode node, GraphNode window)
    {
        window.Set("strides", Inner(node.Integers("strides"))).Set("dilations", Inner(node.Integers("dilations")));
        string padding = node.Text("padding", "VALID");
        if (padding == "EXPLICIT" && node.Integers("explicit_paddings") is { Length: 8 } pads)
        {
            window.Set("pads", (long[])[pads[2], pads[4], pads[3], pads[5]]);
            return;
        }

        window.Set("auto_pad", padding == "SAME" ? "SAME_UPPER" : "VALID");
    }

    private static void Fused(
        TensorFlowGraphBuilder builder, TensorFlowNode node, GraphValue?[] inputs, string kind, GraphValue kernel, Action<GraphNode> describe)
    {
        string[] steps = node.Texts("fused_ops");
        bool hasBias = steps.Length > 0 && steps[0] == "BiasAdd";
        string[] functions = [.. steps.Skip(hasBias ? 1 : 0)];
        if (functions.Length > 1 || (hasBias && inputs.Length < 3))
        {
            builder.Refuse(node, $"joins {string.Join(", ", steps)}", "a bias and a function can be imported");
            return;
        }

        GraphValue?[] reads = hasBias ? [inputs[0], kernel, inputs[2]] : [inputs[0], kernel];
        if (functions.Length == 0)
        {
            describe(builder.Add(node, kind, reads));
            return;
        }

        var linear = new GraphValue(node.Name + ":linear");
        describe(builder.Add(node, kind, reads, linear));
        string? function = functions[0] switch
        {
            "Relu" or "Relu6" or "Elu" or "Sigmoid" or "Tanh" => functions[0],
            "LeakyRelu" => "LeakyRelu",
            "Prelu" => "PRelu",
            _ => null,
        };
        if (function is null)
        {
            builder.Refuse(node, $"has the function {functions[0]}", "Relu, Relu6, Elu, Sigmoid, Tanh, LeakyRelu and Prelu can be imported");
            return;
        }

        GraphNode added = builder.Add(node, function, function == "PRelu" ? [linear, inputs[inputs.Length - 1]] : [linear]);
        if (function == "LeakyRelu")
        {
            added.Set("alpha", node.Number("leakyrelu_alpha", 0.2));
        }
    }

    private static long[] Inner(long[] sizes) => sizes.Length == 4 ? [sizes[1], sizes[2]] : [1, 1];
}
