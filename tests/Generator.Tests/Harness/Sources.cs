using System;

namespace NetGen.Generator.Tests;

/// <summary>Networks that several tests use.</summary>
internal static class Sources
{
    /// <summary>A network with one layer of each important kind.</summary>
    public const string Small = """
        namespace Shop;

        [Network(6, 6, 1)]
        [Conv2D(4, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Flatten]
        [Dense(3, Activation = Activation.Softmax)]
        public sealed partial class Small;
        """;

    /// <summary>The network of the lecture that the project starts from.</summary>
    public const string Lecture = """
        [Network(200, 200, 3)]
        [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [MaxPooling2D(2)]
        [Flatten]
        [Dense(5, Activation = Activation.Softmax)]
        public sealed partial class LectureCnn;
        """;

    /// <summary>A network of one 8x8x2 input and these layers, with an output layer behind them where they have none.</summary>
    public static string Image(string layers, string type = "Net") => $"[Network(8, 8, 2)]\n{layers}{OutputFor(layers)}\npublic partial class {type};";

    private static string OutputFor(string layers) => layers.Contains("Dense(", StringComparison.Ordinal)
        ? ""
        : layers.Contains("[Flatten", StringComparison.Ordinal) ? " [Dense(2)]" : " [Activation(Activation.ReLU)] [Flatten] [Dense(2)]";
}
