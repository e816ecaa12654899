namespace NetGen.Generator.Tests;

/// <summary>
/// The networks whose emitted text is replayed: every kind of layer, and every way that planning and emission treat one. A new way gets a network here.
/// </summary>
internal static class ReplayedNetworks
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

    /// <summary>What acts in training alone, and what prepares the input.</summary>
    public const string Preparations = """
        [Network(20, 18, 3)]
        [Rescaling(1.0 / 255)] [RandomFlip(FlipMode.Horizontal)] [RandomTranslation(0.1, 0.2, FillMode = FillMode.Wrap)] [RandomRotation(0.05)]
        [RandomZoom(0.1, FillMode = FillMode.Nearest)] [RandomContrast(0.2, MaxValue = 1)]
        [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Flatten] [Dense(4, Activation = Activation.Softmax)]
        public partial class Augmented;

        [Network(11, 12, 5)]
        [RandomFlip] [RandomFlip(FlipMode.Vertical)] [RandomZoom(0.1, 0.3, FillMode = FillMode.Constant, FillValue = 0.5)]
        [RandomTranslation(0.2, 0.1, FillMode = FillMode.Constant)] [Normalization] [Conv2D(6, 3)] [Flatten] [Dense(2)]
        public partial class AugmentedFirst;

        [Network(14, 13, 3)]
        [RandomTranslation(0.1, 0.2, HeightLower = 0, Interpolation = Interpolation.Nearest)] [RandomRotation(Lower = -0.05, Upper = 0.1)] [RandomBrightness(0.2)]
        [RandomZoom(0.1, WidthUpper = 0.2, FillMode = FillMode.Constant, FillValue = 7, Interpolation = Interpolation.Nearest)] [RandomContrast(0.2, Lower = 0.1)]
        [ZeroPadding2D(1)] [RandomCrop(14, 11)] [Conv2D(5, 3, Padding = Padding.Same)] [Flatten] [Dense(2)]
        public partial class AugmentedByRanges;

        [Network(9, 9, 7)]
        [RandomCrop(8, 9)] [RandomCrop(7, 6)] [Flatten] [Dense(2)]
        public partial class Cropped;

        [Network(12, 12, 7)]
        [Conv2D(20, 3, Activation = Activation.ReLU)] [SpatialDropout2D(0.25)] [Conv2D(20, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
        [Dropout(0.1)] [GaussianNoise(0.05)] [MaxPooling2D(2)]
        [Flatten] [Dense(11, Activation = Activation.ReLU)] [Dropout(0.5)] [GaussianNoise(0.5)] [Dense(3, Activation = Activation.Softmax)]
        public partial class Noisy;

        [Network(10, 9, 3)]
        [Conv2D(21, 3, Padding = Padding.Same, Activation = Activation.SELU)] [AlphaDropout(0.1)] [Conv2D(8, 3)] [GaussianDropout(0.25)] [Flatten]
        [Dense(9, Activation = Activation.SELU)] [AlphaDropout(0.05)] [Dense(5)] [GaussianDropout(0.5)] [Dense(3, Activation = Activation.Softmax)]
        public partial class DroppedOtherwise;

        [Network(8, 9, 3, InputGradient = true)]
        [Normalization] [Conv2D(4, 3, Padding = Padding.Same)] [Normalization] [Rescaling(0.5, 1)] [Flatten] [Normalization] [Rescaling(2)] [Dense(2)]
        public partial class Normalized;

        [Network(1)]
        [Normalization] [Dense(1)]
        public partial class NormalizedNumber;

        // Of few channels and of many, with a border behind and without, on images and on vectors, trained and not.
        [Network(9, 7, 3)]
        [BatchNormalization] [Conv2D(24, 3, UseBias = false)] [BatchNormalization(Momentum = 0.9, Epsilon = 1e-5)] [Activation(Activation.ReLU)] [MaxPooling2D(2)]
        [Conv2D(5, 3, Padding = Padding.Same)] [Activation(Activation.Tanh)] [BatchNormalization(Scale = false, BetaL2 = 0.1)] [Conv2D(2, 1)] [Flatten]
        [Dense(7, UseBias = false)] [BatchNormalization(Center = false, Scale = false)] [Activation(Activation.LeakyReLU)] [Dense(3, Activation = Activation.Softmax)]
        public partial class BatchNormalized;

        // Statistics of a pixel, a row, a column, a whole sample; of groups that fill a register and of smaller ones; with a border behind and without; of a vector.
        [Network(6, 5, 3)]
        [LayerNormalization] [Conv2D(20, 3, Padding = Padding.Same)] [LayerNormalization(Epsilon = 1e-6)] [Activation(Activation.ReLU)] [Conv2D(32, 3, Padding = Padding.Same)]
        [GroupNormalization(Groups = 2)] [Activation(Activation.GELU)] [LayerNormalization(2, 3, Center = false)] [LayerNormalization(1, 3)] [Conv2D(4, 1)] [GroupNormalization(Groups = 2)]
        [LayerNormalization(1, 2, Scale = false)] [LayerNormalization(1)] [LayerNormalization(2)] [GroupNormalization(Groups = -1, Scale = false, Center = false)] [LayerNormalization(1, 2, 3)]
        [Flatten] [Dense(7, Activation = Activation.Tanh)] [LayerNormalization] [Dense(3, Activation = Activation.Softmax)]
        public partial class SampleNormalized;

        [Network(12, 12, 3, InputGradient = true, LayerOutputs = true)]
        [Conv2D(8, 3, Trainable = false, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Conv2D(33, 3)] [BatchNormalization(Trainable = false)] [Activation(Activation.ReLU)]
        [Flatten] [Dense(9, Trainable = false)] [BatchNormalization(Trainable = false)] [Dense(2, Activation = Activation.Softmax, Trainable = false)]
        public partial class FrozenInBetween;

        [Network(20, 20, 3, TrainableFrom = "head")]
        [Conv2D(8, 3, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Conv2D(8, 3)] [BatchNormalization] [Activation(Activation.ReLU)]
        [Flatten] [Dense(2, Activation = Activation.Softmax, Name = "head")]
        public partial class FrozenBelow;

        [Network(9, 8, 3, InputGradient = true)]
        [Rescaling(2, -1)] [GaussianNoise(0.1)] [SpatialDropout2D(0.5)] [Dropout(0.3)] [AveragePooling2D(3, Strides = 2)] [Flatten] [Dense(2)]
        public partial class NoisyFirst;
        """;

    /// <summary>Penalties, constraints, initializers, names, and the options of a network.</summary>
    public const string Options = """
        [Network(10, 9, 3)]
        [Conv2D(8, 3, Activation = Activation.ReLU, KernelL1 = 0.001, KernelL2 = 0.002, BiasL2 = 0.1, ActivityL1 = 0.01)] [MaxPooling2D(2)]
        [Conv2D(8, 3, ActivityL2 = 0.02, KernelMaxNorm = 3, BiasNonNegative = true)] [Flatten]
        [Dense(5, Activation = Activation.ReLU, ActivityL1 = 0.1, ActivityL2 = 0.2, KernelNonNegative = true, BiasMaxNorm = 2)] [Dense(2, ActivityL2 = 1)]
        public partial class Penalized;

        [Network(6, 6, 2)]
        [Conv2D(4, 3, Name = "stem", KernelInitializer = Initializer.HeNormal, BiasInitializer = Initializer.Constant, BiasConstant = 0.1)]
        [Flatten(Name = "rows")]
        [Dense(3, Name = "head-1", KernelInitializer = Initializer.Constant, KernelConstant = -0.25)]
        [Dense(3, Name = "head_1", KernelInitializer = Initializer.Orthogonal)]
        public partial class Named;

        namespace Shop.Vision
        {
            public partial class Outer
            {
                [Network(12, 12, 3, LayerOutputs = true)]
                [Rescaling(0.1)] [RandomFlip] [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)] [MaxPooling2D(2)] [Dropout(0.1)]
                [Conv2D(8, 3, Activation = Activation.GELU)] [Flatten] [Dense(4, Activation = Activation.Softmax)]
                internal sealed partial class Shown;
            }

            [Network(5, LayerOutputs = true)]
            [Dropout(0.5)] [Normalization] [Dense(4, ActivityL2 = 0.1)] [Activation(Activation.ReLU)]
            public partial class ShownVector;

            public class Parent { public void Predict(System.ReadOnlySpan<float> input, System.Span<float> output) { } public int Info => 1; }

            [Network(5)]
            [Dense(2)]
            public partial class Child_1 : Parent;
        }

        [Network(5, 5, 1, LayerOutputs = true)]
        [Conv2D(0, 3)] [Flatten] [Dense(2)]
        public partial class Wrong;
        """;

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
        [Conv2D(3, 3, Padding = Padding.Same)] [MaxPooling2D(3, Strides = 1, Padding = Padding.Same)] [ZeroPadding2D(1)] [Reshape(-1, 7, 3)] [Conv2D(2, 3, Padding = Padding.Same)] [Reshape(2, -1, Name = "matrix")]
        [Activation(Activation.Tanh)] [Concatenate("matrix", Axis = 1)] [Activation(Activation.Softmax)] [Flatten] [Dense(12)] [Reshape(2, 3, 2)]
        public partial class Rearranged;

        // Rectifiers with numbers of their own, and slopes that are learnt: for every value, for channels, rows, columns, and one for all; frozen, and behind borders.
        [Network(6, 5, 9)]
        [Conv2D(9, 3, Padding = Padding.Same)] [PReLU] [Conv2D(9, 3, Padding = Padding.Same)] [PReLU(SharedAxes = new[] { 1, 2 })] [Conv2D(9, 3, Padding = Padding.Same)]
        [PReLU(SharedAxes = new[] { 1 })] [PReLU(SharedAxes = new[] { 2 })] [PReLU(SharedAxes = new[] { 3 })] [PReLU(SharedAxes = new[] { 1, 2, 3 })] [PReLU(SharedAxes = new[] { 1, 2 }, Trainable = false)]
        [Conv2D(4, 1)] [BatchNormalization] [ReLU] [Conv2D(4, 1)] [BatchNormalization] [ReLU(MaxValue = 6)] [Conv2D(4, 1)] [LeakyReLU] [Conv2D(4, 1)] [ELU]
        [Conv2D(4, 3, Padding = Padding.Same)] [ReLU(MaxValue = 1)] [ReLU(MaxValue = 2, NegativeSlope = 0.25)] [ReLU(Threshold = 0.5)] [ReLU(NegativeSlope = 0.25, Threshold = 0.5)] [ELU(0.5)]
        [Flatten] [Dense(7)] [PReLU] [Dense(3)]
        public partial class Rectified;
        """;

    public static string[] All => [Convolutions, OtherConvolutions, Poolings, Vectors, Activations, Preparations, Options, Graphs, Shapes];
}
