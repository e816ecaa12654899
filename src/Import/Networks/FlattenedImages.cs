using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Networks;

/// <summary>Sees whose values are those of a flattened image, which PyTorch has in another order.</summary>
internal static class FlattenedImages
{
    // Layers that leave every value at its place.
    private static readonly HashSet<string> Keeping = new(StringComparer.Ordinal)
    {
        "Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Dropout", "GaussianDropout", "AlphaDropout", "GaussianNoise", "BatchNormalization", "Rescaling",
        "Normalization", "LayerNormalization", "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum",
    };

    /// <summary>The image (height, width, channels) that the layer's input is the values of; null where it is none, or one whose order is the same.</summary>
    public static int[]? Before(NetworkInfo network, LayerInfo layer)
    {
        LayerInfo? at = layer;
        while (at is not null && at.InputShape.Count == 1)
        {
            LayerInfo? above = network.Layers.FirstOrDefault(other => other.Name == at.Inputs[0]);
            if (above is { Kind: "Flatten" or "Reshape", InputShape: { Count: 3 } image })
            {
                return image[2] > 1 && image[0] * image[1] > 1 ? [.. image] : null;
            }

            at = above is not null && Keeps(above) ? above : null;
        }

        return null;
    }

    /// <summary>Whether a layer goes by neighbouring values, which in the file's order are others.</summary>
    public static bool MixesNeighbours(LayerInfo layer) =>
        layer.Kind == "GroupNormalization" && layer.Config.TryGetValue("groups", out object? groups) && groups is not 1;

    private static bool Keeps(LayerInfo layer) => Keeping.Contains(layer.Kind) || (layer.Kind == "GroupNormalization" && !MixesNeighbours(layer));
}
