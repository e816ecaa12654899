namespace NetGen.Generator.Tests;

/// <summary>
/// The networks whose emitted text is replayed: every kind of layer, and every way that planning and emission treat one. A new way gets a network here.
/// </summary>
internal static partial class ReplayedNetworks
{
    /// <summary>Images through convolutions: fused and unfused, direct and by Winograd's algorithm, with strides, dilations and paddings.</summary>
    public const string Convolutions = """
        [Network(200, 200, 3)]
        [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Flatten] [Dense(5, Activation = Activation.Softmax)]
        public sealed partial class Lecture;

        [Network(28, 28, 1)]
        [Conv2D(32, 3, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Conv2D(64, 3, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Flatten] [Dropout(0.5)] [Dense(10, Activation = Activation.Softmax)]
        public partial class Mnist;

        [Network(32, 32, 3)]
        [Conv2D(6, 5, Activation = Activation.Tanh)] [AveragePooling2D(2)] [Conv2D(16, 5, Activation = Activation.Tanh)] [AveragePooling2D(2)]
        [Flatten] [Dense(120, Activation = Activation.Tanh)] [Dense(84, Activation = Activation.Tanh)] [Dense(10, Activation = Activation.Softmax)]
        public partial class LeNet;

        // By Winograd's algorithm forward and backward, of outputs that fill its tiles and of some that do not.
        [Network(18, 23, 32)]
        [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(48, 3, Padding = Padding.Same)] [MaxPooling2D(2)]
        [Conv2D(40, 3, Activation = Activation.LeakyReLU)] [Conv2D(64, 3, Padding = Padding.Same, UseBias = false)]
        [Flatten] [Dense(3)]
        public partial class WinogradTiles;

        [Network(16, 16, 64, InputGradient = true)]
        [Conv2D(64, 3, Activation = Activation.ReLU)] [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ELU)] [AveragePooling2D(2)] [Flatten]
        [Dense(2, Activation = Activation.Softmax)]
        public partial class WinogradInputGradient;

        // Windows of several sizes on strips of several rows.
        [Network(36, 36, 32)]
        [Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.Sigmoid)] [MaxPooling2D(3)] [Conv2D(64, 3, Padding = Padding.Same)]
        [AveragePooling2D(4)] [Flatten] [Dense(4)]
        public partial class WinogradPooling;

        [Network(21, 19, 5)]
        [Conv2D(8, 3, Strides = 2, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(12, 5, Strides = 3, Activation = Activation.ReLU)]
        [Flatten] [Dense(4, Activation = Activation.Softmax)]
        public partial class Strided;

        // Strides longer than the kernel leave gaps in the gradient; strides differ down and across.
        [Network(26, 25, 3, InputGradient = true)]
        [Conv2D(7, 1, Strides = 2)] [Conv2D(9, 3, StrideHeight = 2, StrideWidth = 1, Padding = Padding.Same, Activation = Activation.Softplus)]
        [Conv2D(5, 2, Strides = 3)] [Flatten] [Dense(2)]
        public partial class StridedGaps;

        [Network(24, 24, 4)]
        [Conv2D(16, 3, Dilation = 2, Padding = Padding.Same, Activation = Activation.ReLU)]
        [Conv2D(16, 3, DilationHeight = 1, DilationWidth = 3, Activation = Activation.SELU)]
        [Conv2D(33, 3, DilationHeight = 4, DilationWidth = 1, Padding = Padding.Same)] [Flatten] [Dense(6, Activation = Activation.Softmax)]
        public partial class Dilated;

        [Network(17, 31, 3)]
        [Conv2D(11, KernelHeight = 1, KernelWidth = 7, Padding = Padding.Same, Activation = Activation.ReLU)]
        [Conv2D(13, KernelHeight = 5, KernelWidth = 1, Activation = Activation.ReLU)]
        [MaxPooling2D(PoolHeight = 2, PoolWidth = 3)] [Conv2D(6, KernelHeight = 3, KernelWidth = 2, Padding = Padding.Valid)]
        [AveragePooling2D(PoolHeight = 3, PoolWidth = 1)] [Flatten] [Dense(3)]
        public partial class Rectangular;

        [Network(40, 40, 96)]
        [Conv2D(128, 1, Activation = Activation.ReLU)] [Conv2D(24, 1)] [Conv2D(100, 5, Padding = Padding.Same, Activation = Activation.ReLU)] [Flatten]
        [Dense(3)]
        public partial class Pointwise;

        // So many weights per output that they are cut into chunks, also along channels and under dilation.
        [Network(9, 9, 512)]
        [Conv2D(32, 3, Activation = Activation.ReLU)] [Conv2D(300, 1)] [Conv2D(17, 3, Dilation = 2, Padding = Padding.Same)] [Flatten] [Dense(3)]
        public partial class Chunks;

        // Large layers of which threads share one sample; the output is an image.
        [Network(160, 120, 8)]
        [Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(24, 5, Padding = Padding.Same, Activation = Activation.ReLU)]
        [AveragePooling2D(3, Strides = 2, Padding = Padding.Same)] [Conv2D(3, 1, Activation = Activation.Sigmoid)]
        public partial class SharedImages;

        // So many weights over so few pixels that predictions take the tiles of several samples at once: one tile of each, four of each with a sum and a pooling behind.
        [Network(8, 8, 160)]
        [Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(256, 3, Padding = Padding.Same)] [Add("conv2d")] [MaxPooling2D(2)]
        [Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.Tanh)] [MaxPooling2D(2)] [Flatten] [Dense(3)]
        public partial class TilesOfSamples;

        // Dense layers of which threads share the units, in parts that these do not fill, and one that reads the input behind them.
        [Network(530)]
        [Dense(500, Activation = Activation.ReLU)] [Dropout(0.5)] [Dense(530, Activation = Activation.Tanh)] [LayerNormalization] [Add("input")] [Dense(2)]
        public partial class SharedRows;

        [Network(64, 64, 3)]
        [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [Conv2D(1, 1, Activation = Activation.Sigmoid)]
        public partial class ImageToImage;

        [Network(1, 1, 1)]
        [Conv2D(1, 1)]
        public partial class OnePixel;

        [Network(3, 2, 1)]
        [Conv2D(1, 1, Activation = Activation.Softplus)] [MaxPooling2D(1)] [AveragePooling2D(1)] [Flatten] [Dense(1, Activation = Activation.Sigmoid)]
        public partial class Tiny;

        // No bias anywhere; a valid convolution and a fused pooling that drop rows and columns.
        [Network(13, 11, 3, InputGradient = true)]
        [Conv2D(8, 3, UseBias = false, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Conv2D(10, 2, UseBias = false)] [Flatten]
        [Dense(5, UseBias = false, Activation = Activation.ReLU)] [Dense(2, UseBias = false)]
        public partial class NoBias;
        """;

    /// <summary>Convolutions that join only some channels with some, or that enlarge.</summary>
    public const string OtherConvolutions = """
        // Blocks of MobileNet: every channel for itself, then every pixel for itself, with normalizations that predictions take in.
        [Network(24, 20, 3)]
        [Conv2D(16, 3, Strides = 2, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)]
        [DepthwiseConv2D(3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)]
        [Conv2D(24, 1, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)]
        [DepthwiseConv2D(3, 2, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2D(33, 1)] [Flatten] [Dense(3)]
        public partial class Separated;

        // Several kernels a channel, strides with dilation, kernels too large to be written out, channels that fill no register; gaps between windows.
        [Network(19, 17, 5, InputGradient = true)]
        [DepthwiseConv2D(3, DepthMultiplier = 3, Activation = Activation.Tanh)] [DepthwiseConv2D(3, 2, Dilation = 3, Padding = Padding.Same)]
        [DepthwiseConv2D(7, Padding = Padding.Same, UseBias = false)] [DepthwiseConv2D(KernelHeight = 1, KernelWidth = 9, Padding = Padding.Same, Activation = Activation.GELU)]
        [DepthwiseConv2D(1, 2, DepthwiseL2 = 0.1, DepthwiseMaxNorm = 2)] [Flatten] [Dense(2)]
        public partial class DepthwiseKinds;

        [Network(21, 18, 6, InputGradient = true)]
        [SeparableConv2D(40, 3, 2, Padding = Padding.Same, DepthMultiplier = 2, Activation = Activation.ReLU)] [SeparableConv2D(8, 5, UseBias = false)] [BatchNormalization]
        [Activation(Activation.ReLU)] [MaxPooling2D(2)] [Flatten] [Dense(2)]
        public partial class SeparableLayers;

        // Groups of whole registers and of fewer channels, with strides that leave gaps, dilation, and as many groups as channels.
        [Network(16, 14, 6, InputGradient = true)]
        [Conv2D(9, 3, Groups = 3, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Conv2D(64, 3, Padding = Padding.Same, Groups = 1)] [Conv2D(64, 3, Padding = Padding.Same, Groups = 2, Dilation = 2)]
        [BatchNormalization] [Conv2D(32, 1, 2, Groups = 8, UseBias = false)] [Conv2D(64, 3, Padding = Padding.Same, Groups = 32, Activation = Activation.ReLU)] [Flatten] [Dense(2)]
        public partial class Grouped;

        // Smaller images and back; kernels that overlap, that leave gaps, with an output padding, dilated.
        [Network(16, 12, 3, InputGradient = true)]
        [Conv2D(24, 3, 2, Padding = Padding.Same, Activation = Activation.ReLU)] [Conv2DTranspose(16, 3, 2, Padding = Padding.Same, Activation = Activation.ReLU)]
        [Conv2DTranspose(9, 2, 3, UseBias = false)] [BatchNormalization] [Activation(Activation.ReLU)] [MaxPooling2D(3)]
        [Conv2DTranspose(33, 3, 2, Padding = Padding.Same, OutputPadding = 0, Activation = Activation.Tanh)] [Conv2DTranspose(4, 3, Dilation = 2)]
        [Conv2DTranspose(1, 4, StrideHeight = 2, Padding = Padding.Same, Activation = Activation.Sigmoid)]
        public partial class Enlarged;
        """;

    /// <summary>Pooling that is no part of a convolution.</summary>
    public const string Poolings = """
        [Network(15, 14, 5)]
        [MaxPooling2D(3, Strides = 2, Padding = Padding.Same)] [AveragePooling2D(2, Strides = 1)] [Flatten] [Dense(3)]
        public partial class PoolingFirst;

        [Network(22, 20, 6)]
        [Conv2D(20, 3, Activation = Activation.ReLU)] [MaxPooling2D(3, Strides = 2)] [Conv2D(20, 3, Activation = Activation.GELU)] [MaxPooling2D(2)]
        [Conv2D(8, 1, Activation = Activation.ReLU)]
        [AveragePooling2D(2, Padding = Padding.Same, StrideHeight = 1, StrideWidth = 2)] [Flatten] [Dense(3)]
        public partial class PoolingAlone;

        // A window too large to be written out behind a convolution.
        [Network(20, 20, 3)]
        [Conv2D(12, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(5)] [Conv2D(18, 3, Padding = Padding.Same)]
        [AveragePooling2D(4)] [Flatten] [Dense(3)]
        public partial class PoolingRolled;

        // Over whole images: without a border and inside one, of few pixels in a row and of one, into a vector and into an image.
        [Network(13, 11, 3, InputGradient = true)]
        [Conv2D(21, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "maps")] [Conv2D(8, 3, Padding = Padding.Same)]
        [GlobalAveragePooling2D(Input = "maps")] [Dense(8)] [Add("conv2d")] [GlobalMaxPooling2D] [Dense(4, Activation = Activation.Softmax)]
        public partial class PoolingGlobal;

        [Network(7, 2, 5)]
        [GlobalMaxPooling2D(KeepDims = true, Name = "largest")] [Conv2D(4, 1, Activation = Activation.ReLU)] [GlobalAveragePooling2D(KeepDims = true)] [GlobalMaxPooling2D]
        [GlobalAveragePooling2D(Input = "input")] [Dense(4)] [Add("global_max_pooling2d")]
        public partial class PoolingToPixel;
        """;

    /// <summary>Vectors, and what ends a network.</summary>
    public const string Vectors = """
        [Network(13)]
        [Dense(64, Activation = Activation.ReLU)] [Dense(1)]
        public partial class Regression;

        [Network(784, InputGradient = true)]
        [Dense(128, Activation = Activation.ReLU)] [Dropout(0.2)] [Dense(10, Activation = Activation.Softmax)]
        public partial class DenseOnly;

        [Network(7)]
        [Dense(33, Activation = Activation.SiLU)] [Dense(31, Activation = Activation.SELU)] [Dense(5, Activation = Activation.Sigmoid)]
        public partial class DenseOdd;

        // So large that jobs of the weight gradient are many, and that a group holds fewer samples.
        [Network(600_000)]
        [Dense(40, Activation = Activation.ReLU)] [Dense(3)]
        public partial class DenseWide;

        [Network(9)]
        [Activation(Activation.Tanh)] [Dense(4)] [Activation(Activation.LeakyReLU, NegativeSlope = 0.05)] [Dense(1, Activation = Activation.Sigmoid)]
        public partial class ActivationFirst;

        [Network(6)]
        [Activation(Activation.Softmax)]
        public partial class NoWeights;

        [Network(6, InputGradient = true)]
        [Dropout(0)] [Activation(Activation.Linear)]
        public partial class Nothing;

        // Images in and out of vectors without a weight between.
        [Network(4, 5, 3)]
        [Flatten] [Dense(6, Activation = Activation.ELU)] [Dense(2, Activation = Activation.Softmax)]
        public partial class FlattenFirst;

        [Network(4, 5, 3)]
        [Conv2D(4, 3)] [Flatten]
        public partial class FlattenLast;

        [Network(6, 6, 3)]
        [Conv2D(4, 3)] [Activation(Activation.Softmax)]
        public partial class SoftmaxOverChannels;

        [Network(6, 6, 3)]
        [Conv2D(4, 3, Activation = Activation.Tanh)] [Flatten] [Activation(Activation.Sigmoid)]
        public partial class SigmoidAlone;
        """;

    /// <summary>Every activation behind a convolution, a dense layer and on its own.</summary>
    public const string Activations = """
        [Network(10, 10, 3)]
        [Conv2D(5, 3, Activation = Activation.ELU)] [Conv2D(18, 3, Activation = Activation.Softplus)] [Activation(Activation.GELU)] [Flatten]
        [Dense(6, Activation = Activation.GELU)] [Dense(3, Activation = Activation.Tanh)]
        public partial class ActivationsSmooth;

        [Network(10, 10, 3)]
        [Conv2D(5, 3, Activation = Activation.SiLU)] [Activation(Activation.ReLU)] [Conv2D(18, 3, Activation = Activation.Softmax)]
        [Activation(Activation.Sigmoid)] [Flatten] [Dense(6, Activation = Activation.Softmax)]
        [Dense(3, Activation = Activation.LeakyReLU)]
        public partial class ActivationsUnfused;

        [Network(9, 9, 2)]
        [Activation(Activation.ELU)] [Activation(Activation.SELU)] [Conv2D(7, 3, Activation = Activation.SELU)] [Activation(Activation.Softplus)]
        [Activation(Activation.SiLU)] [Flatten] [Activation(Activation.Tanh)]
        [Dense(5, Activation = Activation.Softplus)] [Dense(5, Activation = Activation.ELU)] [Dense(4, Activation = Activation.SELU)]
        public partial class ActivationsAlone;

        [Network(10, 10, 3)]
        [Conv2D(5, 3, Activation = Activation.ReLU6)] [Conv2D(18, 3, Activation = Activation.HardSiLU)] [MaxPooling2D(2)] [Activation(Activation.HardSigmoid)]
        [Conv2D(7, 1, Activation = Activation.Mish)] [Activation(Activation.LogSoftmax)] [Conv2D(9, 1, Activation = Activation.Softsign)] [MaxPooling2D(2)] [Flatten]
        [Dense(6, Activation = Activation.CELU)] [Dense(5, Activation = Activation.HardSigmoid)] [Dense(4, Activation = Activation.Exponential)] [Activation(Activation.LogSoftmax)]
        public partial class ActivationsLater;
        """;

    public static string[] All => [Convolutions, OtherConvolutions, Poolings, Vectors, Activations, Preparations, Options, Graphs, Shapes];
}
