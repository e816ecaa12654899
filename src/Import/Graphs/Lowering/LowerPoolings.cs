using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>Poolings over windows and over whole images.</summary>
internal static class LowerPoolings
{
    public static void Pooling(LoweringContext context, GraphNode node)
    {
        if (context.IsMoreThanFirstNeeded(node))
        {
            context.Refuse(node, "puts out where the largest values lie", "the values alone can be imported");
            return;
        }

        if (context.Find(node.Input(0)) is not { } value || context.ToImage(node, value) is not { } image)
        {
            return;
        }

        if (WindowPlan.Two(node, "kernel_shape") is not { } size || WindowPlan.Of(node, new Extent(image.Shape[0], image.Shape[1]), size) is not { } plan
            || plan.Output.Height < 1 || plan.Output.Width < 1 || plan.Pad.Top < 0 || plan.Pad.Bottom < 0 || plan.Pad.Left < 0 || plan.Pad.Right < 0)
        {
            context.Refuse(node, "has a window that does not fit its image, or no window over two axes",
                "kernel_shape, strides and pads of two axes, from 0 on, can be imported");
            return;
        }

        if (plan.Dilation != Extent.One)
        {
            context.Refuse(node, "has dilations above 1", "poolings whose cells lie side by side can be imported");
            return;
        }

        bool isMean = node.Kind == "AveragePool";
        bool countsPadding = isMean && node.Integer("count_include_pad", 0) != 0 && !plan.Pad.IsNone;
        if (countsPadding && node.Integer("ceil_mode", 0) != 0)
        {
            context.Refuse(node, "counts its padding and rounds its size up", "one of count_include_pad and ceil_mode must be 0");
            return;
        }

        bool holdsPaddingAlone = !countsPadding
            && (plan.Pad.Top >= size.Height || plan.Pad.Left >= size.Width || ((plan.Output.Height - 1) * plan.Strides.Height) - plan.Pad.Top >= image.Shape[0]
                || ((plan.Output.Width - 1) * plan.Strides.Width) - plan.Pad.Left >= image.Shape[1]);
        if (holdsPaddingAlone)
        {
            context.Refuse(node, "has windows that hold padding alone", "every window must hold a pixel");
            return;
        }

        Hint hint = context.Hint(node);
        bool isSame = !countsPadding && (hint.IsNone ? plan.IsSame : hint.IsSame);
        var window = new Window(size) { Strides = plan.Strides, IsSame = isSame, Pad = isSame ? default : plan.Pad };
        DraftLayer layer = isMean ? DraftLayers.AveragePooling2D(node.Name, window, countsPadding) : DraftLayers.MaxPooling2D(node.Name, window);
        context.Set(node.Output, Lowered.Image(context.Append(node, layer, image), plan.Output, image.Shape[2], LowerConvolutions.IsChannelsLast(node)));
    }

    public static void Global(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is { } value && context.ToImage(node, value) is { } image)
        {
            Append(context, node, image, node.Kind == "GlobalAveragePool", [1, .. image.Sizes.Select((size, axis) => image.Map[axis] == 2 ? size : 1)]);
        }
    }

    /// <summary>A mean or maximum over the rows and columns of an image.</summary>
    public static void Reduction(LoweringContext context, GraphNode node)
    {
        if (context.Find(node.Input(0)) is not { } value)
        {
            return;
        }

        int rank = value.Sizes.Length + 1;
        int[] axes = ShapeInference.ReducedAxes(node, rank) ?? [];
        bool isOfImage = !node.IsComputed(1) && value.IsImage && value.Unflattened is null && axes.Length == 2 && !axes.Contains(0)
            && axes.Select(axis => value.Map[axis - 1]).OrderBy(axis => axis).SequenceEqual([0, 1]) && node.Output.Shape is not null;
        if (!isOfImage)
        {
            context.Refuse(node, $"reduces the axes {ShapeText.Of(axes)} of {rank}", "means and maxima over the rows and columns of an image can be imported");
            return;
        }

        Append(context, node, value, node.Kind == "ReduceMean", node.Output.Shape!);
    }

    /// <summary>A vector where all that read it want one, and an image of one pixel else.</summary>
    private static void Append(LoweringContext context, GraphNode node, Lowered image, bool isMean, int[] shape)
    {
        int channels = image.Shape[2];
        int[] sizes = [.. shape.Skip(1)];
        bool keepsAxes = sizes.Length == 3 && (context.Hint(node) is { IsNone: false } hint
            ? hint.IsWhole
            : !context.Graph.Outputs.Contains(node.Output) && !node.Output.Readers.All(IsFlattening));
        DraftLayer layer = context.Append(
            node, isMean ? DraftLayers.GlobalAveragePooling2D(node.Name, keepsAxes) : DraftLayers.GlobalMaxPooling2D(node.Name, keepsAxes), image);
        int own = keepsAxes ? 2 : 0;
        int[] map = sizes.Length == 1 ? [own] : [.. image.Map.Select(axis => axis == 2 ? own : keepsAxes ? axis : -1)];
        context.Set(node.Output, new Lowered(layer, keepsAxes ? [1, 1, channels] : [channels], sizes, map));
    }

    private static bool IsFlattening(GraphNode node) => node.Kind is "Flatten" or "Reshape" or "Squeeze" && node.Output.Shape is { Length: 2 };
}
