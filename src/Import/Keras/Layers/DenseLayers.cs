using NetGen.Import.Declaration;

namespace NetGen.Import.Keras.Layers;

/// <summary>Dense layers: over vectors, and over the channels of every pixel, where they are convolutions of 1x1.</summary>
internal static class DenseLayers
{
    public static Signal Dense(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int units = settings.Integer("units");
        bool useBias = settings.Flag("use_bias", true);
        KerasFunction function = KerasFunctions.Read(settings, "activation", call.Layer.Name, call.Dialect);
        string origin = call.Layer.Name;
        bool isOverPixels = call.Shape is { Count: 3 };
        if (call.Shape is { Count: 2 })
        {
            settings.Obstacle("runs over the rows of a matrix", "vectors and images can be imported");
        }

        DraftLayer layer = isOverPixels
            ? DraftLayers.Conv2D(origin, units, new Window(Extent.One), useBias: useBias, activation: function.Name)
            : DraftLayers.Dense(origin, units, useBias, function.Name);
        call.Training.Set(layer, "kernel", "Kernel", "GlorotUniform", [0]);
        Convolutions.SetBias(call, layer, units, useBias);
        int inputs = call.Shape is { } shape ? shape[shape.Count - 1] : 0;
        ImportedTensor? kernel = call.NextWeight("kernel", call.Shape is null ? null : [inputs, units]);
        if (kernel is not null)
        {
            layer.Weighing("kernel", isOverPixels ? [1, 1, inputs, units] : kernel.Shape, kernel.Values);
        }

        Convolutions.WeighBias(call, layer, units, useBias);
        if (isOverPixels)
        {
            call.Remarks.Add("A dense layer over the channels of every pixel is a convolution of 1x1, which computes the same:", origin);
        }

        return call.WithFunction(call.Add(layer, call.Shape is null ? null : [.. WithoutLast(call), units]), function);
    }

    private static int[] WithoutLast(LayerCall call)
    {
        var sizes = new int[call.Shape!.Count - 1];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = call.Shape[i];
        }

        return sizes;
    }
}
