using NetGen.Import.Declaration;

namespace NetGen.Import.Keras.Layers;

/// <summary>Poolings.</summary>
internal static class Poolings
{
    public static Signal Window(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        Extent size = settings.Extent("pool_size", new Extent(2, 2));
        Window window = Convolutions.Padded(call, new Window(size) { Strides = settings.Extent("strides", size), IsSame = settings.IsSame() });
        DraftLayer layer = call.Layer.ClassName == "MaxPooling2D"
            ? DraftLayers.MaxPooling2D(call.Layer.Name, window)
            : DraftLayers.AveragePooling2D(call.Layer.Name, window, countIncludePad: !call.Input.Pad.IsNone);
        return call.Add(layer, Convolutions.OutputOf(call, window, call.Image?.Channels ?? 1));
    }

    public static Signal Global(LayerCall call)
    {
        bool keepsSizes = call.Settings.Flag("keepdims", false);
        DraftLayer layer = call.Layer.ClassName == "GlobalMaxPooling2D"
            ? DraftLayers.GlobalMaxPooling2D(call.Layer.Name, keepsSizes)
            : DraftLayers.GlobalAveragePooling2D(call.Layer.Name, keepsSizes);
        return call.Add(layer, call.Image is not { } image ? null : keepsSizes ? [1, 1, image.Channels] : [image.Channels]);
    }
}
