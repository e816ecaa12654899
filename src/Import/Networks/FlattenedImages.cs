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
        "Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Dropout", "GaussianDropout", "AlphaDropout", "GaussianNoise", "BatchNormalization", "Rescaling", "Normalization",
        "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum",
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

            at = above is not null && Keeping.Contains(above.Kind) ? above : null;
        }

        return null;
    }
}
