using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Layers share kernels where these do the same, and nowhere else.</summary>
public class SharedKernelTests
{
    /// <summary>What no kernel computes: where parameters begin, what the optimizer and the loss do with them, names.</summary>
    private static readonly string[] NotComputed =
    [
        "Name", "Input", "OnlyIf", "Repeat", "KernelInitializer", "KernelConstant", "BiasInitializer", "BiasConstant", "KernelL1", "KernelL2", "BiasL1", "BiasL2",
        "KernelMaxNorm", "KernelNonNegative", "BiasMaxNorm", "BiasNonNegative", "GammaInitializer", "GammaConstant", "BetaInitializer", "BetaConstant",
        "GammaL1", "GammaL2", "BetaL1", "BetaL2", "AlphaInitializer", "AlphaConstant", "AlphaL1", "AlphaL2", "AlphaNonNegative", "GammaMaxNorm", "GammaNonNegative", "BetaMaxNorm", "BetaNonNegative",
        "DepthwiseInitializer", "DepthwiseConstant", "DepthwiseL1", "DepthwiseL2", "DepthwiseMaxNorm", "DepthwiseNonNegative",
        "PointwiseInitializer", "PointwiseConstant", "PointwiseL1", "PointwiseL2", "PointwiseMaxNorm", "PointwiseNonNegative",
    ];

    /// <summary>Of layers that are compiled here behind none of their kind: zeros that lie with the image, what changes its size, and joins of several layers. Random networks have them.</summary>
    private static readonly string[] Elsewhere =
    [
        "ZeroPadding2D.Top", "ZeroPadding2D.Bottom", "ZeroPadding2D.Left", "ZeroPadding2D.Right", "GlobalMaxPooling2D.KeepDims", "GlobalAveragePooling2D.KeepDims", "Concatenate.Axis",
        "Cropping2D.Top", "Cropping2D.Bottom", "Cropping2D.Left", "Cropping2D.Right",
    ];

    /// <summary>A layer, and the same with one thing changed: arguments of the constructor, or properties.</summary>
    private static readonly (string Layer, string[] Changed)[] Mutations =
    [
        ("Conv2D(4, 3, Padding = Padding.Same)",
        [
            "Conv2D(5, 3, Padding = Padding.Same)", "Conv2D(4, 5, Padding = Padding.Same)", "Conv2D(4, 3)", "Conv2D(4, 3, 2, Padding = Padding.Same)",
            "Conv2D(4, KernelHeight = 3, KernelWidth = 1, Padding = Padding.Same)", "Conv2D(4, KernelHeight = 1, KernelWidth = 3, Padding = Padding.Same)",
            "Conv2D(4, 3, Padding = Padding.Same, Strides = 3)", "Conv2D(4, 3, Padding = Padding.Same, StrideHeight = 2)",
            "Conv2D(4, 3, Padding = Padding.Same, StrideWidth = 2)", "Conv2D(4, 3, Padding = Padding.Same, Dilation = 2)",
            "Conv2D(4, 3, Padding = Padding.Same, DilationHeight = 2)", "Conv2D(4, 3, Padding = Padding.Same, DilationWidth = 2)",
            "Conv2D(4, 3, Padding = Padding.Same, UseBias = false)", "Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.ReLU)",
            "Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.GELU)", "Conv2D(4, 3, Padding = Padding.Same, ActivityL1 = 0.1)",
            "Conv2D(4, 3, Padding = Padding.Same, ActivityL2 = 0.1)", "Conv2D(4, 3, Padding = Padding.Same, Trainable = false)",
            "Conv2D(4, 3, Padding = Padding.Same, Groups = 2)", "Conv2D(4, 3, Pad = 2)", "Conv2D(4, 3, PadTop = 1)", "Conv2D(4, 3, PadBottom = 1)",
            "Conv2D(4, 3, PadLeft = 1)", "Conv2D(4, 3, PadRight = 1)",
        ]),
        ("Conv2D(16, 3, Padding = Padding.Same)", ["Conv2D(16, 3, Padding = Padding.Same, Convolution = Convolution.Winograd)"]),
        ("Conv2D(16, 5, Padding = Padding.Same)", ["Conv2D(16, 5, Padding = Padding.Same, Convolution = Convolution.Winograd)", "Conv2D(16, 3, Padding = Padding.Same)"]),
        .. Padded("DepthwiseConv2D", "3"),
        .. Padded("SeparableConv2D", "4, 3"),
        .. Kernels("DepthwiseConv2D", "3", ["DepthMultiplier = 2", "StrideHeight = 2, DilationWidth = 2"]),
        .. Kernels("SeparableConv2D", "4, 3", ["DepthMultiplier = 2", "StrideHeight = 2, DilationWidth = 2"]),
        .. Kernels("Conv2DTranspose", "4, 3", ["Strides = 2, OutputPadding = 1", "Strides = 2, OutputPaddingHeight = 1", "Strides = 2, OutputPaddingWidth = 1"]),
        ("Dense(4)",
        [
            "Dense(5)", "Dense(4, UseBias = false)", "Dense(4, Activation = Activation.ReLU)", "Dense(4, Activation = Activation.SiLU)", "Dense(4, ActivityL1 = 0.1)",
            "Dense(4, ActivityL2 = 0.1)",
        ]),
        .. Poolings("MaxPooling2D"),
        .. Poolings("AveragePooling2D"),
        .. PaddedPoolings("MaxPooling2D"),
        .. PaddedPoolings("AveragePooling2D", "CountIncludePad = true"),
        ("Activation(Activation.LeakyReLU)", ["Activation(Activation.ELU)", "Activation(Activation.LeakyReLU, NegativeSlope = 0.3)"]),
        ("Permute(2, 1, 3)", ["Permute(3, 2, 1)", "Permute(1, 3, 2)", "Permute(2, 3, 1)"]),
        ("ReLU(MaxValue = 2)", ["ReLU(MaxValue = 3)", "ReLU(MaxValue = 2, NegativeSlope = 0.5)", "ReLU(MaxValue = 2, Threshold = 0.5)"]),
        ("LeakyReLU(0.1)", ["LeakyReLU(0.2)"]),
        ("ELU(0.5)", ["ELU(2)"]),
        ("PReLU(AlphaL1 = 0)", ["PReLU(SharedAxes = new[] { 1, 2 })", "PReLU(SharedAxes = new[] { 3 })", "PReLU(Trainable = false)"]),
        ("UpSampling2D(1, 1)", ["UpSampling2D(2, 1)", "UpSampling2D(1, 2)", "UpSampling2D(1, 1, Interpolation = Interpolation.Bilinear)"]),
        ("Rescaling(2)", ["Rescaling(3)", "Rescaling(2, 1)"]),
        ("Dropout(0.5)", ["Dropout(0.25)"]),
        ("SpatialDropout2D(0.5)", ["SpatialDropout2D(0.25)"]),
        ("GaussianDropout(0.5)", ["GaussianDropout(0.25)"]),
        ("AlphaDropout(0.5)", ["AlphaDropout(0.25)"]),
        ("GaussianNoise(0.5)", ["GaussianNoise(0.25)"]),
        ("BatchNormalization(Trainable = false)",
        [
            "BatchNormalization(Trainable = false, Epsilon = 0.01)", "BatchNormalization(Trainable = false, Center = false)",
            "BatchNormalization(Trainable = false, Scale = false)",
        ]),
        ("LayerNormalization", ["LayerNormalization(1, 2, 3)", "LayerNormalization(Epsilon = 0.01)", "LayerNormalization(Center = false)", "LayerNormalization(Scale = false)"]),
        ("GroupNormalization(Groups = 2)",
        [
            "GroupNormalization(Groups = 1)", "GroupNormalization(Groups = 2, Epsilon = 0.01)", "GroupNormalization(Groups = 2, Center = false)",
            "GroupNormalization(Groups = 2, Scale = false)",
        ]),
        ("RandomFlip", ["RandomFlip(FlipMode.Horizontal)", "RandomFlip(FlipMode.Vertical)"]),
        .. Warps(
            "RandomTranslation(0.1, 0.2", "RandomTranslation(0.2, 0.2", "RandomTranslation(0.1, 0.1", "RandomTranslation(0.1, 0.2, HeightLower = 0",
            "RandomTranslation(0.1, 0.2, HeightUpper = 0", "RandomTranslation(0.1, 0.2, WidthLower = 0", "RandomTranslation(0.1, 0.2, WidthUpper = 0"),
        .. Warps("RandomRotation(0.1", "RandomRotation(0.2", "RandomRotation(0.1, Lower = 0", "RandomRotation(0.1, Upper = 0"),
        .. Warps(
            "RandomZoom(0.1", "RandomZoom(0.2", "RandomZoom(0.1, 0.2", "RandomZoom(0.1, HeightLower = 0", "RandomZoom(0.1, HeightUpper = 0", "RandomZoom(0.1, WidthLower = 0",
            "RandomZoom(0.1, WidthUpper = 0"),
        ("RandomContrast(0.1)", ["RandomContrast(0.2)", "RandomContrast(0.1, MinValue = 1)", "RandomContrast(0.1, MaxValue = 2)", "RandomContrast(0.1, Lower = 0)", "RandomContrast(0.1, Upper = 0)"]),
        ("RandomBrightness(0.1)",
        [
            "RandomBrightness(0.2)", "RandomBrightness(0.1, MinValue = 1)", "RandomBrightness(0.1, MaxValue = 2)", "RandomBrightness(0.1, Lower = 0)",
            "RandomBrightness(0.1, Upper = 0)",
        ]),
    ];

    /// <summary>A layer of kernels that slide, and the same with one thing changed.</summary>
    private static IEnumerable<(string Layer, string[] Changed)> Kernels(string kind, string arguments, string[] own)
    {
        string size = arguments.Contains(',', StringComparison.Ordinal) ? arguments[..arguments.IndexOf(',', StringComparison.Ordinal)] + ", " : "";
        string[] changed =
        [
            "Strides = 2", "StrideHeight = 2", "StrideWidth = 2", "Dilation = 2", "DilationHeight = 2", "DilationWidth = 2", "UseBias = false",
            "Activation = Activation.ReLU", "ActivityL1 = 0.1", "ActivityL2 = 0.1", "Trainable = false", .. own,
        ];
        yield return (
            $"{kind}({arguments}, Padding = Padding.Same)",
            [
                .. changed.Select(change => $"{kind}({arguments}, Padding = Padding.Same, {change})"),
                $"{kind}({arguments}, Padding = Padding.Valid)",
                $"{kind}({size}KernelHeight = 3, KernelWidth = 1, Padding = Padding.Same)",
                $"{kind}({size}KernelHeight = 1, KernelWidth = 3, Padding = Padding.Same)",
            ]);
    }

    private static IEnumerable<(string Layer, string[] Changed)> Padded(string kind, string arguments)
    {
        string[] changed = ["PadTop = 0", "PadBottom = 0", "PadLeft = 0", "PadRight = 0"];
        yield return ($"{kind}({arguments}, Pad = 1)", [$"{kind}({arguments}, Pad = 2)", .. changed.Select(change => $"{kind}({arguments}, Pad = 1, {change})")]);
    }

    public static TheoryData<string> Layers => [.. Mutations.Select(mutation => mutation.Layer)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Equal_layers_share_all_kernels(string layer) => Assert.DoesNotContain(OwnMethods(layer, layer), method => !method.Contains("Reduce", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_that_differ_in_anything_that_is_computed_share_no_kernel_of_it(string layer)
    {
        string[] sharing = [.. Mutations.First(mutation => mutation.Layer == layer).Changed.Where(changed => OwnMethods(layer, changed).Length == 0)];

        Assert.Empty(sharing);
    }

    [Fact]
    public void Every_hyperparameter_is_changed_in_some_layer()
    {
        Type layer = Assembly.Load("NetGen").GetType("NetGen.LayerAttribute", throwOnError: true)!;
        IEnumerable<string> properties =
            from kind in layer.Assembly.GetTypes()
            where kind.IsSubclassOf(layer) && !kind.IsAbstract
            from property in kind.GetProperties()
            where property.CanWrite && !NotComputed.Contains(property.Name)
            let name = kind.Name[..^"Attribute".Length]
            let isOfAll = property.DeclaringType!.Name == "PlainLayerAttribute"
            where !isOfAll && !Mutations.SelectMany(mutation => mutation.Changed).Any(changed =>
                changed.StartsWith(name, StringComparison.Ordinal) && changed.Contains($"{property.Name} = ", StringComparison.Ordinal))
            select $"{name}.{property.Name}";

        // A frozen layer calls fewer of the same kernels. A batch normalization that is trained has others, which take a momentum; normalizations and PReLU have no activation.
        string[] normalizations = ["BatchNormalization", "LayerNormalization", "GroupNormalization"];
        Assert.Empty(properties.Except(
            [
                "Dense.Trainable", "BatchNormalization.Momentum", "PReLU.Activation",
                .. normalizations.SelectMany(name => (string[])[$"{name}.Trainable", $"{name}.Activation"]), .. Elsewhere,
            ]));
    }

    [Fact]
    public void Sixty_layers_of_eight_kinds_are_less_than_forty_thousand_lines()
    {
        string[] layers =
        [
            "[Network(32, 32, 3)] [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated("[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [SpatialDropout2D(0.1)]"),
            "[MaxPooling2D(2)] [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated("[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [SpatialDropout2D(0.1)]"),
            "[MaxPooling2D(2)] [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated("[Conv2D(128, 3, Padding = Padding.Same)] [Activation(Activation.LeakyReLU)]"),
            "[AveragePooling2D(2)] [Flatten] [Dense(128, Activation = Activation.ReLU)] [Dropout(0.5)]",
            "[Dense(128, Activation = Activation.ReLU)] [Dropout(0.5)] [Dense(10, Activation = Activation.Softmax)]",
        ];
        var run = GeneratorRun.Of(NetworkCompilation.Of(string.Join(' ', [.. layers, "public sealed partial class Sixty;"])));

        Assert.Equal(60, run.Outputs<NetworkModel>(TrackingNames.Networks).Single().Network!.Nodes.Count);
        Assert.InRange(run.Files.Sum(file => file.Text.Count(c => c == '\n')), 1, 40_000);

        static IEnumerable<string> Repeated(string layers) => Enumerable.Repeat(layers, 8);
    }

    /// <summary>
    /// Nothing knows which block it is in, whatever the block is added to: not even sums over lanes, which know where the lanes have their sums. Those of equal segments lie alike.
    /// </summary>
    [Fact]
    public void Equal_blocks_share_all_kernels()
    {
        const string Source = """
            [Network(8, 8, 16)]
            [Gated(Repeat = 6)]
            [GlobalAveragePooling2D]
            [Dense(2)]
            public partial class Net;

            [Conv2D(2 * InputChannels, 1, UseBias = false)]
            [BatchNormalization]
            [Activation(Activation.HardSiLU, Name = "wide")]
            [GlobalAveragePooling2D(KeepDims = true)]
            [Conv2D(2 * InputChannels, 1, Activation = Activation.HardSigmoid)]
            [Multiply("wide")]
            [Concatenate("wide")]
            [Conv2D(InputChannels, 1, UseBias = false)]
            [BatchNormalization]
            [Add(BlockInput)]
            public sealed class Gated : BlockAttribute
            {
            }
            """;
        var run = GeneratorRun.Of(NetworkCompilation.Of(Source));
        ILookup<string, string> methods = run.Files
            .Where(file => file.Name.StartsWith("Net.Vector", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(file.Text, "private static [a-z]+ (Gated[0-9]*)([A-Z][A-Za-z0-9]*)[(]"))
            .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Contains("Conv2dReduce", methods["Gated"]);
        Assert.Empty(methods["Gated3"]);
    }

    private static IEnumerable<(string Layer, string[] Changed)> Poolings(string kind) =>
    [
        (
            $"{kind}(3, Strides = 1, Padding = Padding.Same)",
            [
                $"{kind}(2, Strides = 1, Padding = Padding.Same)", $"{kind}(3, Strides = 2, Padding = Padding.Same)", $"{kind}(3, Strides = 1, Padding = Padding.Valid)",
                $"{kind}(3, StrideHeight = 1, StrideWidth = 2, Padding = Padding.Same)", $"{kind}(3, StrideHeight = 2, StrideWidth = 1, Padding = Padding.Same)",
                $"{kind}(PoolHeight = 3, PoolWidth = 1, Strides = 1, Padding = Padding.Same)", $"{kind}(PoolHeight = 1, PoolWidth = 3, Strides = 1, Padding = Padding.Same)",
            ]),
    ];

    private static IEnumerable<(string Layer, string[] Changed)> PaddedPoolings(string kind, params string[] own)
    {
        string[] changed = ["PadTop = 0", "PadBottom = 0", "PadLeft = 0", "PadRight = 0", .. own];
        yield return ($"{kind}(3, Strides = 1, Pad = 1)", [$"{kind}(3, Strides = 1, Pad = 0)", .. changed.Select(change => $"{kind}(3, Strides = 1, Pad = 1, {change})")]);
    }

    private static IEnumerable<(string Layer, string[] Changed)> Warps(string layer, params string[] changed) =>
    [
        ($"{layer}, FillMode = FillMode.Constant)",
        [
            .. changed.Select(other => other + ", FillMode = FillMode.Constant)"),
            $"{layer}, FillMode = FillMode.Wrap)",
            $"{layer}, FillMode = FillMode.Constant, FillValue = 3)",
            $"{layer}, FillMode = FillMode.Constant, Interpolation = Interpolation.Nearest)",
        ]),
    ];

    /// <summary>The methods that are written for a layer behind another one, in any vector form.</summary>
    private static string[] OwnMethods(string layer, string other)
    {
        // The first layer's input has a border as the second's has, and a gradient where the layer has one.
        bool isVector = layer.StartsWith("Dense", StringComparison.Ordinal);
        bool goesBack = !layer.StartsWith("Random", StringComparison.Ordinal);
        string before = goesBack && !isVector ? $"[{Named(layer, "before")}] " : "";
        string source = $"[Network({(isVector ? "4" : "12, 12, 4")}{(goesBack ? ", InputGradient = true" : "")})] {before}[{Named(layer, "first")}] [{Named(other, "second")}] "
            + $"{(isVector ? "" : $"[{Named(layer, "behind")}] [Flatten] ")}[Dense(2)] public partial class Net;";
        var run = GeneratorRun.Of(NetworkCompilation.Of(source));
        Assert.Contains(run.Files, file => file.Name == "Net.Vector256.g.cs");
        return
        [
            .. from file in run.Files
               where file.Name.StartsWith("Net.Vector", StringComparison.Ordinal)
               from line in file.Text.Split('\n')
               where line.Contains("private static", StringComparison.Ordinal) && line.Contains(" Second", StringComparison.Ordinal)
               select line[(line.IndexOf(" Second", StringComparison.Ordinal) + 1)..line.IndexOf('(', StringComparison.Ordinal)],
        ];
    }

    private static string Named(string layer, string name) =>
        layer.EndsWith(')') ? $"{layer[..^1]}, Name = \"{name}\")" : $"{layer}(Name = \"{name}\")";
}
