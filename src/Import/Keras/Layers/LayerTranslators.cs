using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Import.Keras.Layers;

/// <summary>All of Keras's layers that can be translated, by their class.</summary>
internal static class LayerTranslators
{
    private static readonly Dictionary<string, Func<LayerCall, Signal>> Translators = new(StringComparer.Ordinal)
    {
        ["Conv2D"] = Convolutions.Conv2D,
        ["Conv2DTranspose"] = Convolutions.Conv2DTranspose,
        ["DepthwiseConv2D"] = DepthwiseConvolutions.DepthwiseConv2D,
        ["SeparableConv2D"] = DepthwiseConvolutions.SeparableConv2D,
        ["Dense"] = DenseLayers.Dense,
        ["MaxPooling2D"] = Poolings.Window,
        ["AveragePooling2D"] = Poolings.Window,
        ["GlobalMaxPooling2D"] = Poolings.Global,
        ["GlobalAveragePooling2D"] = Poolings.Global,
        ["BatchNormalization"] = Normalizations.Batch,
        ["LayerNormalization"] = Normalizations.Layer,
        ["GroupNormalization"] = Normalizations.Group,
        ["Normalization"] = Normalizations.Features,
        ["Rescaling"] = Normalizations.Rescaling,
        ["Activation"] = Functions.Activation,
        ["ReLU"] = Functions.Rectifier,
        ["ThresholdedReLU"] = Functions.Rectifier,
        ["LeakyReLU"] = Functions.Rectifier,
        ["ELU"] = Functions.Rectifier,
        ["Softmax"] = Functions.Rectifier,
        ["PReLU"] = Functions.PReLU,
        ["Flatten"] = Arrangements.Flatten,
        ["Reshape"] = Arrangements.Reshape,
        ["Permute"] = Arrangements.Permute,
        ["ZeroPadding2D"] = Borders.ZeroPadding2D,
        ["Cropping2D"] = Borders.Cropping2D,
        ["CenterCrop"] = Borders.CenterCrop,
        ["Resizing"] = Borders.Resizing,
        ["UpSampling2D"] = Arrangements.UpSampling2D,
        ["Dropout"] = Noises.Dropout,
        ["SpatialDropout2D"] = Noises.Dropout,
        ["GaussianDropout"] = Noises.Dropout,
        ["AlphaDropout"] = Noises.Dropout,
        ["GaussianNoise"] = Noises.GaussianNoise,
        ["ActivityRegularization"] = Noises.ActivityRegularization,
        ["RandomFlip"] = Augmentations.RandomFlip,
        ["RandomTranslation"] = Augmentations.RandomTranslation,
        ["RandomRotation"] = Augmentations.RandomRotation,
        ["RandomZoom"] = Augmentations.RandomZoom,
        ["RandomContrast"] = Augmentations.RandomTone,
        ["RandomBrightness"] = Augmentations.RandomTone,
        ["RandomCrop"] = Augmentations.RandomCrop,
        ["Add"] = Merges.Elementwise,
        ["Subtract"] = Merges.Elementwise,
        ["Multiply"] = Merges.Elementwise,
        ["Average"] = Merges.Elementwise,
        ["Maximum"] = Merges.Elementwise,
        ["Minimum"] = Merges.Elementwise,
        ["TrueDivide"] = Merges.Elementwise,
        ["Divide"] = Merges.Elementwise,
        ["Concatenate"] = Merges.Concatenate,
        ["TFOpLambda"] = Operations.TensorFlow,
    };

    // Which of them read several tensors, and which read values one by one, whatever the shape.
    private static readonly HashSet<string> Joining = new(StringComparer.Ordinal)
    {
        "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "TrueDivide", "Divide", "Concatenate", "TFOpLambda",
    };

    private static readonly HashSet<string> ValueByValue = new(StringComparer.Ordinal)
    {
        "Rescaling", "ReLU", "ThresholdedReLU", "LeakyReLU", "ELU", "Flatten", "Reshape", "Dropout", "GaussianDropout", "AlphaDropout", "GaussianNoise",
        "ActivityRegularization",
    };

    private static readonly Dictionary<string, string> Needs = new(StringComparer.Ordinal)
    {
        ["Lambda"] = "code of Python is not run; layers of Keras's own in its place can be imported",
        ["TimeDistributed"] = "the layer within, on images instead of series, can be imported",
        ["Conv1D"] = "Conv2D with a kernel of one row can be imported",
    };

    /// <summary>The classes.</summary>
    public static IEnumerable<string> ClassNames => Translators.Keys;

    public static bool TryFind(string className, [NotNullWhen(true)] out Func<LayerCall, Signal>? translate) =>
        Translators.TryGetValue(className, out translate);

    public static bool TakesSeveral(string className) => Joining.Contains(className);

    public static bool TakesPlanes(string className) => ValueByValue.Contains(className);

    /// <summary>What would be needed in the place of a layer that is not known.</summary>
    public static string Needed(string className) =>
        Needs.TryGetValue(className, out string? needed) ? needed : "one of Keras's layers for images and vectors would be needed";
}
