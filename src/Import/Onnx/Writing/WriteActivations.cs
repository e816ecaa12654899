using System;

namespace NetGen.Import.Onnx.Writing;

/// <summary>Functions, as layers or behind others. Opset 17 lacks SiLU, GELU and Mish, which are written out.</summary>
internal static class WriteActivations
{
    private const double KerasSlope = 0.2;

    public static void Activation(OnnxLayerWriter writer) =>
        Function(writer, writer.Config<string>("activation"), writer.Layer.Name, writer.IsImage, writer.Number("negative_slope"));

    public static void Leaky(OnnxLayerWriter writer) => writer.Whole("LeakyRelu", new OnnxAttributes().Add("alpha", writer.Number("negative_slope") ?? 0));

    public static void Elu(OnnxLayerWriter writer) => writer.Whole("Elu", new OnnxAttributes().Add("alpha", writer.Number("alpha") ?? 1));

    public static void LearntSlopes(OnnxLayerWriter writer)
    {
        writer.SharedAxes = writer.Layer.Config["shared_axes"] is null ? [] : writer.Sizes("shared_axes");
        writer.Whole("PRelu", null, writer.Constant("alpha", writer.Arranged(writer.Parameter("alpha"))));
    }

    /// <summary>Keras's ReLU with limit, slope and threshold.</summary>
    public static void Rectifier(OnnxLayerWriter writer)
    {
        double? most = writer.Number("max_value");
        double slope = writer.Number("negative_slope") ?? 0;
        double threshold = writer.Number("threshold") ?? 0;
        switch ((most, slope, threshold))
        {
            case (null, 0, 0):
                writer.Whole("Relu");
                break;
            case ({ } limit, 0, 0):
                writer.Whole("Clip", null, writer.Constant("min", 0), writer.Constant("max", limit));
                break;
            case (null, _, 0):
                writer.Whole("LeakyRelu", new OnnxAttributes().Add("alpha", slope));
                break;
            case (null, 0, _):
                writer.Whole("ThresholdedRelu", new OnnxAttributes().Add("alpha", threshold));
                break;
            default:
                Bent(writer, most, slope, threshold);
                break;
        }
    }

    /// <summary>Writes a function by Keras's name.</summary>
    /// <param name="writer">The layer.</param>
    /// <param name="function">Keras's name.</param>
    /// <param name="name">The name of the node, or of the last of several.</param>
    /// <param name="isImage">Whether values are images, whose channels are the second axis.</param>
    /// <param name="slope">Another slope than Keras's for "leaky_relu".</param>
    public static void Function(OnnxLayerWriter writer, string function, string name, bool isImage, double? slope)
    {
        string x = writer.Result;
        OnnxAttributes along = new OnnxAttributes().Add("axis", isImage ? 1L : -1L);
        switch (function)
        {
            case "linear":
                break;
            case "relu":
                Add("Relu");
                break;
            case "relu6":
                writer.Node("Clip", name, null, x, writer.Constant("min", 0), writer.Constant("max", 6));
                break;
            case "leaky_relu":
                Add("LeakyRelu", new OnnxAttributes().Add("alpha", slope ?? KerasSlope));
                break;
            case "elu":
                Add("Elu");
                break;
            case "selu":
                Add("Selu");
                break;
            case "celu":
                Add("Celu");
                break;
            case "sigmoid":
                Add("Sigmoid");
                break;
            case "tanh":
                Add("Tanh");
                break;
            case "softplus":
                Add("Softplus");
                break;
            case "softsign":
                Add("Softsign");
                break;
            case "exponential":
                Add("Exp");
                break;
            case "hard_sigmoid":
                Add("HardSigmoid", new OnnxAttributes().Add("alpha", 1 / 6.0).Add("beta", 0.5));
                break;
            case "hard_silu":
                Add("HardSwish");
                break;
            case "softmax":
                Add("Softmax", along);
                break;
            case "log_softmax":
                Add("LogSoftmax", along);
                break;
            case "silu":
                writer.Node("Mul", name, null, x, writer.Node("Sigmoid", name + "/Sigmoid", null, x));
                break;
            case "mish":
                writer.Node("Mul", name, null, x, writer.Node("Tanh", name + "/Tanh", null, writer.Node("Softplus", name + "/Softplus", null, x)));
                break;
            case "gelu":
                writer.Node("Div", name + "/Div", null, x, writer.Constant("root_of_two", Math.Sqrt(2)));
                writer.Node("Erf", name + "/Erf", null, writer.Result);
                writer.Node("Add", name + "/Add", null, writer.Result, writer.Constant("one", 1));
                writer.Node("Mul", name + "/Mul", null, writer.Result, x);
                writer.Node("Mul", name, null, writer.Result, writer.Constant("half", 0.5));
                break;
            default:
                throw new NotSupportedException($"The function '{function}' of the layer '{writer.Layer.Name}' has no counterpart in ONNX.");
        }

        void Add(string kind, OnnxAttributes? attributes = null) => writer.Node(kind, name, attributes, x);
    }

    private static void Bent(OnnxLayerWriter writer, double? most, double slope, double threshold)
    {
        string name = writer.Layer.Name;
        string x = writer.Result;
        string limit = writer.Constant("threshold", threshold);
        string isAbove = writer.Node("Greater", name + "/Greater", null, x, limit);
        string above = most is { } largest ? writer.Node("Min", name + "/Min", null, x, writer.Constant("max", largest)) : x;

        // Zero times an infinity would be no number.
        string below = slope == 0 ? writer.Constant("zero", 0)
            : writer.Node("Mul", name + "/Mul", null, writer.Node("Sub", name + "/Sub", null, x, limit), writer.Constant("slope", slope));
        writer.Node("Where", name, null, isAbove, above, below);
    }
}
