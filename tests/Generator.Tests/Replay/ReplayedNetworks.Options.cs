namespace NetGen.Generator.Tests;

/// <content>What surrounds the layers that are predicted with: chance, preparation, penalties, names.</content>
internal static partial class ReplayedNetworks
{
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
}
