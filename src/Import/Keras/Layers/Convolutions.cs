using System;
using System.Collections.Generic;
using NetGen.Import.Declaration;
using NetGen.Import.Files;

namespace NetGen.Import.Keras.Layers;

/// <summary>Convolutions that mix channels.</summary>
internal static class Convolutions
{
    public static Signal Conv2D(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int filters = settings.Integer("filters");
        int groups = settings.Integer("groups", 1);
        bool useBias = settings.Flag("use_bias", true);
        Window window = WindowOf(call, settings.Extent("kernel_size"));
        KerasFunction function = KerasFunctions.Read(settings, "activation", call.Layer.Name, call.Dialect);
        DraftLayer layer = DraftLayers.Conv2D(call.Layer.Name, filters, window, groups, useBias, function.Name);
        call.Training.Set(layer, "kernel", "Kernel", "GlorotUniform", [0, 1, 2]);
        SetBias(call, layer, filters, useBias);
        int[]? kernel = call.Image is { } image ? [window.Size.Height, window.Size.Width, Divided(call, image.Channels, groups), filters] : null;
        call.Weigh(layer, "kernel", kernel);
        WeighBias(call, layer, filters, useBias);
        return call.WithFunction(call.Add(layer, OutputOf(call, window, filters)), function);
    }

    public static Signal Conv2DTranspose(LayerCall call)
    {
        LayerSettings settings = call.Settings;
        int filters = settings.Integer("filters");
        bool useBias = settings.Flag("use_bias", true);
        var window = new Window(settings.Extent("kernel_size"))
        {
            Strides = settings.Extent("strides", Extent.One),
            Dilation = settings.Extent("dilation_rate", Extent.One),
            IsSame = settings.IsSame(),
        };
        Extent? outputPadding = settings.Take("output_padding") is null ? null : settings.Extent("output_padding");
        KerasFunction function = KerasFunctions.Read(settings, "activation", call.Layer.Name, call.Dialect);
        DraftLayer layer = DraftLayers.Conv2DTranspose(call.Layer.Name, filters, window, outputPadding, useBias, function.Name);
        call.Training.Set(layer, "kernel", "Kernel", "GlorotUniform", [0, 1, 3]);
        SetBias(call, layer, filters, useBias);
        call.Weigh(layer, "kernel", call.Image is { } image ? [window.Size.Height, window.Size.Width, filters, image.Channels] : null);
        WeighBias(call, layer, filters, useBias);
        int[]? shape = call.Image is { } size
            ? [
                Enlarged(call, size.Height, window.Size.Height, window.Strides.Height, window.Dilation.Height, window.IsSame, outputPadding?.Height),
                Enlarged(call, size.Width, window.Size.Width, window.Strides.Width, window.Dilation.Width, window.IsSame, outputPadding?.Width),
                filters,
            ]
            : null;
        return call.WithFunction(call.Add(layer, shape), function);
    }

    /// <summary>How a convolution's window moves. "Same" padding of an even kernel, which has no centre, is said by numbers.</summary>
    public static Window WindowOf(LayerCall call, Extent size)
    {
        LayerSettings settings = call.Settings;
        var window = new Window(size)
        {
            Strides = settings.Extent("strides", Extent.One),
            Dilation = settings.Extent("dilation_rate", Extent.One),
            IsSame = settings.IsSame(),
        };
        CheckSizes(call, size.Height, window.Strides.Height, window.Dilation.Height);
        CheckSizes(call, size.Width, window.Strides.Width, window.Dilation.Width);
        bool isEven = size.Height % 2 == 0 || size.Width % 2 == 0;
        return isEven ? ByNumbers(call, window) : Padded(call, window);
    }

    /// <summary>A window with the padding that stands before it in the file, said as it was declared.</summary>
    public static Window Padded(LayerCall call, Window window)
    {
        if (call.Dialect.Hints.IsByNumbers(call.Layer))
        {
            return ByNumbers(call, window);
        }

        bool isSame = call.Dialect.Hints.IsAsSame(call.Layer) && call.Input.Pad == ByNumbers(call, window with { IsSame = true }).Pad;
        return isSame ? window with { IsSame = true } : call.Input.Pad.IsNone ? window : window with { Pad = call.Input.Pad };
    }

    /// <summary>A window whose "same" padding is said by numbers.</summary>
    private static Window ByNumbers(LayerCall call, Window window)
    {
        if (!window.IsSame || call.Image is not { } image)
        {
            return call.Input.Pad.IsNone ? window : window with { Pad = call.Input.Pad };
        }

        (int top, int bottom) = SamePad(image.Height, window.Size.Height, window.Strides.Height, window.Dilation.Height);
        (int left, int right) = SamePad(image.Width, window.Size.Width, window.Strides.Width, window.Dilation.Width);
        return window with { IsSame = false, Pad = new Sides(top, bottom, left, right) };
    }

    /// <summary>The shape behind a convolution or pooling.</summary>
    public static IReadOnlyList<int>? OutputOf(LayerCall call, Window window, int channels) => call.Image is { } image
        ? [
            Places(call, image.Height, window.Size.Height, window.Strides.Height, window.Dilation.Height, window.IsSame, window.Pad.Top + window.Pad.Bottom),
            Places(call, image.Width, window.Size.Width, window.Strides.Width, window.Dilation.Width, window.IsSame, window.Pad.Left + window.Pad.Right),
            channels,
        ]
        : null;

    public static void SetBias(LayerCall call, DraftLayer layer, int filters, bool useBias)
    {
        call.Training.Set(layer, "bias", "Bias", "Zeros", [0], useBias);
        call.Training.SetActivity(layer);
        call.SetTrainable(layer);
        if (filters < 1)
        {
            throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' has {filters} outputs");
        }
    }

    public static void WeighBias(LayerCall call, DraftLayer layer, int filters, bool useBias)
    {
        if (useBias)
        {
            call.Weigh(layer, "bias", call.Shape is null ? null : [filters]);
        }
    }

    private static int Divided(LayerCall call, int channels, int groups) => groups >= 1 && channels % groups == 0
        ? channels / groups
        : throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' has {groups} groups of {channels} channels");

    private static (int Before, int After) SamePad(int length, int kernel, int stride, int dilation)
    {
        int places = (length + stride - 1) / stride;
        int total = Math.Max(((places - 1) * stride) + ((kernel - 1) * dilation) + 1 - length, 0);
        return (total / 2, total - (total / 2));
    }

    private static int Places(LayerCall call, int length, int kernel, int stride, int dilation, bool isSame, int pad)
    {
        CheckSizes(call, kernel, stride, dilation);
        int reach = ((kernel - 1) * dilation) + 1;
        int places = isSame ? (length + stride - 1) / stride : length + pad < reach ? 0 : ((length + pad - reach) / stride) + 1;
        return places > 0 ? places : throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' has a window of {reach} over images of {length}");
    }

    private static int Enlarged(LayerCall call, int length, int kernel, int stride, int dilation, bool isSame, int? outputPadding)
    {
        CheckSizes(call, kernel, stride, dilation);
        int reach = ((kernel - 1) * dilation) + 1;
        return outputPadding is { } more
            ? ((length - 1) * stride) + reach - (isSame ? 2 * (reach / 2) : 0) + more
            : (length * stride) + (isSame ? 0 : Math.Max(reach - stride, 0));
    }

    private static void CheckSizes(LayerCall call, int kernel, int stride, int dilation)
    {
        if (kernel < 1 || stride < 1 || dilation < 1)
        {
            throw new FormatException($"the layer '{FileText.Of(call.Layer.Name)}' has a window, strides or dilation below 1");
        }
    }
}
