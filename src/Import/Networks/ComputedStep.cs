using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Import.Networks;

/// <summary>
/// One thing that a network computes, in words that are the same however it is declared: a function is a step of its own whether it stands in a layer or behind it, and what acts in
/// training alone, or only puts values elsewhere, is none.
/// </summary>
/// <param name="Kind">A layer's kind; "Activation" for functions.</param>
/// <param name="Layer">The layer's name, as its network calls it.</param>
/// <param name="Settings">Hyperparameters under Keras's names, as text.</param>
internal sealed record ComputedStep(string Kind, string Layer, IReadOnlyDictionary<string, string> Settings)
{
    private const string Activation = "Activation";
    private const string FunctionSetting = "activation";
    private const string Slope = "negative_slope";
    private const string LeakyReLU = "LeakyReLU";

    // What Keras's function of this name has where a layer does not say it.
    private const string FunctionSlope = "0.2";

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "Dropout", "SpatialDropout2D", "GaussianDropout", "AlphaDropout", "GaussianNoise", "Flatten", "Reshape", "Permute", "RandomFlip", "RandomTranslation",
        "RandomRotation", "RandomZoom", "RandomContrast", "RandomBrightness", "RandomCrop",
    };

    /// <summary>The words of a step: a function's own name, or the layer's kind.</summary>
    public string Words => Kind == Activation ? Settings[FunctionSetting] : Kind;

    /// <summary>What a layer of a network computes.</summary>
    public static ComputedStep[] Of(LayerInfo layer) => Of(layer.Kind, layer.Name, layer.Config);

    /// <summary>What a layer of a file computes.</summary>
    public static ComputedStep[] Of(ImportedLayer layer) => Of(layer.Kind, Files.FileText.Of(layer.Origin), layer.Settings);

    private static ComputedStep[] Of(string kind, string name, IReadOnlyDictionary<string, object?> given)
    {
        if (Silent.Contains(kind))
        {
            return [];
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> setting in given)
        {
            if (Text(setting.Value) is { } text)
            {
                settings.Add(setting.Key, text);
            }
        }

        string function = settings.TryGetValue(FunctionSetting, out string? said) ? Plain(said) : "linear";
        settings.Remove(FunctionSetting);
        ComputedStep[] functions = function == "linear" ? []
            : function == "leakyrelu" ? [new(LeakyReLU, name, new Dictionary<string, string> { [Slope] = settings.GetValueOrDefault(Slope, FunctionSlope) })]
            : [Function(name, function)];
        return kind switch
        {
            Activation => functions,
            "ReLU" when IsPlain(settings, "6") => [Function(name, "relu6")],
            "ReLU" when IsPlain(settings, "none") => [Function(name, "relu")],
            _ => [new(kind, name, settings), .. functions],
        };
    }

    private static ComputedStep Function(string name, string function) =>
        new(Activation, name, new Dictionary<string, string> { [FunctionSetting] = function });

    private static bool IsPlain(Dictionary<string, string> rectifier, string limit) =>
        rectifier.GetValueOrDefault("max_value") == limit && rectifier.GetValueOrDefault(Slope) == "0" && rectifier.GetValueOrDefault("threshold") == "0";

    /// <summary>"hard_silu" and "HardSiLU" are one.</summary>
    private static string Plain(string function) => function.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>A value as text, the same for a number that some format rounds to single precision; null for what is no number, size or word.</summary>
    private static string? Text(object? value) => value switch
    {
        null => "none",
        int number => number.ToString(CultureInfo.InvariantCulture),
        double number => ((float)number).ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable<int> sizes => $"({string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))})",
        _ => null,
    };
}
