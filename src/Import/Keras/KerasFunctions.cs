using System;
using System.Collections.Generic;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>A function behind a layer: one of NetGen's, or a layer of its own; both are null for none.</summary>
/// <param name="Name">Its name in NetGen's enum.</param>
/// <param name="Layer">The layer.</param>
internal readonly record struct KerasFunction(string? Name, DraftLayer? Layer);

/// <summary>Activation functions: by name, or written as the objects that they are.</summary>
internal static class KerasFunctions
{
    private const string Needed = "a function of NetGen's would be needed";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["linear"] = "Linear",
        ["relu"] = "ReLU",
        ["relu6"] = "ReLU6",
        ["leaky_relu"] = "LeakyReLU",
        ["elu"] = "ELU",
        ["selu"] = "SELU",
        ["gelu"] = "GELU",
        ["silu"] = "SiLU",
        ["swish"] = "SiLU",
        ["sigmoid"] = "Sigmoid",
        ["tanh"] = "Tanh",
        ["softplus"] = "Softplus",
        ["softmax"] = "Softmax",
        ["hard_sigmoid"] = "HardSigmoid",
        ["hard_silu"] = "HardSiLU",
        ["hard_swish"] = "HardSiLU",
        ["mish"] = "Mish",
        ["softsign"] = "Softsign",
        ["exponential"] = "Exponential",
        ["log_softmax"] = "LogSoftmax",
        ["celu"] = "CELU",
    };

    /// <summary>The function of a setting; where NetGen has none, an obstacle, and none.</summary>
    public static KerasFunction Read(LayerSettings settings, string setting, string origin, KerasDialect dialect)
    {
        JsonValue? value = settings.Take(setting);
        return value is null ? default : Read(value, settings, origin, dialect);
    }

    /// <summary>A function by Keras's name; where NetGen has none, an obstacle.</summary>
    public static string? Named(string name, LayerSettings settings, KerasDialect dialect)
    {
        // TensorFlow.js writes some of Keras's names in its own way.
        string keras = SnakeCase.Of(name);
        if (!Names.TryGetValue(keras, out string? found))
        {
            settings.Obstacle($"has the activation '{FileText.Of(name)}'", Needed);
            return null;
        }

        if (found == "HardSigmoid" && !dialect.IsKeras3)
        {
            settings.Obstacle(
                "has the activation 'hard_sigmoid' of Keras 2, clip(0.2 * x + 0.5, 0, 1)",
                "that of Keras 3, relu6(x + 3) / 6, can be imported");
            return null;
        }

        return found == "Linear" ? null : found;
    }

    private static KerasFunction Read(JsonValue value, LayerSettings settings, string origin, KerasDialect dialect)
    {
        if (value.IsText)
        {
            return new KerasFunction(Named(value.Text, settings, dialect), null);
        }

        string className = value["class_name"]?.Text ?? "";
        JsonValue? config = value["config"];
        JsonValue? function = config?["activation"];
        switch (className)
        {
            case "function" or "Function" when config is { IsText: true }:
                return new KerasFunction(Named(config.Text, settings, dialect), null);
            case "Activation" when function is { IsText: true }:
                return Read(function, settings, origin, dialect);
            case "ReLU" or "LeakyReLU" or "ELU" or "Softmax" when config is { IsObject: true }:
                // A layer that serves as a function.
                var inside = new LayerSettings(new KerasLayer(className, origin, config, [], null), settings.Obstacles);
                DraftLayer? layer = Rectifier(className, inside, origin, null);
                inside.Finish();
                bool isPlain = layer is null || (className == "ReLU" && layer.Arguments.Count == 0);
                return isPlain ? new KerasFunction(layer is null ? "Softmax" : "ReLU", null) : new KerasFunction(null, layer);
            default:
                settings.Obstacle($"has the activation '{FileText.Of(config is { IsText: true } ? config.Text : className)}'", Needed);
                return default;
        }
    }

    /// <summary>The rectifying layers, and softmax, for which it is null.</summary>
    public static DraftLayer? Rectifier(string className, LayerSettings settings, string origin, int? rank)
    {
        switch (className)
        {
            case "ReLU":
                double? limit = settings.Take("max_value")?.Number;
                return DraftLayers.ReLU(origin, limit, settings.Number("negative_slope", 0), settings.Number("threshold", 0));
            case "ThresholdedReLU":
                return DraftLayers.ReLU(origin, threshold: settings.Number("theta", 1));
            case "LeakyReLU":
                double slope = settings.Number("negative_slope", settings.Number("alpha", 0.3));
                return DraftLayers.LeakyReLU(origin, slope);
            case "ELU":
                return DraftLayers.ELU(origin, settings.Number("alpha", 1));
            default:
                int[] axes = settings.Take("axis") is { } value ? settings.Integers("axis", value) : [-1];
                int axis = axes.Length == 1 ? axes[0] : 0;
                if (axis != -1 && axis != rank)
                {
                    settings.Obstacle("runs over another axis than the last", "softmax over the last axis can be imported");
                }

                return null;
        }
    }
}
