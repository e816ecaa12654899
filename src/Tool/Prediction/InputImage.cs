using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Tool.Prediction;

/// <summary>An image file as a network takes it, and what was done to it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Values">The network's input.</param>
/// <param name="Steps">What was done, in words and in order.</param>
internal sealed record InputImage(string Path, float[] Values, IReadOnlyList<string> Steps)
{
    private const float Byte = 1 / 255f;

    /// <summary>Reads a file for a network.</summary>
    /// <param name="path">A PNG, JPEG or BMP file.</param>
    /// <param name="network">The network.</param>
    /// <param name="crops">Whether to cut it to the network's proportions rather than to distort it.</param>
    /// <param name="scale">The factor of the pixels; null for the one that the network's own layers suggest.</param>
    /// <exception cref="System.IO.InvalidDataException">It is no such image, or broken.</exception>
    public static InputImage Load(string path, NetworkInfo network, bool crops, float? scale)
    {
        (int height, int width) = (network.InputShape[0], network.InputShape[1]);
        ImageColor color = network.InputShape[2] == 1 ? ImageColor.Grayscale : ImageColor.Rgb;
        RasterImage read = RasterImage.Load(path, color);
        RasterImage cropped = crops ? read.CropToAspectRatio(height, width) : read;
        RasterImage resized = cropped.Resize(height, width);
        float factor = scale ?? DefaultScale(network);

        var steps = new List<string> { Invariant($"{read.Width}x{read.Height}, read {(color == ImageColor.Rgb ? "in colour" : "as grey")}") };
        if (cropped != read)
        {
            steps.Add(Invariant($"cropped to {cropped.Width}x{cropped.Height}"));
        }

        if (resized != cropped)
        {
            bool isDistorted = (long)cropped.Width * height != (long)cropped.Height * width;
            steps.Add(Invariant($"resized to {width}x{height}{(isDistorted && !crops ? " (its proportions change: --crop keeps them)" : "")}"));
        }

        steps.Add(Range(factor));
        return new InputImage(path, resized.ToInput(factor), steps);
    }

    /// <summary>Refuses networks that take no images.</summary>
    /// <exception cref="ToolException">The network takes vectors, or images of other channels.</exception>
    public static void CheckInput(NetworkInfo network)
    {
        string shape = string.Join(", ", network.InputShape);
        if (network.InputShape.Count != 3)
        {
            throw new ToolException($"{network.Name} takes vectors of {shape} values, and images are no such thing.");
        }

        if (network.InputShape[2] is not (1 or 3))
        {
            throw new ToolException($"{network.Name} takes images of shape ({shape}); files have 1 channel as grey or 3 in colour.");
        }
    }

    /// <summary>Pixels as they are where the network's own layers bring them into their range; from 0 to 1 otherwise, which most are trained on.</summary>
    private static float DefaultScale(NetworkInfo network)
    {
        IEnumerable<LayerInfo> before = network.Layers.TakeWhile(layer => layer.Parameters.Count == 0 || TakesPixels(layer));
        return before.Any(TakesPixels) ? 1 : Byte;
    }

    /// <summary>Whether a layer brings pixels into their range: by statistics of the data, or by a scale that makes numbers smaller.</summary>
    private static bool TakesPixels(LayerInfo layer) =>
        layer.Kind == "Normalization" || (layer.Config.TryGetValue("scale", out object? scale) && scale is double and > -1 and < 1);

    private static string Range(float factor) => factor switch
    {
        1 => "values from 0 to 255",
        Byte => "values from 0 to 1",
        _ => Invariant($"values from 0 to 255, times {factor}"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
