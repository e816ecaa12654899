namespace NetGen.Import.Declaration;

/// <summary>Arguments that several kinds of layers have, each written as a person would: sizes once where height and width are equal, and nothing that is the default.</summary>
internal static class LayerArguments
{
    /// <summary>A size of the constructor's where it is square, or else two properties: "kernelSize", KernelHeight, KernelWidth.</summary>
    public static DraftLayer WithExtent(this DraftLayer layer, Extent extent, string parameter, string stem)
    {
        if (extent.IsSquare)
        {
            return layer.With(parameter, extent.Height);
        }

        layer.Arguments.Add(new ImportedArgument(stem + "Height", extent.Height));
        layer.Arguments.Add(new ImportedArgument(stem + "Width", extent.Width));
        return layer;
    }

    /// <summary>A size as one property or two: Strides, StrideHeight, StrideWidth.</summary>
    public static DraftLayer SetExtent(this DraftLayer layer, Extent extent, Extent byDefault, string property, string stem)
    {
        if (extent == byDefault)
        {
            return layer;
        }

        if (extent.IsSquare)
        {
            layer.Arguments.Add(new ImportedArgument(property, extent.Height));
            return layer;
        }

        layer.Arguments.Add(new ImportedArgument(stem + "Height", extent.Height));
        layer.Arguments.Add(new ImportedArgument(stem + "Width", extent.Width));
        return layer;
    }

    /// <summary>Strides, dilation and padding.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="window">How its window moves.</param>
    /// <param name="strides">What the strides are by default: 1, or a pooling's own size.</param>
    public static DraftLayer SetWindow(this DraftLayer layer, Window window, Extent strides)
    {
        layer.Says("strides", window.Strides.Sizes).Says("dilation_rate", window.Dilation.Sizes);
        layer.SetExtent(window.Strides, strides, "Strides", "Stride");
        layer.SetExtent(window.Dilation, Extent.One, "Dilation", "Dilation");
        if (window.IsSame)
        {
            layer.Arguments.Add(new ImportedArgument("Padding", new ImportedMember("Padding", "Same")));
        }

        Sides pad = window.Pad;
        if (pad.IsEven)
        {
            return layer.Set("Pad", pad.Top, 0);
        }

        return layer.Set("PadTop", pad.Top, 0).Set("PadBottom", pad.Bottom, 0).Set("PadLeft", pad.Left, 0).Set("PadRight", pad.Right, 0);
    }

    /// <summary>A function of NetGen's enum: "ReLU"; null or "Linear" for none.</summary>
    public static DraftLayer SetActivation(this DraftLayer layer, string? function)
    {
        layer.Says("activation", function ?? "Linear");
        if (function is not (null or "Linear"))
        {
            layer.Arguments.Add(new ImportedArgument("Activation", new ImportedMember("Activation", function)));
        }

        return layer;
    }
}
