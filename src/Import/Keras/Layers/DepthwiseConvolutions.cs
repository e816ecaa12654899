using NetGen.Import.Declaration;

namespace NetGen.Import.Keras.Layers;

/// <summary>Convolutions of each channel by itself.</summary>
internal static class DepthwiseConvolutions
{
    public static Signal DepthwiseConv2D(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int multiplier = settings.Integer("depth_multiplier", 1);
        bool useBias = settings.Flag("use_bias", true);
        Window window = Convolutions.WindowOf(call, settings.Extent("kernel_size"));
        KerasFunction function = KerasFunctions.Read(settings, "activation", call.Layer.Name, call.Dialect);
        DraftLayer layer = DraftLayers.DepthwiseConv2D(call.Layer.Name, window, multiplier, useBias, function.Name);
        call.Training.Set(layer, "depthwise", "Depthwise", "GlorotUniform", [0, 1]);
        int channels = call.Image?.Channels ?? 1;
        Convolutions.SetBias(call, layer, channels * multiplier, useBias);

        // The class that it derives from writes settings of a kernel that it does not have.
        settings.Take("kernel_initializer");
        settings.Take("kernel_regularizer");
        settings.Take("kernel_constraint");
        settings.Take("filters");
        call.Weigh(layer, "kernel", call.Shape is null ? null : [window.Size.Height, window.Size.Width, channels, multiplier], "depthwise_kernel");
        Convolutions.WeighBias(call, layer, channels * multiplier, useBias);
        return call.WithFunction(call.Add(layer, Convolutions.OutputOf(call, window, channels * multiplier)), function);
    }

    public static Signal SeparableConv2D(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int filters = settings.Integer("filters");
        int multiplier = settings.Integer("depth_multiplier", 1);
        bool useBias = settings.Flag("use_bias", true);
        Window window = Convolutions.WindowOf(call, settings.Extent("kernel_size"));
        KerasFunction function = KerasFunctions.Read(settings, "activation", call.Layer.Name, call.Dialect);
        DraftLayer layer = DraftLayers.SeparableConv2D(call.Layer.Name, filters, window, multiplier, useBias, function.Name);
        call.Training.Set(layer, "depthwise", "Depthwise", "GlorotUniform", [0, 1]);
        call.Training.Set(layer, "pointwise", "Pointwise", "GlorotUniform", [0, 1, 2]);
        Convolutions.SetBias(call, layer, filters, useBias);

        // As above: of the two kernels each has its own.
        settings.Take("kernel_initializer");
        settings.Take("kernel_regularizer");
        settings.Take("kernel_constraint");
        int channels = call.Image?.Channels ?? 1;
        call.Weigh(layer, "depthwise_kernel", call.Shape is null ? null : [window.Size.Height, window.Size.Width, channels, multiplier]);
        call.Weigh(layer, "pointwise_kernel", call.Shape is null ? null : [1, 1, channels * multiplier, filters]);
        Convolutions.WeighBias(call, layer, filters, useBias);
        return call.WithFunction(call.Add(layer, Convolutions.OutputOf(call, window, filters)), function);
    }
}
