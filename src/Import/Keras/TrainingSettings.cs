using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Json;

namespace NetGen.Import.Keras;

/// <summary>
/// What counts only where a network is trained on: first values, penalties and constraints. NetGen's attributes take most of them; the others are left out,
/// which changes no output, and a remark says so.
/// </summary>
internal sealed class TrainingSettings(LayerSettings settings, string layerName, KerasRemarks remarks)
{
    private const double Default = 0.01;

    private static readonly HashSet<string> Initializers = new(StringComparer.Ordinal)
    {
        "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal", "Zeros", "Ones", "Orthogonal", "TruncatedNormal",
    };

    /// <summary>All that there is to say of one parameter.</summary>
    /// <param name="layer">The layer that gets it.</param>
    /// <param name="parameter">Keras's name: "kernel".</param>
    /// <param name="stem">That of NetGen's properties: "Kernel".</param>
    /// <param name="byDefault">The initializer that needs not be said.</param>
    /// <param name="normAxes">The axes of its norm, as NetGen takes it.</param>
    /// <param name="isPresent">Whether the layer has the parameter; else its settings say nothing.</param>
    public void Set(DraftLayer layer, string parameter, string stem, string byDefault, IReadOnlyList<int> normAxes, bool isPresent = true)
    {
        JsonValue? initializer = settings.Take(parameter + "_initializer");
        JsonValue? regularizer = settings.Take(parameter + "_regularizer");
        JsonValue? constraint = settings.Take(parameter + "_constraint");
        if (isPresent)
        {
            SetInitializer(layer, initializer, stem, byDefault);
            SetRegularizer(layer, regularizer, stem);
            SetConstraint(layer, constraint, stem, normAxes);
        }
    }

    /// <summary>A penalty on a layer's outputs.</summary>
    public void SetActivity(DraftLayer layer) => SetRegularizer(layer, settings.Take("activity_regularizer"), "Activity");

    private static string NameOf(JsonValue value)
    {
        string name = value.IsText ? value.Text : value["class_name"]?.Text ?? "";

        // "glorot_uniform" as "GlorotUniform".
        return string.Concat(name.Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word.Substring(1)));
    }

    private void SetInitializer(DraftLayer layer, JsonValue? value, string stem, string byDefault)
    {
        if (value is null)
        {
            return;
        }

        JsonValue? config = value["config"];
        string name = NameOf(value);
        name = name == "VarianceScaling" ? VarianceScaling(config) : name;
        if (name == "Constant" && (config?["value"] ?? JsonValue.OfWord("0")).Number is { } constant)
        {
            layer.Arguments.Add(new ImportedArgument(stem + "Initializer", new ImportedMember("Initializer", name)));
            layer.Set(stem + "Constant", constant, 0);
        }
        else if (!Initializers.Contains(name) || (config?["gain"]?.Number ?? 1) != 1
            || (config?["mean"]?.Number ?? 0) != 0 || Math.Abs((config?["stddev"]?.Number ?? 0.05) - 0.05) > 1e-8)
        {
            remarks.LeftOut($"the initializer {Files.FileText.Of(name)}", layerName);
        }
        else
        {
            layer.Set(stem + "Initializer", new ImportedMember("Initializer", name), new ImportedMember("Initializer", byDefault));
        }
    }

    private static string VarianceScaling(JsonValue? config)
    {
        double scale = config?["scale"]?.Number ?? 1;
        bool isUniform = config?["distribution"]?.Text == "uniform";
        return (scale, config?["mode"]?.Text) switch
        {
            (1, "fan_avg") => isUniform ? "GlorotUniform" : "GlorotNormal",
            (1, "fan_in") => isUniform ? "LecunUniform" : "LecunNormal",
            (2, "fan_in") => isUniform ? "HeUniform" : "HeNormal",
            _ => "VarianceScaling",
        };
    }

    private void SetRegularizer(DraftLayer layer, JsonValue? value, string stem)
    {
        if (value is null)
        {
            return;
        }

        JsonValue? config = value["config"];
        string name = NameOf(value);
        (double l1, double l2) = name switch
        {
            "L1" => (config?["l1"]?.Number ?? Default, 0),
            "L2" => (0, config?["l2"]?.Number ?? Default),
            "L1L2" or "L1l2" or "L1_l2" when config is not null => (config["l1"]?.Number ?? 0, config["l2"]?.Number ?? 0),
            "L1L2" => (Default, Default),
            _ => (double.NaN, 0),
        };
        if (double.IsNaN(l1) || double.IsNaN(l2))
        {
            remarks.LeftOut($"the regularizer {Files.FileText.Of(name)}", layerName);
            return;
        }

        layer.Set(stem + "L1", l1, 0).Set(stem + "L2", l2, 0);
    }

    private void SetConstraint(DraftLayer layer, JsonValue? value, string stem, IReadOnlyList<int> normAxes)
    {
        if (value is null)
        {
            return;
        }

        JsonValue? config = value["config"];
        string name = NameOf(value);
        int[] axes = config?["axis"] is { } axis ? [.. (axis.IsList ? axis.Items : [axis]).Select(item => item.Integer ?? -1)] : [0];
        if (name == "NonNeg")
        {
            layer.Arguments.Add(new ImportedArgument(stem + "NonNegative", true));
        }
        else if (name == "MaxNorm" && axes.SequenceEqual(normAxes))
        {
            layer.Set(stem + "MaxNorm", config?["max_value"]?.Number ?? 2, 0);
        }
        else
        {
            remarks.LeftOut($"the constraint {Files.FileText.Of(name)}", layerName);
        }
    }
}
