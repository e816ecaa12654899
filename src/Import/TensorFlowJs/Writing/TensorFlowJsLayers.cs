using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Keras.Writing;

namespace NetGen.Import.TensorFlowJs.Writing;

/// <summary>What each layer of NetGen's is in TensorFlow.js, under the settings of Keras 2.</summary>
internal static class TensorFlowJsLayers
{
    // Written under these names where TensorFlow.js has the function, and refused where it has none, or another under that name.
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["linear"] = "linear",
        ["relu"] = "relu",
        ["relu6"] = "relu6",
        ["elu"] = "elu",
        ["celu"] = "elu",
        ["selu"] = "selu",
        ["gelu"] = "gelu",
        ["silu"] = "swish",
        ["mish"] = "mish",
        ["sigmoid"] = "sigmoid",
        ["tanh"] = "tanh",
        ["softplus"] = "softplus",
        ["softsign"] = "softsign",
        ["softmax"] = "softmax",
        ["log_softmax"] = "logSoftmax",
    };

    private const double KerasSlope = 0.2;

    public static WrittenNetwork Of(INetwork network)
    {
        WrittenNetwork written = WrittenNetwork.Of(network, layer => Rewrite(layer, Find), Adapt);
        return written.Output != WrittenLayer.Input
            ? written
            : throw new NotSupportedException("The network has no layer that acts in predictions, and TensorFlow.js takes no empty model.");

        LayerInfo? Find(string name) => network.Info.Layers.FirstOrDefault(other => other.Name == name);
    }

    private static void Rewrite(LayerRewriting layer, Func<string, LayerInfo?> find)
    {
        switch (layer.Layer.Kind)
        {
            case "Conv2D" or "DepthwiseConv2D" or "SeparableConv2D":
                Convolution(layer);
                break;
            case "Conv2DTranspose":
                Transposed(layer);
                break;
            case "Dense":
                WithFunction(layer, changed => layer.Whole(changed: changed));
                break;
            case "MaxPooling2D":
                RewritePadding.Maximum(layer, find);
                break;
            case "AveragePooling2D":
                RewritePadding.Window(layer, "pool_size");
                break;
            case "GlobalMaxPooling2D" or "GlobalAveragePooling2D":
                layer.Whole(without: ["keepdims"]);
                if (layer.Setting("keepdims") is true)
                {
                    layer.Part("Reshape", "keepdims", layer.Layer.OutputShape, settings: [("target_shape", layer.Layer.OutputShape)]);
                }

                break;
            case "Normalization":
                Standardization(layer);
                break;
            case "Activation" when layer.Text("activation") == "leaky_relu":
                layer.Whole("LeakyReLU", without: ["activation", "negative_slope"], changed: [("alpha", layer.Setting("negative_slope") ?? KerasSlope)]);
                break;
            case "Activation":
                layer.Whole(changed: [("activation", Function(layer))]);
                break;
            case "ReLU":
                Rectifier(layer);
                break;
            case "LeakyReLU":
                layer.Whole(without: ["negative_slope"], changed: [("alpha", layer.Setting("negative_slope"))]);
                break;
            case "Reshape":
                // A size that is to be counted out is left open there, and no layer behind it is built.
                layer.Whole(changed: [("target_shape", layer.Layer.OutputShape)]);
                break;
            case "UpSampling2D" when layer.Text("interpolation") != "nearest":
                throw layer.Refusal("TensorFlow.js puts the pixels of \"bilinear\" elsewhere than Keras");
            case "GroupNormalization":
                throw layer.Refusal("TensorFlow.js has no such layer");
            case "Subtract":
                IReadOnlyList<int> subtracted = find(layer.Layer.Inputs[1])?.OutputShape ?? layer.Layer.InputShape;
                layer.Part("Rescaling", "negated", subtracted, input: 1, settings: [("scale", -1.0), ("offset", 0.0)]);
                layer.Whole("Add");
                break;
            case "SpatialDropout2D":
            case var kind when kind.StartsWith("Random", StringComparison.Ordinal):
                LeaveOut(layer);
                break;
            default:
                layer.Whole();
                break;
        }
    }

    /// <summary>What acts in training alone.</summary>
    private static void LeaveOut(LayerRewriting layer)
    {
        if (!layer.Layer.OutputShape.SequenceEqual(layer.Layer.InputShape))
        {
            throw layer.Refusal("TensorFlow.js has no such layer, and it changes the size of images");
        }
    }

    private static void Convolution(LayerRewriting layer)
    {
        if (layer.Setting("groups") is int and > 1)
        {
            throw layer.Refusal("TensorFlow.js has no groups of channels");
        }

        if (layer.Sizes("strides").Any(stride => stride > 1) && layer.Sizes("dilation_rate").Any(dilation => dilation > 1))
        {
            throw layer.Refusal("TensorFlow.js has strides or a dilation, and not both");
        }

        IReadOnlyList<ImportedTensor> weights = layer.Layer.Kind != "DepthwiseConv2D"
            ? layer.Weights()
            : [.. layer.Weights().Select(weight => weight.Name == "kernel" ? new ImportedTensor("depthwise_kernel", weight.Shape, weight.Values) : weight)];
        WithFunction(layer, changed => RewritePadding.Window(layer, "kernel_size", weights, changed));
    }

    private static void Transposed(LayerRewriting layer)
    {
        (int[] size, int[] strides) = (layer.Sizes("kernel_size"), layer.Sizes("strides"));
        bool isSame = layer.Text("padding") == "same";
        bool isUsual = Enumerable.Range(0, 2).All(axis =>
            layer.Layer.OutputShape[axis] == (layer.Layer.InputShape[axis] * strides[axis]) + (isSame ? 0 : Math.Max(size[axis] - strides[axis], 0)));
        if (layer.Sizes("dilation_rate").Any(dilation => dilation > 1) || !isUsual)
        {
            throw layer.Refusal("TensorFlow.js has neither a dilation nor an output padding of it");
        }

        WithFunction(layer, changed => layer.Whole(changed: changed));
    }

    /// <summary>Keras's Normalization as a batch normalization without a factor and a term; its least deviation, 1e-7, is the root of the epsilon.</summary>
    private static void Standardization(LayerRewriting layer)
    {
        ImportedTensor[] weights = [.. layer.Weights().Select(weight => new ImportedTensor("moving_" + weight.Name, weight.Shape, weight.Values))];
        (string, object?)[] settings = [("axis", -1), ("momentum", 0.99), ("epsilon", 1e-14), ("center", false), ("scale", false), ("trainable", false)];
        layer.Whole("BatchNormalization", weights, ["axis", "invert", "mean", "variance", "trainable"], settings);
    }

    private static void Rectifier(LayerRewriting layer)
    {
        (double slope, double threshold) = (layer.Setting("negative_slope") as double? ?? 0, layer.Setting("threshold") as double? ?? 0);
        string[] own = ["max_value", "negative_slope", "threshold"];
        switch ((layer.Setting("max_value"), slope, threshold))
        {
            case (_, 0, 0):
                layer.Whole(without: ["negative_slope", "threshold"]);
                break;
            case (null, _, 0):
                layer.Whole("LeakyReLU", without: own, changed: [("alpha", slope)]);
                break;
            case (null, 0, _):
                layer.Whole("ThresholdedReLU", without: own, changed: [("theta", threshold)]);
                break;
            default:
                throw layer.Refusal("TensorFlow.js has a limit, a slope or a threshold, and not several of them");
        }
    }

    /// <summary>Writes a layer with its function, or with none and the function behind it.</summary>
    private static void WithFunction(LayerRewriting layer, Action<(string, object?)[]> write)
    {
        if (layer.Text("activation") != "leaky_relu")
        {
            write([("activation", Function(layer))]);
            return;
        }

        write([("activation", "linear")]);
        layer.Part("LeakyReLU", "activation", layer.Layer.OutputShape, settings: [("alpha", KerasSlope)]);
    }

    private static string Function(LayerRewriting layer)
    {
        string function = layer.Text("activation");
        return Functions.TryGetValue(function, out string? known) ? known : throw layer.Refusal($"TensorFlow.js lacks the function '{function}' of Keras 3");
    }

    /// <summary>
    /// Initializers and penalties under the names that they have there. Constraints are left out: TensorFlow.js would change the weights by them as it loads
    /// the model.
    /// </summary>
    private static object? Adapt(object? value)
    {
        if (value is IReadOnlyList<KerasConfig>)
        {
            // Two constraints at once.
            return null;
        }

        if (value is not KerasConfig config || !config.TryGetValue("class_name", out object? name) || config["config"] is not KerasConfig settings)
        {
            return value;
        }

        return name switch
        {
            "MaxNorm" or "NonNeg" => null,
            "L1" => Named("L1L2", new KerasConfig(("l1", settings["l1"]), ("l2", 0.0))),
            "L2" => Named("L1L2", new KerasConfig(("l1", 0.0), ("l2", settings["l2"]))),
            "LecunNormal" => Named("LeCunNormal", settings),
            "LecunUniform" => Named("LeCunUniform", settings),
            _ => Named((string)name!, settings),
        };
    }

    private static KerasConfig Named(string className, KerasConfig settings) => new(("class_name", className), ("config", settings));
}
