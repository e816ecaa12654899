using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Graphs;

namespace NetGen.Import.TensorFlowGraphs;

/// <summary>TensorFlow's operators in ONNX's words.</summary>
internal static class TensorFlowOperators
{
    /// <summary>The opset whose meaning is used.</summary>
    public const int Version = 13;

    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["Identity"] = "Identity",
        ["StopGradient"] = "Identity",
        ["PreventGradient"] = "Identity",
        ["Add"] = "Add",
        ["AddV2"] = "Add",
        ["BiasAdd"] = "Add",
        ["AddN"] = "Sum",
        ["Sub"] = "Sub",
        ["Mul"] = "Mul",
        ["RealDiv"] = "Div",
        ["Maximum"] = "Max",
        ["Minimum"] = "Min",
        ["Relu"] = "Relu",
        ["Relu6"] = "Relu6",
        ["Elu"] = "Elu",
        ["Selu"] = "Selu",
        ["Sigmoid"] = "Sigmoid",
        ["Tanh"] = "Tanh",
        ["Softplus"] = "Softplus",
        ["Softsign"] = "Softsign",
        ["Exp"] = "Exp",
        ["Neg"] = "Neg",
        ["Softmax"] = "Softmax",
        ["LogSoftmax"] = "LogSoftmax",
        ["Prelu"] = "PRelu",
        ["Erf"] = "Erf",
        ["Reshape"] = "Reshape",
        ["ExpandDims"] = "Unsqueeze",
        ["Transpose"] = "Transpose",
        ["Shape"] = "Shape",
    };

    /// <summary>The operators that are another's under another name.</summary>
    public static IEnumerable<string> Renamed => Same.Keys;

    public static void Add(TensorFlowGraphBuilder builder, TensorFlowNode node)
    {
        GraphValue?[] inputs = [.. Enumerable.Range(0, node.Inputs.Count).Select(index => builder.Input(node, index))];
        if (node.Text("data_format", "NHWC") != "NHWC")
        {
            builder.Refuse(node, $"has the data format '{node.Text("data_format", "")}'", "images with their channels last can be imported");
        }

        if (Same.TryGetValue(node.Operator, out string? kind))
        {
            builder.Add(node, kind, inputs);
            return;
        }

        switch (node.Operator)
        {
            case "Conv2D" or "_FusedConv2D" or "DepthwiseConv2dNative" or "FusedDepthwiseConv2dNative":
                TensorFlowFused.Convolution(builder, node, inputs);
                break;
            case "MatMul" or "_FusedMatMul":
                TensorFlowFused.Product(builder, node, inputs);
                break;
            case "MaxPool" or "AvgPool":
                long[] size = node.Integers("ksize");
                GraphNode pooling = builder.Add(node, node.Operator == "MaxPool" ? "MaxPool" : "AveragePool", inputs);
                TensorFlowFused.Window(node, pooling.Set("kernel_shape", size.Length == 4 ? [size[1], size[2]] : size));
                break;
            case "Mean" or "Max":
                builder.Add(node, node.Operator == "Mean" ? "ReduceMean" : "ReduceMax", inputs).Set("keepdims", node.Flag("keep_dims") ? 1L : 0L);
                break;
            case "LeakyRelu":
                builder.Add(node, "LeakyRelu", inputs).Set("alpha", node.Number("alpha", 0.2));
                break;
            case "Squeeze":
                builder.Add(node, "Squeeze", inputs).Set("axes", node.Integers("squeeze_dims"));
                break;
            case "ConcatV2" when inputs.Length > 0 && inputs[inputs.Length - 1]?.Constant is { Count: 1 } axis:
                builder.Add(node, "Concat", inputs.Take(inputs.Length - 1)).Set("axis", axis.Integers[0]);
                break;
            case "Pad" or "PadV2" when inputs.Length > 1 && inputs[1]?.Constant is { Rank: 2 } pads && pads.Shape[1] == 2:
                GraphNode padded = builder.Add(node, "Pad", inputs.Length > 2 ? [inputs[0], null, inputs[2]] : [inputs[0]]);
                padded.Set("pads", (long[])[.. pads.Integers.Where((_, i) => i % 2 == 0), .. pads.Integers.Where((_, i) => i % 2 == 1)]);
                break;
            case "FusedBatchNorm" or "FusedBatchNormV2" or "FusedBatchNormV3":
                builder.Add(node, "BatchNormalization", inputs).Set("epsilon", node.Number("epsilon", 1e-3))
                    .Set("training_mode", node.Flag("is_training") ? 1L : 0L);
                break;
            case "ResizeNearestNeighbor" or "ResizeBilinear" when inputs.Length > 1 && inputs[1]?.Constant is { Count: 2 } sizes:
                Resize(builder, node, inputs[0], sizes);
                break;
            default:
                builder.Add(node, "TensorFlow." + node.Operator, inputs);
                break;
        }
    }

    private static void Resize(TensorFlowGraphBuilder builder, TensorFlowNode node, GraphValue? image, GraphTensor sizes)
    {
        bool isNearest = node.Operator == "ResizeNearestNeighbor";
        string coordinates = node.Flag("half_pixel_centers") ? (isNearest ? "tf_half_pixel_for_nn" : "half_pixel")
            : node.Flag("align_corners") ? "align_corners"
            : "asymmetric";
        GraphNode resized = builder.Add(node, "Resize", [image]).Set("mode", isNearest ? "nearest" : "linear")
            .Set("coordinate_transformation_mode", coordinates);
        resized.Set("nearest_mode", "floor").Set("axes", (long[])[1, 2]).Set("sizes", sizes.Integers);
    }
}
