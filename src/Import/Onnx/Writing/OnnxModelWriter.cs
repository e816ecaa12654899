using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Onnx.Writing;

/// <summary>Writes what a network computes in predictions as a model, from what the network says of its layers.</summary>
internal static class OnnxModelWriter
{
    private const string Input = "input";
    private const string Output = "output";

    private static readonly Dictionary<string, Action<OnnxLayerWriter>> Kinds = new(StringComparer.Ordinal)
    {
        ["Conv2D"] = WriteConvolutions.Convolution,
        ["DepthwiseConv2D"] = WriteConvolutions.Depthwise,
        ["SeparableConv2D"] = WriteConvolutions.Separable,
        ["Conv2DTranspose"] = WriteConvolutions.Transposed,
        ["Dense"] = WriteConvolutions.Dense,
        ["MaxPooling2D"] = WritePoolings.Pooling,
        ["AveragePooling2D"] = WritePoolings.Pooling,
        ["GlobalMaxPooling2D"] = WritePoolings.Global,
        ["GlobalAveragePooling2D"] = WritePoolings.Global,
        ["BatchNormalization"] = WriteNormalizations.Batch,
        ["LayerNormalization"] = WriteNormalizations.Layers,
        ["GroupNormalization"] = WriteNormalizations.Groups,
        ["Normalization"] = WriteNormalizations.Standardization,
        ["Rescaling"] = WriteNormalizations.Rescaling,
        ["Activation"] = WriteActivations.Activation,
        ["ReLU"] = WriteActivations.Rectifier,
        ["LeakyReLU"] = WriteActivations.Leaky,
        ["ELU"] = WriteActivations.Elu,
        ["PReLU"] = WriteActivations.LearntSlopes,
        ["Flatten"] = WriteShapes.Flatten,
        ["Reshape"] = WriteShapes.Reshape,
        ["Permute"] = WriteShapes.Permute,
        ["ZeroPadding2D"] = WriteShapes.Padding,
        ["Cropping2D"] = WriteShapes.Cropping,
        ["UpSampling2D"] = WriteShapes.UpSampling,
        ["Add"] = WriteMerging.Merge,
        ["Subtract"] = WriteMerging.Merge,
        ["Multiply"] = WriteMerging.Merge,
        ["Average"] = WriteMerging.Merge,
        ["Maximum"] = WriteMerging.Merge,
        ["Minimum"] = WriteMerging.Merge,
        ["Concatenate"] = WriteMerging.Concatenate,
    };

    /// <summary>The model as a file's content.</summary>
    public static byte[] Write(INetwork network, OnnxOptions options)
    {
        NetworkInfo info = network.Info;
        var graph = new OnnxGraphWriter();
        var values = new Dictionary<string, OnnxValue>(StringComparer.Ordinal) { [Input] = new(Input, info.InputShape) };
        if (options.ChannelsLast && info.InputShape.Count == 3)
        {
            string moved = graph.Node("Transpose", OnnxNames.InputTranspose, [Input], new OnnxAttributes().Add("perm", 0, 3, 1, 2), "");
            values[Input] = values[Input] with { Name = moved };
        }

        var folded = new FoldedNormalizations(network, options.FoldBatchNormalization);
        foreach (LayerInfo layer in info.Layers)
        {
            var writer = new OnnxLayerWriter(graph, network, layer, [.. layer.Inputs.Select(name => values[name])], folded);
            if (folded.IsFolded(layer) || !Kinds.TryGetValue(layer.Kind, out Action<OnnxLayerWriter>? write))
            {
                // What is part of the layer before it, and what acts in training alone, passes its input on.
                RequireIdentity(layer, folded);
                values[layer.Name] = values[layer.Inputs[0]];
                continue;
            }

            write(writer);
            values[layer.Name] = new OnnxValue(writer.Result, layer.OutputShape);
        }

        OnnxValue last = values[info.Layers[^1].Name];
        bool isMoved = options.ChannelsLast && info.OutputShape.Count == 3;
        graph.Node(
            isMoved ? "Transpose" : "Identity",
            isMoved ? "output/Transpose" : "output/Identity",
            [last.Name],
            isMoved ? new OnnxAttributes().Add("perm", 0, 2, 3, 1) : null,
            "",
            OutputName(info));
        return graph.ToModel(info.Name, (Input, FileShape(info.InputShape, options)), (OutputName(info), FileShape(info.OutputShape, options)));
    }

    private static string OutputName(NetworkInfo info) => info.Layers.Any(layer => layer.Name == Output) ? "network_output" : Output;

    private static IReadOnlyList<int> FileShape(IReadOnlyList<int> shape, OnnxOptions options) =>
        shape is [int height, int width, int channels] && !options.ChannelsLast ? [channels, height, width] : shape;

    private static void RequireIdentity(LayerInfo layer, FoldedNormalizations folded)
    {
        bool isOfTraining = layer.Kind.StartsWith("Random", StringComparison.Ordinal) || layer.Kind.EndsWith("Dropout", StringComparison.Ordinal)
            || layer.Kind is "SpatialDropout2D" or "GaussianNoise";
        bool isUnchanged = layer.OutputShape.SequenceEqual(layer.InputShape);
        if (!folded.IsFolded(layer) && !(isOfTraining && isUnchanged))
        {
            throw new NotSupportedException($"The layer '{layer.Name}', {layer.Kind}, has no counterpart in ONNX.");
        }
    }
}

/// <summary>A value of the model: vectors and matrices as NetGen has them, images as (channels, height, width).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">NetGen's shape of one sample.</param>
internal sealed record OnnxValue(string Name, IReadOnlyList<int> Shape);
