namespace NetGen.Bench.Peers;

/// <summary>VGG-11.</summary>
[Network(224, 224, 3)]
[Conv2D(64, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(128, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(512, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(4096, Activation = Activation.ReLU)]
[Dense(4096, Activation = Activation.ReLU)]
[Dense(1000, Activation = Activation.Softmax)]
internal sealed partial class Vgg11;
