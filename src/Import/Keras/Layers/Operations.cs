using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras.Layers;

/// <summary>Functions of TensorFlow that stand among the layers, as "a + b" in a program makes them.</summary>
internal static class Operations
{
    private static readonly Dictionary<string, string> Arithmetic = new(StringComparer.Ordinal)
    {
        ["__operators__.add"] = "Add",
        ["math.add"] = "Add",
        ["add"] = "Add",
        ["math.subtract"] = "Subtract",
        ["subtract"] = "Subtract",
        ["math.multiply"] = "Multiply",
        ["multiply"] = "Multiply",
        ["math.maximum"] = "Maximum",
        ["math.minimum"] = "Minimum",
        ["math.truediv"] = "Divide",
        ["math.divide"] = "Divide",
    };

    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["nn.relu"] = "ReLU",
        ["nn.relu6"] = "ReLU6",
        ["nn.elu"] = "ELU",
        ["nn.selu"] = "SELU",
        ["nn.silu"] = "SiLU",
        ["nn.softmax"] = "Softmax",
        ["nn.sigmoid"] = "Sigmoid",
        ["math.sigmoid"] = "Sigmoid",
        ["math.tanh"] = "Tanh",
        ["nn.tanh"] = "Tanh",
        ["math.softplus"] = "Softplus",
        ["nn.softsign"] = "Softsign",
        ["math.exp"] = "Exponential",
    };

    public static Signal TensorFlow(LayerCall call)
    {
        string function = call.Settings.Text("function", "");
        if (Arithmetic.TryGetValue(function, out string? kind))
        {
            return Merges.Elementwise(call, kind, isNamed: false);
        }

        if (function == "concat")
        {
            JsonValue? axis = Argument(call, "axis") ?? call.Call?.Arguments.LastOrDefault(argument => argument.Constant is not null).Constant;
            return Merges.Concatenate(call, axis?.Integer ?? -1, isNamed: false);
        }

        if (Functions.TryGetValue(function, out string? activation) && call.Inputs.Count == 1 && Argument(call, "axis") is null)
        {
            return call.Add(DraftLayers.Activation(call.Layer.Name, activation), call.Shape, isNamed: false);
        }

        call.Settings.Obstacle($"is TensorFlow's function '{FileText.Of(function)}'", "sums, products, concatenations and activations can be imported");
        return new Signal(null, null);
    }

    private static JsonValue? Argument(LayerCall call, string name) =>
        call.Call?.Settings.FirstOrDefault(setting => setting.Key == name && !setting.Value.IsNull).Value;
}
