using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Graphs;

namespace NetGen.Import.Keras.Writing;

/// <summary>
/// Padding by numbers, which Keras has not: as "same" where that is what the numbers are, else as a layer of zeros before. Of maxima zeros are the same
/// only where no value is less.
/// </summary>
internal static class RewritePadding
{
    private static readonly string[] OwnSettings = ["pads", "count_include_pad"];

    // Functions that give nothing below 0.
    private static readonly HashSet<string> NotNegative = new(StringComparer.Ordinal)
    {
        "relu", "relu6", "sigmoid", "hard_sigmoid", "softmax", "softplus", "exponential",
    };

    /// <summary>A convolution or a mean.</summary>
    public static void Window(LayerRewriting layer, string window, IReadOnlyList<ImportedTensor>? weights = null, params (string, object?)[] changed)
    {
        bool counts = layer.Setting("count_include_pad") is true;
        bool isMean = layer.Layer.Kind == "AveragePooling2D";
        Sides same = Same(layer, window);
        Sides? pads = PadsOf(layer);
        if (pads is null)
        {
            if (layer.Text("padding") == "same" && counts && !same.IsNone)
            {
                layer.Hints.AsSame.Add(layer.Layer.Name);
                WithZeros(layer, same, weights, changed);
                return;
            }

            layer.Whole(null, weights, OwnSettings, changed);
            return;
        }

        bool isEven = layer.Sizes(window).Any(size => size % 2 == 0);
        if (pads == same && (isMean ? !counts : isEven))
        {
            AsSame(layer, !isMean, weights, changed);
            return;
        }

        if (isMean && !counts)
        {
            throw layer.Refusal("its mean leaves out padding by numbers, and Keras has that for \"same\" alone; declare CountIncludePad, or Padding.Same");
        }

        WithZeros(layer, pads.Value, weights, changed);
    }

    /// <summary>A maximum.</summary>
    public static void Maximum(LayerRewriting layer, Func<string, LayerInfo?> find)
    {
        if (PadsOf(layer) is not { } pads)
        {
            layer.Whole(without: OwnSettings);
        }
        else if (pads == Same(layer, "pool_size"))
        {
            AsSame(layer, isSaid: false, null, []);
        }
        else if (IsNotNegative(find(layer.Layer.Inputs[0]), find))
        {
            WithZeros(layer, pads, null, []);
        }
        else
        {
            throw layer.Refusal(
                "its maximum leaves out padding by numbers, and zeros in its place, as Keras has them, are more than values below 0 (there is no ReLU before); "
                + "declare Padding.Same");
        }
    }

    private static void AsSame(LayerRewriting layer, bool isSaid, IReadOnlyList<ImportedTensor>? weights, (string, object?)[] changed)
    {
        if (!isSaid)
        {
            layer.Hints.ByNumbers.Add(layer.Layer.Name);
        }

        layer.Whole(null, weights, OwnSettings, [("padding", "same"), .. changed]);
    }

    private static void WithZeros(LayerRewriting layer, Sides pads, IReadOnlyList<ImportedTensor>? weights, (string, object?)[] changed)
    {
        IReadOnlyList<int> shape = layer.Layer.InputShape;
        layer.Part(
            "ZeroPadding2D",
            "pad",
            [shape[0] + pads.Top + pads.Bottom, shape[1] + pads.Left + pads.Right, shape[2]],
            settings: [("padding", new[] { new[] { pads.Top, pads.Bottom }, new[] { pads.Left, pads.Right } }), ("data_format", "channels_last")]);
        layer.Whole(null, weights, OwnSettings, [("padding", "valid"), .. changed]);
    }

    private static bool IsNotNegative(LayerInfo? layer, Func<string, LayerInfo?> find) => layer?.Kind switch
    {
        null => false,
        "ReLU" => layer.Config["negative_slope"] is 0.0 && layer.Config["threshold"] is 0.0,
        "MaxPooling2D" or "AveragePooling2D" or "ZeroPadding2D" or "Cropping2D" or "UpSampling2D" => IsNotNegative(find(layer.Inputs[0]), find),
        "Flatten" or "Reshape" or "Permute" or "Dropout" or "SpatialDropout2D" => IsNotNegative(find(layer.Inputs[0]), find),
        "Add" or "Multiply" or "Average" or "Maximum" or "Minimum" or "Concatenate" => layer.Inputs.All(input => IsNotNegative(find(input), find)),
        _ => layer.Config.TryGetValue("activation", out object? function) && function is string name && NotNegative.Contains(name),
    };

    private static Sides? PadsOf(LayerRewriting layer) =>
        layer.Setting("pads") is IReadOnlyList<IReadOnlyList<int>> sides ? new Sides(sides[0][0], sides[0][1], sides[1][0], sides[1][1]) : null;

    private static Sides Same(LayerRewriting layer, string window)
    {
        int[] size = layer.Sizes(window);
        int[] strides = layer.Sizes("strides");
        int[] dilation = layer.Sizes("dilation_rate");
        var reach = new Extent(((size[0] - 1) * dilation[0]) + 1, ((size[1] - 1) * dilation[1]) + 1);
        return WindowPlan.Same(new Extent(layer.Layer.InputShape[0], layer.Layer.InputShape[1]), reach, new Extent(strides[0], strides[1]));
    }
}
