using NetGen.Import.Declaration;

namespace NetGen.Import.Keras.Layers;

/// <summary>Layers that act in training only.</summary>
internal static class Noises
{
    public static Signal Dropout(LayerCall call) => call.Same(DraftLayers.Dropout(call.Layer.ClassName, call.Layer.Name, call.Settings.Number("rate", 0)));

    public static Signal GaussianNoise(LayerCall call) => call.Same(DraftLayers.GaussianNoise(call.Layer.Name, call.Settings.Number("stddev", 0)));

    /// <summary>It computes nothing.</summary>
    public static Signal ActivityRegularization(LayerCall call)
    {
        call.Settings.Take("l1");
        call.Settings.Take("l2");
        call.Remarks.LeftOut("a penalty as a layer of its own", call.Layer.Name);
        return call.Input;
    }
}
