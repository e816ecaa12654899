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
[Conv2D(16, 5, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class Winograd;

/// <summary>Everything that is drawn.</summary>
[Network(12, 12, 3)]
[Normalization]
[RandomFlip(FlipMode.HorizontalAndVertical)]
[RandomTranslation(0.2, 0.2)]
[RandomTranslation(HeightLower = -0.2, HeightUpper = 0.1, WidthLower = 0, WidthUpper = 0.2, Interpolation = Interpolation.Nearest)]
[RandomRotation(0.1)]
[RandomRotation(Lower = -0.05, Upper = 0.2, FillMode = FillMode.Wrap)]
[RandomZoom(0.2)]
[RandomZoom(HeightLower = -0.2, HeightUpper = 0.1, FillMode = FillMode.Nearest)]
[RandomContrast(0.3)]
[RandomBrightness(0.2)]
[ZeroPadding2D(1)]
[RandomCrop(12, 12)]
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

/// <summary>A branching network: depthwise, separable, grouped and transposed convolutions under every normalization, and all that joins.</summary>
[Network(12, 12, 6, InputGradient = true)]
[Conv2D(12, 3, Padding = Padding.Same, UseBias = false)]
[BatchNormalization]
[Activation(Activation.ReLU6, Name = "stem")]
[DepthwiseConv2D(3, Padding = Padding.Same, DepthMultiplier = 2, UseBias = false)]
[BatchNormalization(Momentum = 0.9)]
[Activation(Activation.HardSiLU)]
[Conv2D(12, 1)]
[Add("stem", Name = "first")]
[SeparableConv2D(12, 3, Padding = Padding.Same, Activation = Activation.Mish)]
[GroupNormalization(Groups = 4)]
[Multiply("first")]
[Conv2D(12, 3, Groups = 3, Padding = Padding.Same, Activation = Activation.Softsign)]
[LayerNormalization]
[Maximum("first", Name = "largest")]
[Conv2D(8, 3, Strides = 2, Pad = 1, Activation = Activation.CELU)]
[LayerNormalization(1, 2, 3)]
[Conv2DTranspose(12, 4, 2, Padding = Padding.Same, Activation = Activation.HardSigmoid)]
[Subtract("largest")]
[Average("stem")]
[Minimum("first")]
[Concatenate("largest")]
[Conv2D(10, 1, Name = "narrow")]
[GlobalMaxPooling2D(Name = "peaks")]
[GlobalAveragePooling2D(Input = "narrow")]
[Concatenate("peaks")]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class Branches;

/// <summary>Values in other places and shapes, rectifiers with numbers of their own, and slopes that are learnt.</summary>
[Network(6, 5, 4)]
[Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.Exponential)]
[PReLU(SharedAxes = new[] { 1, 2 })]
[UpSampling2D(2)]
[Cropping2D(Top = 1, Right = 2)]
[UpSampling2D(3, 2, Interpolation = Interpolation.Bilinear)]
[ReLU(MaxValue = 2, NegativeSlope = 0.1, Threshold = 0.25)]
[ZeroPadding2D(1)]
[AveragePooling2D(3, Strides = 2, Pad = 1, CountIncludePad = true)]
[Permute(3, 1, 2)]
[Reshape(8, -1)]
[LayerNormalization(1)]
[LeakyReLU(0.2)]
[Flatten]
[Dense(7, Activation = Activation.LogSoftmax)]
[ELU(0.5)]
[Dense(5, Activation = Activation.Softmax)]
internal sealed partial class Places;

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
