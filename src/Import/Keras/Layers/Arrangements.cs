using System;
using System.Linq;
using NetGen.Import.Declaration;
using NetGen.Import.Files;
using NetGen.Import.Json;

namespace NetGen.Import.Keras.Layers;

/// <summary>Layers that put values elsewhere and compute none.</summary>
internal static class Arrangements
{
    public static Signal Flatten(LayerCall call)
    {
        if (call.Shape is not { } shape)
        {
            return call.Add(DraftLayers.Flatten(call.Layer.Name), null);
        }

        // A vector is flat already.
        return shape.Count == 1 ? call.Input : call.Add(DraftLayers.Flatten(call.Layer.Name), [shape.Aggregate(1, (product, size) => product * size)]);
    }

    public static Signal Reshape(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int[] target = settings.Take("target_shape") is { IsList: true } list
            ? settings.Integers("target_shape", list)
            : throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' has no target_shape");
        int[]? whole = null;
        if (call.Shape is { } shape)
        {
            int size = shape.Aggregate(1, (product, side) => product * side);
            int known = target.Where(side => side != -1).Aggregate(1, (product, side) => product * side);
            if (known < 1 || target.Count(side => side == -1) > 1 || target.Any(side => side < -1) || size % known != 0
                || (!target.Contains(-1) && known != size))
            {
                throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' makes ({string.Join(", ", target)}) of ({string.Join(", ", shape)})");
            }

            whole = [.. target.Select(side => side == -1 ? size / known : side)];
            if (call.Input.IsPlane && whole.Length == 3 && whole[2] == 1 && whole[0] == shape[0] && whole[1] == shape[1])
            {
                // An image without channels flows as one with a single channel anyhow.
                return new Signal(call.Input.Source, whole);
            }
        }

        if (target.Length is < 1 or > 3)
        {
            settings.Obstacle($"makes samples of {target.Length} axes", "up to three can be imported");
            return new Signal(null, null);
        }

        return call.Add(DraftLayers.Reshape(call.Layer.Name, target), whole);
    }

    public static Signal Permute(LayerCall call)
    {
        int[] axes = call.Settings.Take("dims") is { } value ? call.Settings.Integers("dims", value) : [];
        if (!axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(1, axes.Length))
            || axes.Length is < 1 or > 3 || (call.Shape is { } known && known.Count != axes.Length))
        {
            throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' has the order of axes ({string.Join(", ", axes)})");
        }

        return axes.Length == 1 ? call.Input
            : call.Add(DraftLayers.Permute(call.Layer.Name, axes), call.Shape is { } shape ? [.. axes.Select(axis => shape[axis - 1])] : null);
    }

    public static Signal UpSampling2D(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        Extent size = settings.Extent("size", new Extent(2, 2));
        string interpolation = settings.Text("interpolation", "nearest");
        if (interpolation is not ("nearest" or "bilinear"))
        {
            settings.Obstacle($"has the interpolation '{FileText.Of(interpolation)}'", "'nearest' and 'bilinear' can be imported");
        }

        if (interpolation == "bilinear" && call.Dialect.IsTensorFlowJs)
        {
            settings.Obstacle("has TensorFlow.js's interpolation 'bilinear', whose pixels lie elsewhere than Keras's", "'nearest' can be imported");
        }

        return call.Add(
            DraftLayers.UpSampling2D(call.Layer.Name, size, interpolation == "bilinear"),
            call.Image is { } image ? [image.Height * size.Height, image.Width * size.Width, image.Channels] : null);
    }
}
