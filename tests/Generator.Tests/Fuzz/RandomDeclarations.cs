using System.Globalization;
using System.Linq;
using CsCheck;

namespace NetGen.Generator.Tests;

/// <summary>Declarations as someone might type them: most nearly right, some right, some absurd.</summary>
internal static class RandomDeclarations
{
    private static readonly Gen<string> Size = Gen.Frequency(
        (60, Gen.Int[1, 4].Select(Text)), (8, Gen.Int[5, 33].Select(Text)), (1, Gen.OneOf("0", "-3", "100000", "int.MaxValue", "int.MinValue")));

    private static readonly Gen<string> Number = Gen.OneOf("0", "0.5", "0.01", "1", "-1", "1e300", "double.NaN", "1.0 / 3", "double.NegativeInfinity", "0.99999999");

    private static readonly Gen<string> Strength = Gen.Frequency((9, Gen.OneOf("0", "0.25", "0.5")), (1, Number));

    private static readonly Gen<string> Padding = Argument("Padding", 2, "Padding.Same", "Padding.Same", "Padding.Valid", "(Padding)7");

    private static readonly Gen<string> Strides = Gen.Select(
        Argument("Strides", 4, "2", "3", "1", "2", "0", "100000", "int.MaxValue"), Argument("StrideHeight", 12, "2", "-1"), Argument("StrideWidth", 12, "1", "4"), Join);

    private static readonly Gen<string> Dilation = Gen.Select(
        Argument("Dilation", 12, "2", "1", "0"), Argument("DilationWidth", 16, "2", "int.MaxValue"), Argument("DilationHeight", 16, "3"), Join);

    private static readonly Gen<string> Function = Gen.Frequency(
        (20, Gen.Int[0, 10].Select(i => $"Activation.{(Activation)i}")), (1, Gen.OneOf("(Activation)(-1)", "(Activation)11", "(Activation)1")));

    private static readonly Gen<string> Weighted = Gen.Select(
        Optional("Activation", 2, Function),
        Argument("UseBias", 6, "false", "true"),
        Optional("KernelInitializer", 6, Gen.Int[0, 11].Select(i => i == 11 ? "(Initializer)11" : $"Initializer.{(Initializer)i}")),
        Gen.Select(Optional("KernelConstant", 12, Number), Optional("BiasConstant", 12, Number), Argument("BiasInitializer", 12, "Initializer.Orthogonal", "Initializer.Constant"), Join),
        Gen.Select(Optional("KernelL1", 12, Number), Optional("KernelL2", 8, Number), Optional("ActivityL2", 12, Number), Join),
        Gen.Select(Optional("KernelMaxNorm", 12, Number), Optional("BiasMaxNorm", 16, Number), Argument("KernelNonNegative", 12, "true", "false"), Join),
        Gen.Select(Argument("Trainable", 8, "false", "true"), Argument("Name", 12, "\"a\"", "\"conv2d\"", "\"a/b\"", "\"\"", "null"), (trainable, name) => trainable + name),
        (a, b, c, d, e, f, g) => a + b + c + d + e + f + g);

    private static readonly Gen<string> Augmentation = Gen.OneOf(
        Gen.OneOf("[RandomFlip]", "[RandomFlip(FlipMode.Vertical)]", "[RandomFlip((FlipMode)5)]"),
        Gen.Select(
            Gen.OneOf("RandomRotation", "RandomContrast", "RandomBrightness"),
            Strength,
            Optional("Lower", 4, Number),
            Optional("Upper", 4, Strength),
            (kind, factor, lower, upper) => $"[{kind}({factor}{lower}{upper})]"),
        Strength.Select(factor => $"[RandomZoom({factor})]"),
        Gen.Select(Size, Size, (height, width) => $"[RandomCrop({height}, {width})]"),
        Gen.Select(
            Gen.OneOf("RandomTranslation", "RandomZoom"),
            Strength,
            Strength,
            Argument("FillMode", 2, "FillMode.Constant", "FillMode.Wrap", "FillMode.Nearest", "(FillMode)9"),
            Gen.Select(Optional("FillValue", 6, Number), Argument("Interpolation", 4, "Interpolation.Nearest", "Interpolation.Bilinear", "(Interpolation)7"), (value, between) => value + between),
            (kind, height, width, mode, rest) => $"[{kind}({height}, {width}{mode}{rest})]"));

    private static readonly Gen<string> OnImages = Gen.Frequency(
        (6, Gen.Select(Size, Size, Padding, Strides, Dilation, Weighted, (filters, kernel, padding, strides, dilation, weighted) =>
            $"[Conv2D({filters}, {kernel}{padding}{strides}{dilation}{weighted})]")),
        (1, Gen.Select(Size, Side("KernelHeight"), Side("KernelWidth"), Padding, Weighted, (filters, height, width, padding, weighted) => $"[Conv2D({filters}{height}{width}{padding}{weighted})]")),
        (1, Gen.Select(Size, Size, Size, Padding, Weighted, (filters, kernel, strides, padding, weighted) => $"[Conv2D({filters}, {kernel}, {strides}{padding}{weighted})]")),
        (2, Gen.Select(Gen.OneOf("Max", "Average"), Size, Padding, Strides, (kind, size, padding, strides) => $"[{kind}Pooling2D({size}{padding}{strides})]")),
        (1, Gen.Select(Size, Size, (size, strides) => $"[MaxPooling2D({size}, {strides})]")),
        (1, Gen.Select(Size, Size, (height, width) => $"[MaxPooling2D(PoolHeight = {height}, PoolWidth = {width})]")),
        (1, Strength.Select(rate => $"[SpatialDropout2D({rate})]")),
        (1, Gen.Select(Size, Size, Argument("Interpolation", 2, "Interpolation.Bilinear", "(Interpolation)4"), (height, width, interpolation) => $"[UpSampling2D({height}, {width}{interpolation})]")),
        (1, Gen.OneOf("[AveragePooling2D]", "[GlobalAveragePooling2D]", "[GlobalMaxPooling2D(KeepDims = true)]")));

    private static readonly Gen<string> OnVectors = Gen.Select(Size, Weighted, (units, weighted) => $"[Dense({units}{weighted})]");

    private static readonly Gen<string> Normalization = Gen.Select(
        Optional("Momentum", 8, Number),
        Optional("Epsilon", 8, Number),
        Gen.Select(Argument("Scale", 4, "false", "true"), Argument("Center", 4, "false"), Argument("Trainable", 3, "false"), Join),
        Gen.Select(Optional("GammaL2", 12, Number), Argument("BetaInitializer", 12, "Initializer.Orthogonal", "Initializer.Constant"), Optional("BetaConstant", 12, Number), Join),
        (momentum, epsilon, flags, parameters) => $"[BatchNormalization({momentum}{epsilon}{flags}{parameters})]".Replace("(, ", "("));

    private static readonly Gen<string> SampleNormalization = Gen.Select(
        Gen.OneOf(
            "LayerNormalization(-1", "LayerNormalization(1, 2, 3", "LayerNormalization(3, 1", "LayerNormalization(2", "LayerNormalization(4", "LayerNormalization(0", "LayerNormalization(1, 1",
            "GroupNormalization(Groups = -1", "GroupNormalization(Groups = 1", "GroupNormalization(Groups = 2", "GroupNormalization(Groups = 3", "GroupNormalization(Groups = 0"),
        Optional("Epsilon", 8, Number),
        Gen.Select(Argument("Scale", 4, "false"), Argument("Center", 4, "false"), Argument("Trainable", 6, "false"), Join),
        (start, epsilon, flags) => $"[{start}{epsilon}{flags})]");

    private static readonly Gen<string> OnAnything = Gen.Frequency(
        (2, Gen.Select(Gen.OneOf("Dropout", "Dropout", "GaussianDropout", "AlphaDropout"), Strength, (kind, rate) => $"[{kind}({rate})]")),
        (1, Strength.Select(deviation => $"[GaussianNoise({deviation})]")),
        (2, Gen.Select(Function, Optional("NegativeSlope", 20, Number), (function, slope) => $"[Activation({function}{slope})]")),
        (1, Gen.Const("[Normalization]")),
        (1, Gen.OneOf("[Reshape(-1)]", "[Reshape(2, -1)]", "[Reshape(-1, 2, 2)]", "[Reshape(0, 3)]", "[Permute(2, 1, 3)]", "[Permute(3, 1, 2)]", "[Permute(2, 1)]", "[Permute(1, 1, 4)]")),
        (2, Normalization),
        (2, SampleNormalization),
        (1, Gen.Select(Gen.OneOf("2", "1.0 / 255"), Optional("offset", 6, Number), (scale, offset) => $"[Rescaling({scale}{offset.Replace('=', ':')})]")));

    private static readonly Gen<string> Merging = Gen.Select(
        Gen.OneOf("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"),
        Gen.OneOf("\"input\"", "\"conv2d\"", "\"dense\"", "\"add\"", "\"a\""),
        Gen.Frequency((3, Gen.Const("")), (2, Gen.OneOf(", \"conv2d_1\"", ", \"input\"", ", \"dense_1\", \"dense\""))),
        (kind, first, others) => $"[{kind}({first}{others})]");

    private static readonly Gen<string> Concatenation = Argument("Axis", 2, "1", "-1", "2", "3", "-3", "0", "7", "int.MinValue").Select(axis => $"[Concatenate(\"input\"{axis})]");

    private static readonly Gen<string[]> AnyOrder =
        Gen.Frequency((3, OnImages), (3, OnVectors), (2, OnAnything), (2, Gen.Const("[Flatten]")), (1, Merging), (1, Concatenation)).Array[0, 8];

    /// <summary>Images first, then vectors, as networks mostly are.</summary>
    private static readonly Gen<string[]> UsualOrder = Gen.Select(
        Augmentation.Array[0, 2],
        Gen.Frequency((9, OnImages), (3, OnAnything), (1, Merging), (1, Concatenation)).Array[0, 4],
        Gen.Frequency((9, OnVectors), (3, OnAnything), (1, Merging)).Array[0, 3],
        (augmentation, images, vectors) => (string[])[.. augmentation, .. images, "[Flatten]", .. vectors]);

    private static readonly Gen<string> Network = Gen.Frequency(
        (12, Gen.Select(Gen.Int[1, 14], Gen.Int[1, 14], Gen.Int[1, 9], Options(), (height, width, channels, options) => $"[Network({Text(height)}, {Text(width)}, {Text(channels)}{options})]")),
        (4, Gen.Select(Gen.Int[1, 70], Options(), (features, options) => $"[Network({Text(features)}{options})]")),
        (1, Gen.Select(Size, Size, Size, (height, width, channels) => $"[Network({height}, {width}, {channels})]")));

    private static readonly Gen<string> Body = Gen.Frequency(
        (30, Gen.Const(";")), (1, Gen.OneOf(" { int Info; }", "<T>;", "(int x);", " { public void Predict() { } }")));

    private static readonly Gen<string> Modifiers = Gen.Frequency((30, Gen.Const("public sealed partial")), (1, Gen.OneOf("public", "abstract partial", "static partial", "partial")));

    /// <summary>A declaration of a class with the name that is asked for.</summary>
    public static readonly Gen<System.Func<string, string>> Declaration = Gen.Select(
        Network, Gen.Frequency((3, UsualOrder), (1, AnyOrder)), Modifiers, Body, (network, layers, modifiers, body) => new System.Func<string, string>(name =>
            string.Join("\n", layers.Prepend(network).Append($"{modifiers} class {name}{body}"))));

    private static Gen<string> Options() => Gen.Select(
        Gen.Select(Argument("InputGradient", 8, "true"), Argument("LayerOutputs", 8, "true"), (gradient, outputs) => gradient + outputs),
        Gen.Select(Argument("MaxParameters", 16, "100", "100000", "-1"), Argument("TrainableFrom", 12, "\"dense\"", "\"a\"", "\"batch_normalization\"", "null"), (budget, from) => budget + from),
        Argument("MaxMegabytes", 16, "0.5", "1000"),
        Join);

    /// <summary>A named argument, one time out of so many.</summary>
    private static Gen<string> Argument(string name, int oneOutOf, params string[] values) => Optional(name, oneOutOf, Gen.OneOf(values));

    private static Gen<string> Optional(string name, int oneOutOf, Gen<string> value) =>
        Gen.Frequency((oneOutOf - 1, Gen.Const("")), (1, value.Select(text => $", {name} = {text}")));

    /// <summary>A side of a window, which is missing now and then.</summary>
    private static Gen<string> Side(string name) => Gen.Frequency((12, Size.Select(size => $", {name} = {size}")), (1, Gen.Const("")));

    private static string Join(string a, string b, string c) => a + b + c;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
