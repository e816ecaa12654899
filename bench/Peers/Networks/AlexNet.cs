namespace NetGen.Bench.Peers;

/// <summary>AlexNet on one processor, without its local response normalization.</summary>
[Network(227, 227, 3)]
[Conv2D(64, 11, Strides = 4, Activation = Activation.ReLU)]
[MaxPooling2D(3, Strides = 2)]
[Conv2D(192, 5, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(3, Strides = 2)]
[Conv2D(384, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(256, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(3, Strides = 2)]
[Flatten]
[Dense(4096, Activation = Activation.ReLU)]
[Dense(4096, Activation = Activation.ReLU)]
[Dense(1000, Activation = Activation.Softmax)]
internal sealed partial class AlexNet;
