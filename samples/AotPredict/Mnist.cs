namespace NetGen.Samples.AotPredict;

/// <summary>Keras's mnist_convnet example without its dropout: 34,826 parameters.</summary>
[Network(28, 28, 1)]
[Conv2D(32, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Conv2D(64, 3, Activation = Activation.ReLU)]
[MaxPooling2D(2)]
[Flatten]
[Dense(10, Activation = Activation.Softmax)]
internal sealed partial class Mnist;
