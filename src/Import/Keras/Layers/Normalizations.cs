using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras.Layers;

/// <summary>Layers that bring values to a common scale.</summary>
internal static class Normalizations
{
    private const string Channels = "a normalization of each channel can be imported";

    public static Signal Batch(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        CheckLastAxis(call);
        (bool center, bool scale) = (settings.Flag("center", true), settings.Flag("scale", true));
        DraftLayer layer = DraftLayers.BatchNormalization(call.Layer.Name, settings.Number("epsilon", 1e-3), settings.Number("momentum", 0.99), center, scale);
        int[]? shape = call.Shape is null ? null : [call.Shape[call.Shape.Count - 1]];
        SetAffine(call, layer, shape, center, scale);
        settings.Take("moving_mean_initializer");
        settings.Take("moving_variance_initializer");
        settings.Take("renorm_clipping");
        settings.Take("renorm_momentum");
        call.Weigh(layer, "moving_mean", shape);
        call.Weigh(layer, "moving_variance", shape);
        return call.Same(layer);
    }

    public static Signal Layer(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int[] axes = settings.Take("axis") is { } value ? settings.Integers("axis", value) : [-1];
        (bool center, bool scale) = (settings.Flag("center", true), settings.Flag("scale", true));
        int[]? shape = null;
        if (call.Shape is { } sizes)
        {
            int[] places = [.. axes.Select(axis => axis < 0 ? axis + sizes.Count : axis - 1).OrderBy(place => place)];
            if (places.Any(place => place < 0 || place >= sizes.Count))
            {
                throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' normalizes an axis that there is not");
            }

            shape = [.. places.Select(place => sizes[place])];
            axes = places is [var only] && only == sizes.Count - 1 ? [-1] : axes;
        }

        DraftLayer layer = DraftLayers.LayerNormalization(call.Layer.Name, axes, settings.Number("epsilon", 1e-3), center, scale);
        SetAffine(call, layer, shape, center, scale);
        return call.Same(layer);
    }

    public static Signal Group(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        CheckLastAxis(call);
        (bool center, bool scale) = (settings.Flag("center", true), settings.Flag("scale", true));
        DraftLayer layer = DraftLayers.GroupNormalization(call.Layer.Name, settings.Integer("groups", 32), settings.Number("epsilon", 1e-3), center, scale);
        SetAffine(call, layer, call.Shape is null ? null : [call.Shape[call.Shape.Count - 1]], center, scale);
        return call.Same(layer);
    }

    /// <summary>Statistics of data, which lie in the settings or among the weights.</summary>
    public static Signal Features(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        JsonValue? mean = settings.Take("mean");
        JsonValue? variance = settings.Take("variance");
        JsonValue? axis = settings.Take("axis");
        bool isForAll = axis is null || (axis.IsList && axis.Items.Count == 0);
        if (!isForAll)
        {
            CheckLastAxis(call);
        }

        var layer = new DraftLayer("Normalization", call.Layer.Name);
        if (call.Shape is { } shape)
        {
            int channels = shape[shape.Count - 1];
            foreach ((string name, JsonValue? given) in new[] { ("mean", mean), ("variance", variance) })
            {
                float[] values = given is not null ? [.. Numbers(given)] : call.NextWeight(name, isForAll ? [] : [channels])?.Values ?? new float[channels];
                values = values.Length == 1 && channels > 1 ? [.. Enumerable.Repeat(values[0], channels)] : values;
                layer.Weighing(name, [channels], values);
            }
        }

        return call.Same(layer);
    }

    public static Signal Rescaling(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        return call.Same(DraftLayers.Rescaling(call.Layer.Name, Alike("scale", 1), Alike("offset", 0)));

        double Alike(string name, double byDefault)
        {
            if (settings.Take(name) is not { IsList: true } list)
            {
                return settings.Number(name, byDefault);
            }

            float[] numbers = [.. Numbers(list)];
            if (numbers.Distinct().Count() != 1)
            {
                settings.Obstacle($"has another {name} for each channel", "one for all can be imported, or a Normalization");
                return byDefault;
            }

            return numbers[0];
        }
    }

    private static void SetAffine(LayerCall call, DraftLayer layer, int[]? shape, bool center, bool scale)
    {
        int[] axes = [.. Enumerable.Range(0, shape?.Length ?? 1)];
        call.Training.Set(layer, "gamma", "Gamma", "Ones", axes, scale);
        call.Training.Set(layer, "beta", "Beta", "Zeros", axes, center);
        call.SetTrainable(layer);
        if (scale)
        {
            call.Weigh(layer, "gamma", shape);
        }

        if (center)
        {
            call.Weigh(layer, "beta", shape);
        }
    }

    private static void CheckLastAxis(LayerCall call)
    {
        int[] axes = call.Settings.Take("axis") is { } value ? call.Settings.Integers("axis", value) : [-1];
        if (axes.Length != 1 || (axes[0] != -1 && call.Shape is { } shape && axes[0] != shape.Count))
        {
            call.Settings.Obstacle($"normalizes along axis {string.Join(", ", axes)}", Channels);
        }
    }

    /// <summary>All numbers of nested lists.</summary>
    private static IEnumerable<float> Numbers(JsonValue value) => value.IsList
        ? value.Items.SelectMany(Numbers)
        : [(float)(value.Number ?? throw new FormatException("a list of numbers holds something else"))];
}
