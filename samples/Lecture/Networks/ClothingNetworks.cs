namespace NetGen.Samples.Lecture.Networks;

// One network for photographs of clothing, and the same with each remedy against overfitting. All have the same weights.

/// <summary>No remedy.</summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(16, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(64, Activation = Activation.ReLU)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class PlainClothing;

/// <summary>With the squares of weights made expensive.</summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(16, 3, Activation = Activation.ReLU, KernelL2 = 0.001)]
[MaxPooling2D(2)]
[Conv2D(32, 3, Activation = Activation.ReLU, KernelL2 = 0.001)]
[MaxPooling2D(2)]
[Flatten]
[Dense(64, Activation = Activation.ReLU, KernelL2 = 0.001)]
[Dense(10, Activation = Activation.Softmax, KernelL2 = 0.001)]
internal sealed partial class SmallWeightClothing;

/// <summary>With the sizes of weights made expensive.</summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(16, 3, Activation = Activation.ReLU, KernelL1 = 0.0003)]
[MaxPooling2D(2)]
[Conv2D(32, 3, Activation = Activation.ReLU, KernelL1 = 0.0003)]
[MaxPooling2D(2)]
[Flatten]
[Dense(64, Activation = Activation.ReLU, KernelL1 = 0.0003)]
[Dense(10, Activation = Activation.Softmax, KernelL1 = 0.0003)]
internal sealed partial class FewWeightClothing;

/// <summary>With half of the values left out in each step.</summary>
[Network(28, 28, 1)]
[Rescaling(1 / 255.0)]
[Conv2D(16, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dropout(0.5)]
[Dense(64, Activation = Activation.ReLU)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class DropoutClothing;

/// <summary>With images that are mirrored and moved at random.</summary>
[Network(28, 28, 1)]
[RandomFlip(FlipMode.Horizontal)]
[RandomTranslation(0.05, 0.05, FillMode = FillMode.Constant)]
[Rescaling(1 / 255.0)]
[Conv2D(16, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(64, Activation = Activation.ReLU)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class AugmentedClothing;
