namespace NetGen.Samples.Mistakes;

[Network(28, 28, 1)]
[Conv2D(0, 3)]
[Flatten]
[Dense(10)]
public sealed partial class NoFilters;

// "Same" padding is (f - 1) / 2 on each side: f must be odd. The network is compiled all the same.
[Network(28, 28, 1)]
[Conv2D(8, 4, Padding = Padding.Same, Activation = Activation.ReLU)]
[Flatten]
[Dense(10)]
public sealed partial class EvenKernel;

[Network(28, 28, 1)]
[Conv2D(8, 3, Strides = 2, Dilation = 2)]
[Flatten]
[Dense(10)]
public sealed partial class StridesAndDilation;

// A share, not a percentage.
[Network(28, 28, 1)]
[Flatten]
[Dropout(50)]
[Dense(10)]
public sealed partial class Percent;

[Network(28, 28, 1)]
[Flatten]
[Dense(10, KernelL2 = -0.01)]
public sealed partial class Rewarded;

[Network(28, 28, 1)]
[Flatten]
[Dense(10, UseBias = false, BiasL2 = 0.01)]
public sealed partial class NoBias;

[Network(28, 28, 1)]
[Flatten]
[Dense(1, Activation = Activation.Softmax)]
public sealed partial class AlwaysOne;

[Network(28, 28, 1)]
[Flatten]
[Dense(64, Activation = Activation.Sigmoid)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class Saturated;

[Network(28, 28, 1)]
[MaxPooling2D(2, Activation = Activation.ReLU)]
[Flatten]
[Dense(10)]
public sealed partial class ActivePooling;

[Network(32, 32, 1)]
[MaxPooling2D(2, Strides = 3)]
[Flatten]
[Dense(10)]
public sealed partial class Gaps;

[Network(28, 28, 1)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
[Dropout(0.5)]
public sealed partial class DroppedAnswers;

[Network(28, 28, 1)]
[Rescaling(1.0 / 0)]
[Flatten]
[Dense(10)]
public sealed partial class Infinite;

[Network(28, 28, 1)]
[Flatten]
[Dense(10, BiasInitializer = Initializer.Orthogonal)]
public sealed partial class OrthogonalBias;

// 1 / 255 is 0: every pixel would be.
[Network(28, 28, 1)]
[Rescaling(1 / 255)]
[Flatten]
[Dense(10)]
public sealed partial class AllBlack;

[Network(28, 28, 1)]
[Flatten]
[Dense(64)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class OneLinearMap;

[Network(28, 28, 1)]
[Flatten]
[Dense(64, Activation = Activation.ReLU, KernelInitializer = Initializer.Zeros)]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class NeverLearns;

[Network(28, 28, 1)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
[Activation(Activation.Softmax)]
public sealed partial class NeverSure;

[Network(28, 28, 1)]
[Rescaling(1.0 / 255)]
[RandomContrast(0.2)]
[Rescaling(1.0 / 255)]
[Rescaling(1.0 / 255)]
[Flatten]
[Dense(10)]
public sealed partial class RescaledTwice;
