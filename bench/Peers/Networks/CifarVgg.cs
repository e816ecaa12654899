namespace NetGen.Bench.Peers;

/// <summary>A VGG for images of 32 by 32, up to 512 filters.</summary>
[Network(32, 32, 3)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(512, Activation = Activation.ReLU)]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class CifarVgg;
