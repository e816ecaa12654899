using System.Collections.Generic;
using System.Linq;

namespace NetGen.Import.Declaration;

/// <summary>NetGen's layers as all importers make them; activations by the names of NetGen's enum. Inputs and weights are given afterwards.</summary>
internal static class DraftLayers
{
    public static DraftLayer Conv2D(string origin, int filters, Window window, int groups = 1, bool useBias = true, string? activation = null) =>
        new DraftLayer("Conv2D", origin).With("filters", filters).WithExtent(window.Size, "kernelSize", "Kernel")
            .SetWindow(window, Extent.One).Says("groups", groups).Set("Groups", groups, 1).SetActivation(activation).Set("UseBias", useBias, true);

    /// <param name="origin">What the file calls it.</param>
    /// <param name="filters">Channels that go out.</param>
    /// <param name="window">Its window; it takes no padding by number.</param>
    /// <param name="outputPadding">Rows and columns more; null for Keras's choice.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="activation">The function behind it.</param>
    public static DraftLayer Conv2DTranspose(
        string origin, int filters, Window window, Extent? outputPadding = null, bool useBias = true, string? activation = null)
    {
        DraftLayer layer = new DraftLayer("Conv2DTranspose", origin).With("filters", filters).WithExtent(window.Size, "kernelSize", "Kernel")
            .SetWindow(window, Extent.One);
        if (outputPadding is { } padding)
        {
            layer.SetExtent(padding, new Extent(-1, -1), "OutputPadding", "OutputPadding");
        }

        return layer.SetActivation(activation).Set("UseBias", useBias, true);
    }

    public static DraftLayer DepthwiseConv2D(string origin, Window window, int depthMultiplier = 1, bool useBias = true, string? activation = null) =>
        new DraftLayer("DepthwiseConv2D", origin).WithExtent(window.Size, "kernelSize", "Kernel")
            .SetWindow(window, Extent.One).Set("DepthMultiplier", depthMultiplier, 1).SetActivation(activation).Set("UseBias", useBias, true);

    public static DraftLayer SeparableConv2D(
        string origin, int filters, Window window, int depthMultiplier = 1, bool useBias = true, string? activation = null) =>
        new DraftLayer("SeparableConv2D", origin).With("filters", filters).WithExtent(window.Size, "kernelSize", "Kernel")
            .SetWindow(window, Extent.One).Set("DepthMultiplier", depthMultiplier, 1).SetActivation(activation).Set("UseBias", useBias, true);

    public static DraftLayer Dense(string origin, int units, bool useBias = true, string? activation = null) =>
        new DraftLayer("Dense", origin).With("units", units).SetActivation(activation).Set("UseBias", useBias, true);

    public static DraftLayer MaxPooling2D(string origin, Window window) => Pooling("MaxPooling2D", origin, window);

    public static DraftLayer AveragePooling2D(string origin, Window window, bool countIncludePad = false) =>
        Pooling("AveragePooling2D", origin, window).Set("CountIncludePad", countIncludePad, false);

    public static DraftLayer GlobalAveragePooling2D(string origin, bool keepDims = false) =>
        new DraftLayer("GlobalAveragePooling2D", origin).Set("KeepDims", keepDims, false);

    public static DraftLayer GlobalMaxPooling2D(string origin, bool keepDims = false) =>
        new DraftLayer("GlobalMaxPooling2D", origin).Set("KeepDims", keepDims, false);

    public static DraftLayer BatchNormalization(string origin, double epsilon, double momentum = 0.99, bool center = true, bool scale = true) =>
        new DraftLayer("BatchNormalization", origin).Says("epsilon", epsilon).Set("Momentum", momentum, 0.99).Set("Epsilon", epsilon, 1e-3)
            .Set("Center", center, true).Set("Scale", scale, true);

    public static DraftLayer LayerNormalization(string origin, IReadOnlyList<int> axis, double epsilon, bool center = true, bool scale = true)
    {
        var layer = new DraftLayer("LayerNormalization", origin);
        if (!axis.SequenceEqual([-1]))
        {
            layer.With("axis", axis.ToArray());
        }

        return layer.Says("epsilon", epsilon).Set("Epsilon", epsilon, 1e-3).Set("Center", center, true).Set("Scale", scale, true);
    }

    public static DraftLayer GroupNormalization(string origin, int groups, double epsilon, bool center = true, bool scale = true) =>
        new DraftLayer("GroupNormalization", origin).Says("groups", groups).Says("epsilon", epsilon).Set("Groups", groups, 32).Set("Epsilon", epsilon, 1e-3)
            .Set("Center", center, true).Set("Scale", scale, true);

    public static DraftLayer Activation(string origin, string function, double? negativeSlope = null)
    {
        DraftLayer layer = new DraftLayer("Activation", origin).Says("activation", function).With("function", new ImportedMember("Activation", function));
        return negativeSlope is { } slope ? layer.Says("negative_slope", slope).Set("NegativeSlope", slope, 0.2) : layer;
    }

    public static DraftLayer ReLU(string origin, double? maxValue = null, double negativeSlope = 0, double threshold = 0)
    {
        DraftLayer layer = new("ReLU", origin);
        if (maxValue is { } limit)
        {
            layer.Arguments.Add(new ImportedArgument("MaxValue", limit));
        }

        return layer.Says("max_value", maxValue).Says("negative_slope", negativeSlope).Says("threshold", threshold)
            .Set("NegativeSlope", negativeSlope, 0).Set("Threshold", threshold, 0);
    }

    public static DraftLayer LeakyReLU(string origin, double negativeSlope) =>
        OneNumber("LeakyReLU", origin, "negativeSlope", negativeSlope, 0.3).Says("negative_slope", negativeSlope);

    public static DraftLayer ELU(string origin, double alpha) => OneNumber("ELU", origin, "alpha", alpha, 1).Says("alpha", alpha);

    public static DraftLayer PReLU(string origin, IReadOnlyList<int> sharedAxes)
    {
        var layer = new DraftLayer("PReLU", origin);
        if (sharedAxes.Count > 0)
        {
            layer.Arguments.Add(new ImportedArgument("SharedAxes", sharedAxes.ToArray()));
        }

        return layer;
    }

    public static DraftLayer Flatten(string origin) => new("Flatten", origin);

    public static DraftLayer Reshape(string origin, IReadOnlyList<int> shape)
    {
        var layer = new DraftLayer("Reshape", origin);
        string[] parameters = shape.Count switch { 1 => ["features"], 2 => ["rows", "features"], _ => ["height", "width", "channels"] };
        for (int i = 0; i < parameters.Length; i++)
        {
            layer.With(parameters[i], shape[i]);
        }

        return layer;
    }

    /// <param name="origin">What the file calls it.</param>
    /// <param name="axes">The axes in their new order, from 1, as Keras counts them.</param>
    public static DraftLayer Permute(string origin, IReadOnlyList<int> axes)
    {
        var layer = new DraftLayer("Permute", origin);
        string[] parameters = ["first", "second", "third"];
        for (int i = 0; i < axes.Count; i++)
        {
            layer.With(parameters[i], axes[i]);
        }

        return layer;
    }

    public static DraftLayer ZeroPadding2D(string origin, Sides sides) => Border("ZeroPadding2D", origin, "padding", sides);

    public static DraftLayer Cropping2D(string origin, Sides sides) => Border("Cropping2D", origin, "cropping", sides);

    public static DraftLayer UpSampling2D(string origin, Extent size, bool isBilinear)
    {
        DraftLayer layer = new DraftLayer("UpSampling2D", origin).Says("size", size.Sizes).Says("interpolation", isBilinear ? "bilinear" : "nearest");
        if (!size.IsSquare)
        {
            layer.With("height", size.Height).With("width", size.Width);
        }
        else
        {
            layer.With("size", size.Height);
        }

        return isBilinear ? layer.Set("Interpolation", new ImportedMember("Interpolation", "Bilinear"), new ImportedMember("Interpolation", "Nearest")) : layer;
    }

    public static DraftLayer Rescaling(string origin, double scale, double offset)
    {
        DraftLayer layer = new DraftLayer("Rescaling", origin).Says("scale", scale).Says("offset", offset).With("scale", scale);
        return offset == 0 ? layer : layer.With("offset", offset);
    }

    /// <param name="kind">Dropout and its kin, which have one rate.</param>
    /// <param name="origin">What the file calls it.</param>
    /// <param name="rate">The share of values.</param>
    public static DraftLayer Dropout(string kind, string origin, double rate) => new DraftLayer(kind, origin).With("rate", rate);

    public static DraftLayer GaussianNoise(string origin, double standardDeviation) =>
        new DraftLayer("GaussianNoise", origin).With("stddev", standardDeviation);

    /// <param name="kind">Add, Subtract, Multiply, Average, Maximum or Minimum.</param>
    /// <param name="origin">What the file calls it.</param>
    public static DraftLayer Merge(string kind, string origin) => new(kind, origin);

    public static DraftLayer Concatenate(string origin, int axis) => new DraftLayer("Concatenate", origin).Set("Axis", axis, -1);

    private static DraftLayer OneNumber(string kind, string origin, string parameter, double value, double byDefault)
    {
        var layer = new DraftLayer(kind, origin);
        return value == byDefault ? layer : layer.With(parameter, value);
    }

    private static DraftLayer Pooling(string kind, string origin, Window window)
    {
        DraftLayer layer = new DraftLayer(kind, origin).Says("pool_size", window.Size.Sizes);
        if (window.Size != new Extent(2, 2))
        {
            layer.WithExtent(window.Size, "poolSize", "Pool");
        }

        return layer.SetWindow(window, window.Size);
    }

    private static DraftLayer Border(string kind, string origin, string parameter, Sides sides)
    {
        DraftLayer layer = new(kind, origin);
        if (sides.IsEven)
        {
            return layer.With(parameter, sides.Top);
        }

        return sides.Top == sides.Bottom && sides.Left == sides.Right
            ? layer.With("height", sides.Top).With("width", sides.Left)
            : layer.Set("Top", sides.Top, 0).Set("Bottom", sides.Bottom, 0).Set("Left", sides.Left, 0).Set("Right", sides.Right, 0);
    }
}
