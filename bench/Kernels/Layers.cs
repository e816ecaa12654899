namespace NetGen.Bench.Kernels;

// Every layer as a network of its own; where behind it others come in a real network, once more with the gradient by its
// input, which NetGen emits for no first layer unless it is asked to.

[Network(200, 200, 3)]
[Conv2D(32, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LectureConv1;

[Network(100, 100, 32)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LectureConv2;

[Network(100, 100, 32, InputGradient = true)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LectureConv2Input;

[Network(50, 50, 64)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LectureConv3;

[Network(50, 50, 64, InputGradient = true)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LectureConv3Input;

[Network(80000)]
[Dense(5)]
internal sealed partial class LectureDense;

[Network(80000, InputGradient = true)]
[Dense(5)]
internal sealed partial class LectureDenseInput;

[Network(28, 28, 1)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class MnistConv1;

[Network(13, 13, 32)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class MnistConv2;

[Network(13, 13, 32, InputGradient = true)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class MnistConv2Input;

[Network(1600)]
[Dense(10)]
internal sealed partial class MnistDense;

[Network(1600, InputGradient = true)]
[Dense(10)]
internal sealed partial class MnistDenseInput;

[Network(28, 28, 1)]
[Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LenetConv1;

[Network(14, 14, 8)]
[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LenetConv2;

[Network(14, 14, 8, InputGradient = true)]
[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
internal sealed partial class LenetConv2Input;

[Network(784)]
[Dense(64, Activation = Activation.ReLU)]
internal sealed partial class LenetDense1;

[Network(784, InputGradient = true)]
[Dense(64, Activation = Activation.ReLU)]
internal sealed partial class LenetDense1Input;

[Network(784)]
[Dense(128, Activation = Activation.ReLU)]
internal sealed partial class MlpDense1;

[Network(784, InputGradient = true)]
[Dense(128, Activation = Activation.ReLU)]
internal sealed partial class MlpDense1Input;

[Network(128)]
[Dense(10)]
internal sealed partial class MlpDense2;

[Network(128, InputGradient = true)]
[Dense(10)]
internal sealed partial class MlpDense2Input;

[Network(28, 28, 64)]
[Conv2D(64, 1)]
internal sealed partial class Kernel1;

[Network(28, 28, 64, InputGradient = true)]
[Conv2D(64, 1)]
internal sealed partial class Kernel1Input;

[Network(56, 56, 32)]
[Conv2D(64, 1)]
internal sealed partial class PointwiseLarge;

[Network(56, 56, 32, InputGradient = true)]
[Conv2D(64, 1)]
internal sealed partial class PointwiseLargeInput;

[Network(28, 28, 128)]
[Conv2D(128, 1)]
internal sealed partial class PointwiseMiddle;

[Network(28, 28, 128, InputGradient = true)]
[Conv2D(128, 1)]
internal sealed partial class PointwiseMiddleInput;

[Network(14, 14, 32)]
[Conv2D(192, 1)]
internal sealed partial class PointwiseExpansion;

[Network(14, 14, 32, InputGradient = true)]
[Conv2D(192, 1)]
internal sealed partial class PointwiseExpansionInput;

[Network(14, 14, 192)]
[Conv2D(32, 1)]
internal sealed partial class PointwiseProjection;

[Network(14, 14, 192, InputGradient = true)]
[Conv2D(32, 1)]
internal sealed partial class PointwiseProjectionInput;

[Network(14, 14, 256)]
[Conv2D(256, 1)]
internal sealed partial class PointwiseWide;

[Network(14, 14, 256, InputGradient = true)]
[Conv2D(256, 1)]
internal sealed partial class PointwiseWideInput;

[Network(7, 7, 512)]
[Conv2D(512, 1)]
internal sealed partial class PointwiseHeavy;

[Network(7, 7, 512, InputGradient = true)]
[Conv2D(512, 1)]
internal sealed partial class PointwiseHeavyInput;

[Network(28, 28, 16)]
[Conv2D(32, 5, Padding = Padding.Same)]
internal sealed partial class Kernel5;

[Network(28, 28, 16, InputGradient = true)]
[Conv2D(32, 5, Padding = Padding.Same)]
internal sealed partial class Kernel5Input;

[Network(28, 28, 32)]
[Conv2D(32, 7, Padding = Padding.Same)]
internal sealed partial class Kernel7;

[Network(28, 28, 32, InputGradient = true)]
[Conv2D(32, 7, Padding = Padding.Same)]
internal sealed partial class Kernel7Input;

[Network(112, 112, 3)]
[Conv2D(64, 7, Padding = Padding.Same, Strides = 2)]
internal sealed partial class Stem;

[Network(56, 56, 32)]
[Conv2D(64, 3, Padding = Padding.Same, Strides = 2)]
internal sealed partial class Stride2;

[Network(56, 56, 32, InputGradient = true)]
[Conv2D(64, 3, Padding = Padding.Same, Strides = 2)]
internal sealed partial class Stride2Input;

[Network(29, 31, 7)]
[Conv2D(17, 3, Padding = Padding.Same)]
internal sealed partial class Channels7;

[Network(29, 31, 7, InputGradient = true)]
[Conv2D(17, 3, Padding = Padding.Same)]
internal sealed partial class Channels7Input;

[Network(29, 31, 17)]
[Conv2D(48, 3, Padding = Padding.Same)]
internal sealed partial class Channels17;

[Network(29, 31, 17, InputGradient = true)]
[Conv2D(48, 3, Padding = Padding.Same)]
internal sealed partial class Channels17Input;

[Network(29, 31, 48)]
[Conv2D(7, 3, Padding = Padding.Same)]
internal sealed partial class Channels48;

[Network(29, 31, 48, InputGradient = true)]
[Conv2D(7, 3, Padding = Padding.Same)]
internal sealed partial class Channels48Input;

[Network(28, 28, 4)]
[Conv2D(8, 3, Padding = Padding.Same)]
internal sealed partial class Channels4;

[Network(28, 28, 4, InputGradient = true)]
[Conv2D(8, 3, Padding = Padding.Same)]
internal sealed partial class Channels4Input;

[Network(32, 32, 3)]
[Conv2D(8, 3, Padding = Padding.Same)]
internal sealed partial class Filters8;

[Network(16, 16, 16)]
[Conv2D(24, 3, Padding = Padding.Same)]
internal sealed partial class Filters24;

[Network(16, 16, 16, InputGradient = true)]
[Conv2D(24, 3, Padding = Padding.Same)]
internal sealed partial class Filters24Input;

[Network(28, 28, 32)]
[Conv2D(4, 1)]
internal sealed partial class Filters4;

[Network(28, 28, 32, InputGradient = true)]
[Conv2D(4, 1)]
internal sealed partial class Filters4Input;
