using System;
using System.Globalization;
using System.Linq;

namespace NetGen.Bench.Micro;

/// <summary>The networks that are edited, as source text.</summary>
internal static class Networks
{
    public const string Lecture = """
        using NetGen;

        [Network(200, 200, 3)]
        [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Flatten]
        [Dense(5, Activation = Activation.Softmax)]
        public sealed partial class Lecture;
        """;

    /// <summary>Sixty layers of eight kinds, most of them equal to others.</summary>
    public static string Sixty { get; } = Plain(8);

    /// <summary>120 layers of eighteen kinds: units of nine, each added to what it began with.</summary>
    public static string OneHundredTwenty { get; } = string.Join(
        Environment.NewLine,
        [
            "using NetGen;",
            "[Network(32, 32, 3)]",
            "[Conv2D(32, 3, Padding = Padding.Same)] [GroupNormalization(Groups = 8)] [Activation(Activation.HardSiLU, Name = \"unit0\")]",
            .. Enumerable.Range(0, 12).Select(Unit),
            "[Conv2DTranspose(32, 4, 2, Padding = Padding.Same)] [UpSampling2D(2)] [Cropping2D(2)] [ZeroPadding2D(1)] [MaxPooling2D(2)] [Permute(2, 1, 3)]",
            "[GlobalAveragePooling2D]",
            "[Dense(128, Activation = Activation.SELU)]",
            "[Dense(10, Activation = Activation.Softmax)]",
            "public sealed partial class Units;",
        ]);

    /// <summary>Fifty blocks of thirteen layers, declared by a block: 655 layers.</summary>
    public const string FiftyBlocks = """
        using NetGen;

        [Network(32, 32, 3)]
        [Conv2D(32, 3, Padding = Padding.Same)]
        [Gated(2, Repeat = 25)]
        [MaxPooling2D(2)]
        [Gated(3, Repeat = 25)]
        [Flatten]
        [Dense(128, Activation = Activation.ReLU)]
        [Dense(10, Activation = Activation.Softmax)]
        public sealed partial class Blocks;

        [Conv2D(Expansion * InputChannels, 1, UseBias = false)]
        [BatchNormalization]
        [Activation(Activation.HardSiLU)]
        [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)]
        [BatchNormalization]
        [Activation(Activation.HardSiLU, Name = "wide")]
        [GlobalAveragePooling2D(KeepDims = true)]
        [Conv2D(InputChannels / 4, 1, Activation = Activation.ReLU)]
        [Conv2D(Expansion * InputChannels, 1, Activation = Activation.HardSigmoid)]
        [Multiply("wide")]
        [Conv2D(InputChannels, 1, UseBias = false)]
        [BatchNormalization]
        [Add(BlockInput)]
        public sealed class Gated : BlockAttribute
        {
            private const int Expansion = 2;

            public Gated(int expansion)
            {
            }
        }
        """;

    private static string Unit(int i) => string.Create(CultureInfo.InvariantCulture, $$"""
        [DepthwiseConv2D(3, Padding = Padding.Same)] [GroupNormalization(Groups = 8)] [Conv2D(32, 1, Activation = Activation.Mish)]
        [PReLU(SharedAxes = new[] { 1, 2 })] [LayerNormalization] [SeparableConv2D(32, 3, Padding = Padding.Same)]
        [ReLU(MaxValue = 6)] [GaussianDropout(0.1)] [Add("unit{{i}}", Name = "unit{{i + 1}}")]
        """);

    private static string Plain(int repetitions) => string.Join(
        Environment.NewLine,
        [
            "using NetGen;",
            "[Network(32, 32, 3)]",
            "[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated(repetitions, "[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [SpatialDropout2D(0.1)]"),
            "[MaxPooling2D(2)]",
            "[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated(repetitions, "[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [SpatialDropout2D(0.1)]"),
            "[MaxPooling2D(2)]",
            "[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated(repetitions, "[Conv2D(128, 3, Padding = Padding.Same)] [Activation(Activation.LeakyReLU)]"),
            "[AveragePooling2D(2)]",
            "[Flatten]",
            "[Dense(128, Activation = Activation.ReLU)] [Dropout(0.5)]",
            "[Dense(128, Activation = Activation.ReLU)] [Dropout(0.5)]",
            "[Dense(10, Activation = Activation.Softmax)]",
            "public sealed partial class Sixty;",
        ]);

    private static string[] Repeated(int repetitions, string layers) => [.. Enumerable.Repeat(layers, repetitions)];
}
