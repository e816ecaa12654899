using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Keras.Writing;

/// <summary>What each layer of NetGen's is in Keras 3: mostly itself, under settings that every 3.x takes.</summary>
internal static class KerasLayers
{
    // What versions before did not know, and what they computed without it.
    private static readonly (string Name, object? Value)[] Newer = [("synchronized", false), ("noise_shape", null)];

    public static WrittenNetwork Of(INetwork network) =>
        WrittenNetwork.Of(network, layer => Rewrite(layer, name => network.Info.Layers.FirstOrDefault(other => other.Name == name)));

    private static void Rewrite(LayerRewriting layer, Func<string, LayerInfo?> find)
    {
        CheckConstraints(layer);
        switch (layer.Layer.Kind)
        {
            case "Conv2D" or "DepthwiseConv2D" or "SeparableConv2D":
                RewritePadding.Window(layer, "kernel_size");
                break;
            case "AveragePooling2D":
                RewritePadding.Window(layer, "pool_size");
                break;
            case "MaxPooling2D":
                RewritePadding.Maximum(layer, find);
                break;
            case "Conv2DTranspose":
                Transposed(layer);
                break;
            case "Activation" when layer.Setting("negative_slope") is double slope:
                layer.Whole("LeakyReLU", without: ["activation"], changed: [("negative_slope", slope)]);
                break;
            case "RandomContrast" when layer.Setting("value_range") is IReadOnlyList<double> and [0.0, 255.0]:
                layer.Whole(without: ["value_range", "data_format"]);
                break;
            case "RandomCrop" when !layer.Layer.OutputShape.SequenceEqual(layer.Layer.InputShape):
                throw layer.Refusal("Keras leaves images whole outside of training since 3.6, where NetGen takes their middle; declare Cropping2D");
            case "RandomFlip" or "RandomContrast" or "RandomBrightness" or "RandomCrop":
                layer.Whole(without: ["data_format"]);
                break;
            default:
                var newer = Newer.Where(entry => layer.Has(entry.Name) && Equals(layer.Setting(entry.Name), entry.Value));
                layer.Whole(without: [.. newer.Select(entry => entry.Name)]);
                break;
        }
    }

    /// <summary>Keras takes an output padding, but does not put it into its configurations, and so neither does NetGen: the sizes tell it.</summary>
    private static void Transposed(LayerRewriting layer)
    {
        (int[] size, int[] strides, int[] dilation) = (layer.Sizes("kernel_size"), layer.Sizes("strides"), layer.Sizes("dilation_rate"));
        bool isSame = layer.Text("padding") == "same";
        var more = new int[2];
        bool isUsual = true;
        for (int axis = 0; axis < 2; axis++)
        {
            (int input, int output) = (layer.Layer.InputShape[axis], layer.Layer.OutputShape[axis]);
            int reach = ((size[axis] - 1) * dilation[axis]) + 1;
            isUsual &= output == (input * strides[axis]) + (isSame ? 0 : Math.Max(reach - strides[axis], 0));
            more[axis] = output - (((input - 1) * strides[axis]) + reach - (isSame ? 2 * (reach / 2) : 0));
        }

        layer.Whole(changed: isUsual ? [] : [("output_padding", more)]);
    }

    /// <summary>Two constraints at once are one too many.</summary>
    private static void CheckConstraints(LayerRewriting layer)
    {
        foreach ((string name, object? value) in layer.Layer.Config)
        {
            if (name.EndsWith("_constraint", StringComparison.Ordinal) && value is IReadOnlyList<KerasConfig>)
            {
                throw layer.Refusal($"its {name} is two at once, a norm and non-negative values, and one can be said");
            }
        }
    }
}
