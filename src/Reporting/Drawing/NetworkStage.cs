using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Reporting;

/// <summary>What is drawn as one: the input, or a layer that changes the shape, with the layers after it that do not.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Operation">What it does: "Conv2D 3 × 3".</param>
/// <param name="Shape">The shape that it gives.</param>
/// <param name="Role">What it is for.</param>
/// <param name="ParameterCount">Number of its parameters.</param>
internal sealed record NetworkStage(string Name, string Operation, IReadOnlyList<int> Shape, StageRole Role, long ParameterCount)
{
    private readonly List<string> _notes = [];

    /// <summary>Height and width of what the stage sees of the one before it at a time; null where that is all of it.</summary>
    public (int Height, int Width)? Window { get; private init; }

    /// <summary>The kinds of the layers that follow and leave the shape as it is.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether the stage gives feature maps, rather than a vector.</summary>
    public bool HasMaps => Shape.Count is 2 or 3;

    /// <summary>Rows of a feature map.</summary>
    public int Height => Shape[0];

    /// <summary>Columns of a feature map.</summary>
    public int Width => Shape[1];

    /// <summary>Number of feature maps.</summary>
    public int Channels => Shape.Count == 3 ? Shape[2] : 1;

    /// <summary>Number of values.</summary>
    public long Size => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>"200 × 200 × 32".</summary>
    public string ShapeText => string.Join(" × ", Shape.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)));

    /// <summary>The stages of a network, the input first.</summary>
    public static IReadOnlyList<NetworkStage> Of(NetworkInfo network)
    {
        var stages = new List<NetworkStage> { new("input", "Input", network.InputShape, StageRole.Input, 0) };
        int last = LastShaping(network.Layers);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            LayerInfo layer = network.Layers[i];
            if (IsShaping(layer))
            {
                stages.Add(OfLayer(layer, i == last));
            }
            else
            {
                stages[^1]._notes.Add(layer.Kind);
            }
        }

        // The layer that makes the outputs names their activation, unless a layer of its own does.
        NetworkStage final = stages[^1];
        if (network.OutputActivation != Activation.Linear && !final.Notes.Contains(nameof(Activation)))
        {
            final._notes.Add(network.OutputActivation.ToString());
        }

        return stages;
    }

    private static NetworkStage OfLayer(LayerInfo layer, bool isLast)
    {
        bool isPooling = layer.Kind.Contains("Pooling", StringComparison.Ordinal);
        StageRole role = isLast && layer.OutputShape.Count == 1 ? StageRole.Output
            : layer.Kind.Contains("Conv", StringComparison.Ordinal) ? StageRole.Convolution
            : isPooling ? StageRole.Pooling
            : layer.Kind == "Dense" ? StageRole.Dense
            : StageRole.Rearranging;
        (int, int)? window = layer.Parameters is [{ Shape: [var height, var width, _, _] }, ..] ? (height, width)
            : isPooling && layer is { InputShape: [var inHeight, var inWidth, _], OutputShape: [var outHeight, var outWidth, _] }
                ? (Ratio(inHeight, outHeight), Ratio(inWidth, outWidth))
                : null;
        string operation = (window, isPooling) switch
        {
            ((int high, int wide), false) => $"{layer.Kind} {high} × {wide}",
            _ => layer.Kind,
        };
        return new NetworkStage(layer.Name, operation, layer.OutputShape, role, layer.Parameters.Sum(parameter => (long)parameter.Size)) { Window = window };
    }

    private static int LastShaping(IReadOnlyList<LayerInfo> layers)
    {
        int last = -1;
        for (int i = 0; i < layers.Count; i++)
        {
            last = IsShaping(layers[i]) ? i : last;
        }

        return last;
    }

    private static bool IsShaping(LayerInfo layer) =>
        layer.Parameters.Any(parameter => parameter.Shape.Count > 1) || !layer.InputShape.SequenceEqual(layer.OutputShape)
        || layer.Kind.Contains("Pooling", StringComparison.Ordinal);

    private static int Ratio(int input, int output) => (int)Math.Round(input / (double)output);
}
