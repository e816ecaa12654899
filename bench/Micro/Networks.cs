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

    /// <summary>The same with more of each: 120 layers.</summary>
    public static string OneHundredTwenty { get; } = Plain(18);

    /// <summary>A residual network of fifty blocks, each of two convolutions with normalizations and a sum: 354 layers.</summary>
    public static string FiftyBlocks { get; } = string.Join(
        Environment.NewLine,
        [
            "using NetGen;",
            "[Network(32, 32, 3)]",
            "[Conv2D(32, 3, Padding = Padding.Same, Name = \"block0\")]",
            .. Enumerable.Range(0, 50).Select(Block),
            "[Flatten]",
            "[Dense(128, Activation = Activation.ReLU)]",
            "[Dense(10, Activation = Activation.Softmax)]",
            "public sealed partial class Blocks;",
        ]);

    private static string Block(int i) => string.Create(CultureInfo.InvariantCulture, $"""
        [Conv2D(32, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)]
        [Conv2D(32, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Add("block{i}")] [Activation(Activation.ReLU, Name = "block{i + 1}")]
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
