using System;
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
    public static string Sixty { get; } = string.Join(
        Environment.NewLine,
        [
            "using NetGen;",
            "[Network(32, 32, 3)]",
            "[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated("[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [SpatialDropout2D(0.1)]"),
            "[MaxPooling2D(2)]",
            "[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated("[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [SpatialDropout2D(0.1)]"),
            "[MaxPooling2D(2)]",
            "[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]",
            .. Repeated("[Conv2D(128, 3, Padding = Padding.Same)] [Activation(Activation.LeakyReLU)]"),
            "[AveragePooling2D(2)]",
            "[Flatten]",
            "[Dense(128, Activation = Activation.ReLU)] [Dropout(0.5)]",
            "[Dense(128, Activation = Activation.ReLU)] [Dropout(0.5)]",
            "[Dense(10, Activation = Activation.Softmax)]",
            "public sealed partial class Sixty;",
        ]);

    private static string[] Repeated(string layers) => [.. Enumerable.Repeat(layers, 8)];
}
