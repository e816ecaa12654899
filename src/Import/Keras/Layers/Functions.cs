using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Json;

namespace NetGen.Import.Keras.Layers;

/// <summary>Functions of each value.</summary>
internal static class Functions
{
    public static Signal Activation(LayerCall call)
    {
        KerasFunction function = KerasFunctions.Read(call.Settings, "activation", call.Layer.Name, call.Dialect);
        return function.Layer is { } layer ? call.Add(layer, call.Shape)
            : function.Name is { } name ? call.Add(DraftLayers.Activation(call.Layer.Name, name), call.Shape)
            : call.Input;
    }

    public static Signal Rectifier(LayerCall call)
    {
        DraftLayer? layer = KerasFunctions.Rectifier(call.Layer.ClassName, call.Settings, call.Layer.Name, call.Shape?.Count);
        return call.Same(layer ?? DraftLayers.Activation(call.Layer.Name, "Softmax"));
    }

    public static Signal PReLU(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int[] shared = settings.Take("shared_axes") is { } value ? settings.Integers("shared_axes", value) : [];
        DraftLayer layer = DraftLayers.PReLU(call.Layer.Name, shared);
        JsonValue? constraint = settings.Take("alpha_constraint");
        call.Training.Set(layer, "alpha", "Alpha", "Zeros", []);
        if (constraint?["class_name"]?.Text is { } name and not "NonNeg")
        {
            call.Remarks.LeftOut($"the constraint {Files.FileText.Of(name)}", call.Layer.Name);
        }

        call.SetTrainable(layer);
        IReadOnlyList<int>? shape = call.Shape is null ? null : [.. call.Shape.Select((size, i) => shared.Contains(i + 1) ? 1 : size)];
        call.Weigh(layer, "alpha", shape);
        return call.Same(layer);
    }
}
