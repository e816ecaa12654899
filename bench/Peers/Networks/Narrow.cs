namespace NetGen.Bench.Peers;

/// <summary>A small network of 8, 16 and 24 filters, which leave lanes of vectors empty.</summary>
[Network(32, 32, 3)]
[Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(24, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class Narrow;
