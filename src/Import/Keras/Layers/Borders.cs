using System;
using NetGen.Import.Declaration;
using NetGen.Import.Files;

namespace NetGen.Import.Keras.Layers;

/// <summary>Layers that add rows and columns, or take them away.</summary>
internal static class Borders
{
    public static Signal ZeroPadding2D(LayerCall call)
    {
        Sides sides = call.Settings.Sides("padding");
        return sides.IsNone ? call.Input : call.Add(DraftLayers.ZeroPadding2D(call.Layer.Name, sides), Grown(call, sides, 1));
    }

    public static Signal Cropping2D(LayerCall call)
    {
        Sides sides = call.Settings.Sides("cropping");
        return sides.IsNone ? call.Input : call.Add(DraftLayers.Cropping2D(call.Layer.Name, sides), Grown(call, sides, -1));
    }

    public static Signal CenterCrop(LayerCall call)
    {
        (int height, int width) = (call.Settings.Integer("height"), call.Settings.Integer("width"));
        if (call.Image is not { } image)
        {
            return new Signal(null, null);
        }

        if (image.Height < height || image.Width < width)
        {
            call.Settings.Obstacle("enlarges images", "a part of them can be imported");
            return new Signal(null, null);
        }

        (int top, int left) = ((image.Height - height) / 2, (image.Width - width) / 2);
        var sides = new Sides(top, image.Height - height - top, left, image.Width - width - left);
        return sides.IsNone ? call.Input : call.Add(DraftLayers.Cropping2D(call.Layer.Name, sides), [height, width, image.Channels]);
    }

    public static Signal Resizing(LayerCall call)
    {
        (int height, int width) = (call.Settings.Integer("height"), call.Settings.Integer("width"));
        call.Settings.Take("interpolation");
        call.Settings.Take("crop_to_aspect_ratio");
        call.Settings.Take("pad_to_aspect_ratio");
        call.Settings.Take("fill_mode");
        call.Settings.Take("fill_value");
        call.Settings.Take("antialias");
        if (call.Image is { } image && image.Height == height && image.Width == width)
        {
            return call.Input;
        }

        call.Settings.Obstacle($"brings images to {height}x{width}", "images that have that size already can be imported");
        return new Signal(null, call.Image is { } other ? [height, width, other.Channels] : null);
    }

    private static int[]? Grown(LayerCall call, Sides sides, int sign)
    {
        if (call.Image is not { } image)
        {
            return null;
        }

        int[] shape = [image.Height + (sign * (sides.Top + sides.Bottom)), image.Width + (sign * (sides.Left + sides.Right)), image.Channels];
        return Math.Min(Math.Min(sides.Top, sides.Bottom), Math.Min(sides.Left, sides.Right)) >= 0 && shape[0] > 0 && shape[1] > 0
            ? shape
            : throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' leaves nothing of its images");
    }
}
