namespace NetGen.Generator.Tests;

/// <content>Layers that read others than the one above, and layers that move values.</content>
internal static partial class ReplayedNetworks
{
    /// <summary>Layers that read others than the one above, and such as several read.</summary>
    public const string Graphs = """
        // Residual blocks: the identity, and a projection where shapes differ.
        [Network(16, 16, 3)]
        [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "stem")]
        [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(16, 3, Padding = Padding.Same)] [Add("stem")] [Activation(Activation.ReLU, Name = "first")]
        [Conv2D(32, 3, Strides = 2, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(32, 3, Padding = Padding.Same, Name = "branch")]
        [Conv2D(32, 1, Strides = 2, Padding = Padding.Same, Input = "first")] [Add("branch")] [Activation(Activation.ReLU)]
        [Flatten] [Dense(5, Activation = Activation.Softmax)]
        public partial class Residual;

        // A pooling that is fused though another layer stands between; values read as images and as a vector; rows, then images again; stretched sums.
        [Network(12, 12, 4, InputGradient = true)]
        [Conv2D(8, 3, Padding = Padding.Same, Name = "left")] [Conv2D(8, 3, Padding = Padding.Same, Input = "input", Activation = Activation.ReLU)]
        [MaxPooling2D(2, Input = "left", Name = "small")] [MaxPooling2D(2, Input = "conv2d")] [Add("small")] [Dropout(0.1)] [Conv2D(1, 1)] [Add("dropout", "conv2d_1", "small")]
        [Flatten(Input = "dropout")] [Dense(8, Activation = Activation.Tanh)] [Add("add_1")] [Flatten] [Dense(3)] [Dense(3, Input = "dense")] [Add("dense_1", "dense_2")]
        public partial class Branches;

        [Network(7, LayerOutputs = true)]
        [Dense(7, Activation = Activation.ReLU)] [Add("input")] [Dense(1, Name = "one")] [Add("add", "one", "dense")] [Dense(2, Activation = Activation.Sigmoid)]
        public partial class GraphOfVectors;

        [Network(6, 6, 2, LayerOutputs = true)]
        [Conv2D(2, 3, Padding = Padding.Same)] [Add("input", "conv2d", "input")]
        public partial class GraphOfImages;

        // Gates: by a vector, by a map of one channel, and by both; a square.
        [Network(8, 8, 3, InputGradient = true)]
        [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "maps")] [AveragePooling2D(8)] [Flatten] [Dense(16, Activation = Activation.Sigmoid, Name = "gate")]
        [Multiply("maps", "gate", Name = "scaled")] [Conv2D(1, 3, Padding = Padding.Same, Activation = Activation.Sigmoid, Name = "mask")] [Multiply("scaled", "mask", "gate")]
        [Multiply("multiply", "multiply")] [Flatten] [Dense(3, Activation = Activation.Softmax)]
        public partial class Gates;

        // Differences, means and extremes of equal and of stretched values.
        [Network(6, 7, 4, InputGradient = true)]
        [Conv2D(4, 3, Padding = Padding.Same, Name = "a")] [Conv2D(4, 3, Padding = Padding.Same, Name = "b", Input = "input")] [Conv2D(1, 1, Name = "thin")]
        [Subtract("a", "b", Name = "difference")] [Subtract("thin", Input = "b", Name = "less")] [Average("a", "b", "difference", Name = "mean")] [Average("thin", "less")]
        [Maximum("a", "b")] [Maximum("thin", "mean", "average")] [Minimum("maximum", "maximum_1", "less")] [Minimum("thin")] [Flatten] [Dense(2)]
        public partial class Comparisons;

        // Concatenations along all axes, of images with borders and without, and of vectors.
        [Network(6, 7, 3, InputGradient = true)]
        [Conv2D(5, 3, Padding = Padding.Same, Name = "a")] [Conv2D(8, 1, Name = "b")] [Concatenate("input", "a", "b", Name = "channels")] [Conv2D(4, 3, Padding = Padding.Same, Name = "c")]
        [Concatenate("channels", "channels", Axis = 1)] [Concatenate("concatenate", Axis = -2)] [Flatten(Name = "first")] [Flatten(Input = "c")] [Concatenate("first")] [Dense(3)]
        public partial class Concatenations;

        // Samples so large that they are trained one by one, with dense layers whose weights are read as they are, and one that is packed.
        [Network(1296, 1296, 1)]
        [MaxPooling2D(162)] [Flatten] [Dense(48, Activation = Activation.Tanh)] [Dense(16, UseBias = false)] [Dense(5)]
        public partial class LargeSamples;
        """;

    /// <summary>Layers that give values another place, and padding by number.</summary>
    public const string Shapes = """
        // Zeros that a convolution and a mean take in, that are stored with what a maximum reads, and that two layers read.
        [Network(14, 13, 3, InputGradient = true)]
        [ZeroPadding2D(Bottom = 1, Right = 1)] [Conv2D(8, 3, Strides = 2, Activation = Activation.ReLU)] [ZeroPadding2D(1)] [MaxPooling2D(3, Strides = 2)]
        [ZeroPadding2D(2, 1, Name = "padded")] [Conv2D(4, 3, Name = "left")] [Conv2D(4, 3, Input = "padded")] [Add("left")] [ZeroPadding2D] [AveragePooling2D(2)]
        [ZeroPadding2D] [Flatten] [Dense(3)]
        public partial class ZerosAround;

        // By number, on all sides and on some; beyond the kernel; behind Winograd's tiles.
        [Network(15, 17, 32)]
        [Conv2D(32, 3, Pad = 1, Activation = Activation.ReLU)] [MaxPooling2D(3, Strides = 2, Pad = 1)] [Conv2D(7, 5, Strides = 3, PadTop = 4, PadLeft = 2)]
        [Conv2D(6, 1, PadBottom = 1, PadRight = 2)] [AveragePooling2D(3, Strides = 1, Pad = 1, CountIncludePad = true)] [AveragePooling2D(2, PadTop = 1)]
        public partial class PaddedByNumber;

        [Network(5, 4, 3, LayerOutputs = true)]
        [Conv2D(3, 3, Padding = Padding.Same)] [Cropping2D(Bottom = 1, Left = 2)] [Conv2D(4, 3, Padding = Padding.Same)] [ZeroPadding2D(Top = 2, Right = 1)]
        public partial class ZerosAtTheEnd;

        // Every channel for itself, padded by number and by layers in front.
        [Network(11, 9, 5)]
        [DepthwiseConv2D(3, Pad = 1, Activation = Activation.ReLU)] [ZeroPadding2D(Bottom = 1, Right = 1)] [DepthwiseConv2D(3, Strides = 2, DepthMultiplier = 2)] [BatchNormalization]
        [ZeroPadding2D(1, 2)] [SeparableConv2D(6, 3, PadTop = 1)] [ZeroPadding2D(1)] [Conv2D(6, 3, Groups = 6)]
        public partial class PaddedChannels;

        // Images of one column, which predictions take as images of one row; with a pooling that is part of its convolution, and padding at the ends.
        [Network(21, 1, 20)]
        [DepthwiseConv2D(KernelHeight = 5, KernelWidth = 1, Padding = Padding.Same, UseBias = false)] [Conv2D(24, 1, UseBias = false)] [BatchNormalization] [ReLU]
        [Conv2D(9, KernelHeight = 3, KernelWidth = 1, PadTop = 2, Activation = Activation.ReLU)] [MaxPooling2D(PoolHeight = 2, PoolWidth = 1)]
        [SeparableConv2D(6, KernelHeight = 2, KernelWidth = 1, StrideHeight = 2)] [GlobalAveragePooling2D] [Dense(3)]
        public partial class Series;

        // Enlarged by repetition and by means, in blocks that are written out and in others, of one row and of one column.
        [Network(4, 3, 17)]
        [Conv2D(9, 3, Padding = Padding.Same)] [UpSampling2D] [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [UpSampling2D(3, 1, Interpolation = Interpolation.Bilinear)]
        [Conv2D(1, 1)] [UpSampling2D(2, 20, Interpolation = Interpolation.Bilinear)] [UpSampling2D(1, 17)] [GlobalAveragePooling2D(KeepDims = true, Name = "mean")]
        [UpSampling2D(2, 3, Interpolation = Interpolation.Bilinear)] [UpSampling2D(1, 1)]
        public partial class Upsampled;

        // Axes in every order; shapes that are nothing but another view, and copies in front of borders and behind them, and of rows.
        [Network(6, 5, 4)]
        [Conv2D(4, 3, Padding = Padding.Same)] [Permute(2, 1, 3)] [Conv2D(4, 3, Padding = Padding.Same)] [Permute(3, 1, 2)] [Permute(1, 3, 2)] [Reshape(12, -1)] [Permute(2, 1)]
        [Activation(Activation.Tanh)] [Reshape(4, 5, 6, Name = "image")] [Conv2D(6, 3, Padding = Padding.Same)] [Add("image", Name = "sum")] [Reshape(5, 4, -1)]
        [Conv2D(3, 3, Padding = Padding.Same)] [MaxPooling2D(3, Strides = 1, Padding = Padding.Same)]
        [ZeroPadding2D(1)] [Reshape(-1, 7, 3)] [Conv2D(2, 3, Padding = Padding.Same)] [Reshape(2, -1, Name = "matrix")]
        [Activation(Activation.Tanh)] [Concatenate("matrix", Axis = 1)] [Activation(Activation.Softmax)] [Flatten] [Dense(12)] [Reshape(2, 3, 2)]
        public partial class Rearranged;

        // Rectifiers with numbers of their own, and slopes that are learnt: for every value, for channels, rows, columns, and one for all; frozen, and behind borders.
        [Network(6, 5, 9)]
        [Conv2D(9, 3, Padding = Padding.Same)] [PReLU] [Conv2D(9, 3, Padding = Padding.Same)] [PReLU(SharedAxes = new[] { 1, 2 })] [Conv2D(9, 3, Padding = Padding.Same)]
        [PReLU(SharedAxes = new[] { 1 })] [PReLU(SharedAxes = new[] { 2 })] [PReLU(SharedAxes = new[] { 3 })]
        [PReLU(SharedAxes = new[] { 1, 2, 3 })] [PReLU(SharedAxes = new[] { 1, 2 }, Trainable = false)]
        [Conv2D(4, 1)] [BatchNormalization] [ReLU] [Conv2D(4, 1)] [BatchNormalization] [ReLU(MaxValue = 6)] [Conv2D(4, 1)] [LeakyReLU] [Conv2D(4, 1)] [ELU]
        [Conv2D(4, 3, Padding = Padding.Same)] [ReLU(MaxValue = 1)] [ReLU(MaxValue = 2, NegativeSlope = 0.25)] [ReLU(Threshold = 0.5)] [ReLU(NegativeSlope = 0.25, Threshold = 0.5)] [ELU(0.5)]
        [Flatten] [Dense(7)] [PReLU] [Dense(3)]
        public partial class Rectified;
        """;
}
