namespace NetGen.Arm64.Bits;

/// <summary>Direct convolutions of odd sizes, each activation, all kinds of pooling.</summary>
[Network(19, 17, 3, InputGradient = true)]
[Rescaling(1 / 255.0)]
[Conv2D(7, 5, 2, Activation = Activation.ELU)]
[MaxPooling2D(3, 2, Padding = Padding.Same)]
[Conv2D(9, 3, Padding = Padding.Same, Activation = Activation.SELU)]
[AveragePooling2D(2, 1)]
[Conv2D(6, 2, Activation = Activation.Tanh)]
[Activation(Activation.Softplus)]
[Flatten]
[Dense(13, Activation = Activation.SiLU)]
[Dense(12, Activation = Activation.GELU)]
[Dense(11, Activation = Activation.Sigmoid)]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class Activations;

/// <summary>Convolutions by Winograd's algorithm, with and without a pooling behind them.</summary>
[Network(14, 14, 16)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class Winograd;

/// <summary>Everything that is drawn.</summary>
[Network(12, 12, 3)]
[Normalization]
[RandomFlip(FlipMode.HorizontalAndVertical)]
[RandomTranslation(0.2, 0.2)]
[RandomRotation(0.1)]
[RandomZoom(0.2)]
[RandomContrast(0.3)]
[Conv2D(8, 3, KernelInitializer = Initializer.HeNormal)]
[SpatialDropout2D(0.2)]
[Activation(Activation.ReLU)]
[GaussianNoise(0.1)]
[GaussianDropout(0.1)]
[AlphaDropout(0.05)]
[Flatten]
[Dropout(0.3)]
[Dense(5, KernelInitializer = Initializer.Orthogonal, Activation = Activation.Softmax)]
internal sealed partial class Chance;

/// <summary>Small, for every optimizer.</summary>
[Network(37)]
[Dense(23, Activation = Activation.ReLU)]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class Dense;

/// <summary>Penalties and constraints, which add up whole kernels.</summary>
[Network(37)]
[Dense(23, Activation = Activation.ReLU, KernelL1 = 0.001, KernelL2 = 0.01, KernelMaxNorm = 1)]
[Dense(5, Activation = Activation.Softmax, KernelL2 = 0.01)]
internal sealed partial class Penalized;
