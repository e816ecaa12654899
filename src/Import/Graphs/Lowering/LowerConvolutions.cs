using System;
using System.Linq;
using NetGen.Import.Declaration;

namespace NetGen.Import.Graphs.Lowering;

/// <summary>Convolutions, grouped and depthwise ones too, and the transposed.</summary>
internal static class LowerConvolutions
{
    public static void Convolution(LoweringContext context, GraphNode node)
    {
        if (Operands(context, node) is not { } found)
        {
            return;
        }

        (Lowered image, GraphTensor kernel, float[]? bias) = found;
        int channels = image.Shape[2];
        int groups = node.Integer("group", 1);
        int filters = kernel.Shape[0];
        if (groups < 1 || kernel.Shape[1] * groups != channels || filters % groups != 0)
        {
            context.Refuse(node, $"has a kernel of shape {ShapeText.Of(kernel.Shape)} in {groups} groups for {channels} channels",
                "the kernel's channels, times the groups, must be the image's");
            return;
        }

        if (WindowPlan.Of(node, new Extent(image.Shape[0], image.Shape[1]), new Extent(kernel.Shape[2], kernel.Shape[3])) is not { } plan
            || plan.Output.Height < 1 || plan.Output.Width < 1)
        {
            context.Refuse(
                node, "has a window that does not fit its image, or no window over two axes", "strides, dilations and pads of two axes can be imported");
            return;
        }

        Hint hint = context.Hint(node);
        bool isDepthwise = hint.IsNone ? groups == channels && groups > 1 : hint.Kind is "DepthwiseConv2D" or "SeparableConv2D" && !IsPointwise(hint, node);
        if (WindowOf(context, node, plan) is not { } window)
        {
            return;
        }

        if (!isDepthwise && plan.Strides != Extent.One && plan.Dilation != Extent.One)
        {
            Dilated(context, node, image, kernel, bias, groups, plan);
            return;
        }

        if (isDepthwise)
        {
            Depthwise(context, node, image, kernel, bias, window, plan);
            return;
        }

        if (hint.Kind == "SeparableConv2D" && SeparableParts.Take(context, node, image, kernel, bias, filters) is { } separable)
        {
            context.Set(node.Output, Lowered.Image(separable, new Extent(image.Shape[0], image.Shape[1]), filters, IsChannelsLast(node)));
            return;
        }

        DraftLayer layer = DraftLayers.Conv2D(node.Name, filters, window, groups, bias is not null, node.Activation)
            .Weighing("kernel", [kernel.Shape[2], kernel.Shape[3], kernel.Shape[1], filters], kernel.Transpose(2, 3, 1, 0).Floats);
        Finish(context, node, layer, image, bias, plan.Output, filters);
    }

    public static void Transposed(LoweringContext context, GraphNode node)
    {
        if (Operands(context, node) is not { } found)
        {
            return;
        }

        (Lowered image, GraphTensor kernel, float[]? bias) = found;
        if (node.Integer("group", 1) != 1 || kernel.Shape[0] != image.Shape[2])
        {
            context.Refuse(node, $"has {node.Integer("group", 1)} groups", "transposed convolutions of one group, over all channels, can be imported");
            return;
        }

        if (TransposedPlan.Of(node, new Extent(image.Shape[0], image.Shape[1]), new Extent(kernel.Shape[2], kernel.Shape[3])) is not { } plan)
        {
            context.Refuse(
                node, "has attributes that are not those of a window over two axes", "strides, dilations, pads and output_padding of two axes can be imported");
            return;
        }

        if (plan.Strides != Extent.One && plan.Dilation != Extent.One)
        {
            context.Refuse(node, "has strides and dilations above 1", "one of the two must be 1");
            return;
        }

        if (TransposedChoice.Of(plan, new Extent(image.Shape[0], image.Shape[1]), context.Hint(node)) is not { } choice)
        {
            context.Refuse(
                node, $"has the pads {ShapeText.Of(node.Integers("pads") ?? [])} and the output padding {ShapeText.Of(node.Integers("output_padding") ?? [])}",
                "an output padding below the strides, and pads that cut off rather than add, can be imported");
            return;
        }

        int filters = kernel.Shape[1];
        var window = new Window(new Extent(kernel.Shape[2], kernel.Shape[3])) { Strides = plan.Strides, Dilation = plan.Dilation, IsSame = choice.IsSame };
        DraftLayer layer = DraftLayers.Conv2DTranspose(node.Name, filters, window, choice.OutputPadding, bias is not null, node.Activation)
            .Weighing("kernel", [kernel.Shape[2], kernel.Shape[3], filters, kernel.Shape[0]], kernel.Transpose(2, 3, 1, 0).Floats);
        if (bias is not null)
        {
            layer.Weighing("bias", [filters], bias);
        }

        Lowered whole = Lowered.Image(context.Append(node, layer, image), plan.Output, filters, IsChannelsLast(node));
        context.Set(node.Output, choice.Crop.IsNone ? whole : whole.By(context.Append(DraftLayers.Cropping2D(node.Name, choice.Crop), whole)));
    }

    public static bool IsChannelsLast(GraphNode node) => node.Integer("channels_last", 0) != 0;

    /// <summary>The image, the kernel and the bias; null where one of them is none, which has been said then.</summary>
    private static (Lowered Image, GraphTensor Kernel, float[]? Bias)? Operands(LoweringContext context, GraphNode node)
    {
        if (node.Constant(1) is not { } kernel || node.IsComputed(2))
        {
            context.Refuse(node, "computes its weights", "weights that are constants can be imported");
            return null;
        }

        if (context.Find(node.Input(0)) is not { } value)
        {
            return null;
        }

        if (kernel.Rank != 4 || kernel.Shape.Contains(0))
        {
            context.Refuse(node, $"has a kernel of {kernel.Rank - 2} dimensions", "two-dimensional convolutions can be imported");
            return null;
        }

        int filters = node.Kind == "ConvTranspose" ? kernel.Shape[1] * node.Integer("group", 1) : kernel.Shape[0];
        if (node.Constant(2) is { } bias && bias.Count != filters)
        {
            context.Refuse(node, $"has a bias of {bias.Count} values for {filters} filters", "a value for each filter can be imported");
            return null;
        }

        return context.ToImage(node, value) is { } image ? (image, kernel, node.Constant(2)?.Floats) : null;
    }

    /// <summary>A window with its padding as a person would write it: "same" where it is that, numbers else.</summary>
    private static Window? WindowOf(LoweringContext context, GraphNode node, WindowPlan plan)
    {
        Sides pad = plan.Pad;
        if (pad.Top < 0 || pad.Bottom < 0 || pad.Left < 0 || pad.Right < 0)
        {
            context.Refuse(node, "has pads below 0", "pads from 0 on can be imported");
            return null;
        }

        Hint hint = context.Hint(node);

        // An even kernel has no centre: under Padding.Same it would be an error (NG0202), and numbers say the same.
        bool isOdd = plan.Size.Height % 2 == 1 && plan.Size.Width % 2 == 1;
        bool isSame = hint.IsNone ? plan.IsSame && isOdd : hint.IsSame;
        return new Window(plan.Size) { Strides = plan.Strides, Dilation = plan.Dilation, IsSame = isSame, Pad = isSame ? default : pad };
    }

    /// <summary>Keras has no strides together with dilations: every pixel is computed, and those between the strides are left out.</summary>
    private static void Dilated(LoweringContext context, GraphNode node, Lowered image, GraphTensor kernel, float[]? bias, int groups, WindowPlan plan)
    {
        int filters = kernel.Shape[0];
        Extent whole = new(
            image.Shape[0] + plan.Pad.Top + plan.Pad.Bottom - plan.Reach.Height + 1, image.Shape[1] + plan.Pad.Left + plan.Pad.Right - plan.Reach.Width + 1);
        DraftLayer layer = DraftLayers.Conv2D(
            node.Name, filters, new Window(plan.Size) { Dilation = plan.Dilation, Pad = plan.Pad }, groups, bias is not null, node.Activation)
            .Weighing("kernel", [kernel.Shape[2], kernel.Shape[3], kernel.Shape[1], filters], kernel.Transpose(2, 3, 1, 0).Floats);
        Finish(context, node, layer, image, bias, whole, filters);
        Lowered all = context.Find(node.Output)!;
        DraftLayer taken = context.Append(DraftLayers.MaxPooling2D(node.Name, new Window(Extent.One) { Strides = plan.Strides }), all);
        context.Set(node.Output, Lowered.Image(taken, plan.Output, filters, IsChannelsLast(node)));
    }

    private static bool IsPointwise(Hint hint, GraphNode node) => hint.Kind == "SeparableConv2D" && node.Name.EndsWith("/pointwise", StringComparison.Ordinal);

    private static void Depthwise(LoweringContext context, GraphNode node, Lowered image, GraphTensor kernel, float[]? bias, Window window, WindowPlan plan)
    {
        int channels = image.Shape[2];
        int filters = kernel.Shape[0];
        int multiplier = filters / channels;
        GraphTensor weights = kernel.With([channels, multiplier, kernel.Shape[2], kernel.Shape[3]]).Transpose(2, 3, 0, 1);
        if (context.Hint(node).Kind == "SeparableConv2D")
        {
            SeparableParts.Begin(node, window, multiplier, weights);
            context.Set(node.Output, Lowered.Image(image.Layer, plan.Output, filters, IsChannelsLast(node)));
            return;
        }

        DraftLayer layer = DraftLayers.DepthwiseConv2D(node.Name, window, multiplier, bias is not null, node.Activation)
            .Weighing("kernel", weights.Shape, weights.Floats);
        Finish(context, node, layer, image, bias, plan.Output, filters);
    }

    private static void Finish(LoweringContext context, GraphNode node, DraftLayer layer, Lowered image, float[]? bias, Extent output, int filters)
    {
        if (bias is not null)
        {
            layer.Weighing("bias", [filters], bias);
        }

        context.Set(node.Output, Lowered.Image(context.Append(node, layer, image), output, filters, IsChannelsLast(node)));
    }
}
