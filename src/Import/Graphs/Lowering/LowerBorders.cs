using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>What adds rows and columns to images, takes them away, or repeats them.</summary>
internal static class LowerBorders
{
    public static void Pad(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        string mode = node.Text("mode", "constant");
        double? filling = node.IsComputed(2) ? null : node.NumberOrInput("value", 2) ?? 0;
        if (mode != "constant" || filling != 0)
        {
            context.Refuse(node, mode != "constant" ? $"has the mode '{mode}'" : "fills with another number than 0", "padding by zeros can be imported");
            return;
        }

        if (PadPlan.Of(node, value.Sizes.Length + 1) is not { } plan)
        {
            context.Refuse(node, "computes its pads, or has them for another number of axes", "constant pads can be imported");
            return;
        }

        if (plan.Before[0] != 0 || plan.After[0] != 0 || value.Sizes.Length != 3 || context.ToImage(node, value) is not { } image || !IsOfPixels(image, plan))
        {
            context.Refuse(node, "pads other axes than the rows and columns of an image", "rows and columns can be padded");
            return;
        }

        (int top, int bottom, int left, int right) = Sides(image, plan.Before, plan.After);
        var added = new Sides(Math.Max(top, 0), Math.Max(bottom, 0), Math.Max(left, 0), Math.Max(right, 0));
        var cut = new Sides(Math.Max(-top, 0), Math.Max(-bottom, 0), Math.Max(-left, 0), Math.Max(-right, 0));
        Lowered result = cut.IsNone
            ? image
            : Resized(image, context.Append(node, DraftLayers.Cropping2D(node.Name, cut), image), -cut.Top - cut.Bottom, -cut.Left - cut.Right);
        result = added.IsNone
            ? result
            : Resized(result, context.Append(node, DraftLayers.ZeroPadding2D(node.Name, added), result), added.Top + added.Bottom, added.Left + added.Right);
        if (result.Shape[0] < 1 || result.Shape[1] < 1)
        {
            context.Refuse(node, "cuts off all of the image", "at least a pixel must be left");
            return;
        }

        context.Set(node.Output, result);
    }

    public static void Slice(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        int[] whole = [context.Graph.Batch, .. value.Sizes];
        bool isOfPixels = SlicePlan.Of(node, whole) is { } plan && plan.Steps.All(step => step == 1) && plan.Shape[0] == whole[0] && value.Sizes.Length == 3;
        if (!isOfPixels || SlicePlan.Of(node, whole) is not { } found || context.ToImage(node, value) is not { } image)
        {
            context.Refuse(node, "takes a part of other axes than the rows and columns of an image, or leaves places out between",
                "rows and columns at the sides of images can be cut off");
            return;
        }

        int[] after = [.. whole.Select((size, axis) => size - found.Starts[axis] - found.Shape[axis])];
        if (!IsOfPixels(image, new PadPlan(found.Starts, after)) || found.Shape.Contains(0))
        {
            context.Refuse(node, "takes a part of the channels, or nothing", "rows and columns at the sides of images can be cut off");
            return;
        }

        (int top, int bottom, int left, int right) = Sides(image, found.Starts, after);
        DraftLayer layer = context.Append(node, DraftLayers.Cropping2D(node.Name, new Sides(top, bottom, left, right)), image);
        context.Set(node.Output, Resized(image, layer, -top - bottom, -left - right));
    }

    public static void Resize(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        int[] whole = [context.Graph.Batch, .. value.Sizes];
        if (ResizePlan.Of(node, whole) is not { } plan || plan.Shape[0] != whole[0] || value.Sizes.Length != 3 || context.ToImage(node, value) is not { } image)
        {
            context.Refuse(node, "computes its scales or sizes, or has them for another number of axes", "constant scales of images can be imported");
            return;
        }

        int rows = 1 + Array.IndexOf(image.Map, 0);
        int columns = 1 + Array.IndexOf(image.Map, 1);
        int channels = 1 + Array.IndexOf(image.Map, 2);
        var size = new Extent(plan.Shape[rows] / whole[rows], plan.Shape[columns] / whole[columns]);
        bool isWhole = size.Height * whole[rows] == plan.Shape[rows] && size.Width * whole[columns] == plan.Shape[columns]
            && plan.Shape[channels] == whole[channels];
        if (!isWhole || size.Height < 1 || size.Width < 1)
        {
            context.Refuse(node, $"makes {ShapeText.Of(plan.Shape)} of {ShapeText.Of(whole)}", "rows and columns a whole number of times can be imported");
            return;
        }

        if (ResizeForm.Of(node, new Extent(whole[rows], whole[columns]), size) is not { } isBilinear)
        {
            context.Refuse(
                node, $"has the mode '{node.Text("mode", "nearest")}' with coordinates '{ResizeForm.Coordinates(node)}'",
                "'nearest' where it repeats pixels, and 'linear' with half-pixel coordinates, can be imported");
            return;
        }

        DraftLayer layer = context.Append(node, DraftLayers.UpSampling2D(node.Name, size, isBilinear), image);
        context.Set(node.Output, Resized(image, layer, image.Shape[0] * (size.Height - 1), image.Shape[1] * (size.Width - 1)));
    }

    private static bool IsOfPixels(Lowered image, PadPlan plan) =>
        !image.Map.Where((axis, i) => axis == 2 && (plan.Before[i + 1] != 0 || plan.After[i + 1] != 0)).Any();

    private static (int Top, int Bottom, int Left, int Right) Sides(Lowered image, int[] before, int[] after)
    {
        int rows = 1 + Array.IndexOf(image.Map, 0);
        int columns = 1 + Array.IndexOf(image.Map, 1);
        return (before[rows], after[rows], before[columns], after[columns]);
    }

    private static Lowered Resized(Lowered image, DraftLayer layer, int rows, int columns) => image with
    {
        Layer = layer,
        Shape = [image.Shape[0] + rows, image.Shape[1] + columns, image.Shape[2]],
        Sizes = [.. image.Sizes.Select((size, axis) => image.Map[axis] switch { 0 => size + rows, 1 => size + columns, _ => size })],
    };
}
